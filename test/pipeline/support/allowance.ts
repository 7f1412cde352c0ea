/** An entry of `allowances.yaml`. */
export const allowance = (entry: Readonly<Record<"stack" | "address" | "action" | "expires", string>>): string =>
  `- ${JSON.stringify({ ...entry, reason: "two names got mixed up, nobody uses the old one" })}\n`;

/** As an entry says when it ends. */
export const daysAhead = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
