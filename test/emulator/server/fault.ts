import { AwsError } from "../model/aws-error.ts";
import type { Protocol } from "./wire-answer.ts";

/**
 * What may go wrong with a request: AWS refuses it for being too many, fails, the connection ends before or after it did
 * what it was to do, or it takes two seconds.
 */
export type Fault = "throttle" | "server-error" | "cut-before" | "cut-after" | "slow";

/** Decides for each request what goes wrong with it. */
export type Faults = (request: FaultableRequest) => Fault | null;

export interface FaultableRequest {
  readonly service: string;
  readonly operation: string;
  readonly accountId: string | null;
  readonly isMutating: boolean;
  /** How many requests there were before, of all kinds. */
  readonly count: number;
}

export const slowMs = 2_000;

/** AWS's words for it; each protocol has its own. */
export function faultError(fault: "throttle" | "server-error", protocol: Protocol): AwsError {
  if (fault === "server-error")
    return new AwsError(
      protocol === "s3" ? "InternalError" : "InternalFailure",
      "We encountered an internal error. Please try again.",
      500,
    );
  if (protocol === "s3") return new AwsError("SlowDown", "Please reduce your request rate.", 503);
  return new AwsError(protocol === "query" ? "Throttling" : "ThrottlingException", "Rate exceeded", 400);
}
