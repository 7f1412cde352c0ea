/** A mutant that changes nothing anybody could see, and why. */
export interface Equivalent {
  readonly file: string;
  /** The line it begins in, without the space around it: a line's number would move. */
  readonly line: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}
