import * as client from "@aws-sdk/client-organizations";
import type { Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import { methodOf } from "./method-of.ts";
import { jsonAnswer, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";
import { fromJson, membersOf, operationsOf, toJson } from "./wire-schema.ts";

const operations = operationsOf(client);

/** AWS Organizations on the wire. @throws AwsError as the model does, and for operations that it lacks */
export async function answerOrganizations(
  cloud: Cloud,
  caller: Caller,
  name: string,
  { body }: WireRequest,
): Promise<WireAnswer> {
  const operation = operations.get(name);
  const method = operation && methodOf(cloud.organizations, name);
  if (!operation || !method) {
    throw new AwsError("UnknownOperationException", `${name} is not part of the emulated AWS Organizations`);
  }
  const sent: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  const output = await method(caller, fromJson(operation.input, sent, name));
  return jsonAnswer(200, membersOf(operation.output) ? toJson(operation.output, output ?? {}, name) : undefined);
}
