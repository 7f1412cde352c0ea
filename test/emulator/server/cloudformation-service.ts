import type { Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import { methodOf } from "./method-of.ts";
import { queryInput } from "./query-input.ts";
import { queryAnswer, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";

const namespace = "http://cloudformation.amazonaws.com/doc/2010-05-15/";

// the query protocol sends everything as text; these are no text in CloudFormation's own model
const booleans = ["Enabled", "RetainStacksOnAccountRemoval", "RetainStacks", "UsePreviousTemplate", "Active"];
const numbers = [
  "FailureToleranceCount",
  "FailureTolerancePercentage",
  "MaxConcurrentCount",
  "MaxConcurrentPercentage",
];

/** StackSets on the wire. @throws AwsError as the model does, and for operations that it lacks */
export async function answerCloudFormation(
  cloud: Cloud,
  caller: Caller,
  name: string,
  { form, region }: WireRequest,
): Promise<WireAnswer> {
  const method = methodOf(cloud.stackSets, name);
  if (!method) throw new AwsError("InvalidAction", `${name} is not part of the emulated CloudFormation`);
  return queryAnswer(namespace, name, (await method(caller, region, typed(queryInput(form)))) ?? {});
}

function typed(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((one) => typed(one));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, typed(one, name)]));
  }
  if (booleans.includes(key)) return value === "true";
  return numbers.includes(key) ? Number(value) : value;
}
