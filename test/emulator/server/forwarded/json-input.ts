/** Body of a request of the JSON protocols. */
export function jsonInput(body: Buffer): Readonly<Record<string, unknown>> {
  const value: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

/** `CreateKey` of `X-Amz-Target: TrentService.CreateKey`. */
export const operationInTarget = (headers: Readonly<Record<string, string>>): string =>
  headers["x-amz-target"]?.split(".").at(-1) ?? "";
