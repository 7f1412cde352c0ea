/** What people are to know of a key that nothing uses. @param made how it came about */
export const uselessKey = (arn: string, made: string): string =>
  `${arn} was made ${made} and is used by nothing: it has this stack's tag and no alias, and no state knows it; whoever may delete keys removes it`;
