/** Days as config writes them: whole years as years, the rest as days. */
export const daysText = (days: number) => (days % 365 === 0 ? `${days / 365}y` : `${days}d`);

/** Minutes as config writes them: in the largest unit that leaves no remainder. */
export function minutesText(minutes: number): string {
  if (minutes % (24 * 60) === 0) return `${minutes / (24 * 60)}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
