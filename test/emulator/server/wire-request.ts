import { parseScope } from "./credential-scope.ts";

/** A request as it came in, and what it says of itself. */
export interface WireRequest {
  readonly method: string;
  /** As it was sent: not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** AWS's name of the service in signatures, such as `backup`, `iam`, `events`. */
  readonly service: string;
  readonly region: string;
  /** `null`: nobody signed it. */
  readonly accessKeyId: string | null;
  /** Of what is sent as a form: its fields. */
  readonly form: URLSearchParams;
}

export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export function parseRequest({ method, url, headers, body }: RawRequest): WireRequest {
  const [path = "/", search = ""] = splitOnce(url, "?");
  const query = new URLSearchParams(search);
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = isForm ? new URLSearchParams(body.toString("utf8")) : query;
  const scope = parseScope(headers["authorization"] ?? "", query.get("X-Amz-Credential"));
  // who comes with a token of somebody else has nothing to sign with
  const unsigned = { accessKeyId: null, region: "us-east-1", service: form.has("Action") ? "sts" : "s3" };
  return { method, path, query, headers, body, form, ...(scope ?? unsigned) };
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
