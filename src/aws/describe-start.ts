/** A start for a message, such as `2024-02-29 05:00`. */
export function describeStart(minute: number): string {
  return new Date(minute * 60_000).toISOString().slice(0, 16).replace("T", " ");
}
