/** One page of a list, as AWS's list operations cut it. */
export function page<T>(
  all: readonly T[],
  { MaxResults, NextToken }: { readonly MaxResults?: number | undefined; readonly NextToken?: string | undefined },
): { readonly items: T[]; readonly rest: { NextToken?: string } } {
  const from = NextToken === undefined ? 0 : Number(NextToken);
  const to = from + (MaxResults ?? 1000);
  return { items: all.slice(from, to), rest: to < all.length ? { NextToken: String(to) } : {} };
}
