const mostShown = 5;

/** A few values in a message, and how many more there are. */
export const several = (values: readonly string[]): string =>
  values.length <= mostShown
    ? values.join(", ")
    : `${values.slice(0, mostShown).join(", ")} and ${values.length - mostShown} more`;
