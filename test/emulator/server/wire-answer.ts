import type { AwsError } from "../model/aws-error.ts";
import { xmlElement } from "./xml.ts";

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** How a service speaks. S3 has a dialect of its own. */
export type Protocol = "rest-json" | "json" | "query" | "s3";

export function protocolOf(service: string, isForm: boolean): Protocol {
  if (service === "backup") return "rest-json";
  if (service === "s3") return "s3";
  return isForm ? "query" : "json";
}

export function jsonAnswer(status: number, body: unknown, protocol: "json" | "rest-json" = "json"): WireAnswer {
  const type = protocol === "json" ? "application/x-amz-json-1.1" : "application/json";
  return { status, headers: { "content-type": type }, body: body === undefined ? "" : JSON.stringify(body) };
}

/** Answer of the query protocol. */
export function queryAnswer(namespace: string, operation: string, result: unknown): WireAnswer {
  const body = [
    `<${operation}Response xmlns="${namespace}">`,
    result === undefined ? "" : xmlElement(`${operation}Result`, result),
    xmlElement("ResponseMetadata", { RequestId: requestId }),
    `</${operation}Response>`,
  ].join("");
  return { status: 200, headers: { "content-type": "text/xml" }, body };
}

export const requestId = "00000000-0000-4000-8000-000000000000";

/** A refusal in the words of a service's protocol. */
export function errorAnswer(protocol: Protocol, service: string, error: AwsError): WireAnswer {
  const { message, httpStatus } = error;
  const code = codeFor(protocol, service, error.code);
  if (protocol === "json") {
    return jsonAnswer(httpStatus, { __type: code, message, Message: message });
  }
  if (protocol === "rest-json") {
    const answer = jsonAnswer(httpStatus, { Code: code, Message: message, message }, "rest-json");
    return { ...answer, headers: { ...answer.headers, "x-amzn-errortype": code } };
  }
  const said = { Code: code, Message: message };
  const body =
    protocol === "s3"
      ? `<?xml version="1.0" encoding="UTF-8"?>${xmlElement("Error", { ...said, RequestId: requestId })}`
      : xmlElement("ErrorResponse", { Error: { Type: "Sender", ...said }, RequestId: requestId });
  return { status: httpStatus, headers: { "content-type": protocol === "s3" ? "application/xml" : "text/xml" }, body };
}

// every protocol has its own word for the same refusal: "Common errors" of each service's API reference
function codeFor(protocol: Protocol, service: string, code: string): string {
  if (code === "AccessDeniedException" && service === "sns") return "AuthorizationError";
  if (code === "AccessDeniedException" && (protocol === "query" || protocol === "s3")) return "AccessDenied";
  if (code === "InvalidClientTokenId" && protocol === "s3") return "InvalidAccessKeyId";
  if (code === "InvalidClientTokenId" && protocol !== "query") return "UnrecognizedClientException";
  return code;
}
