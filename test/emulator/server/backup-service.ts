import * as client from "@aws-sdk/client-backup";
import type { Caller } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Cloud } from "../model/cloud.ts";
import { methodOf } from "./method-of.ts";
import { jsonAnswer, type WireAnswer } from "./wire-answer.ts";
import type { WireRequest } from "./wire-request.ts";
import {
  fromJson,
  fromText,
  isLabel,
  membersOf,
  type Operation,
  operationsOf,
  queryNameOf,
  toJson,
} from "./wire-schema.ts";

const operations = [...operationsOf(client).values()].map((operation) => ({
  operation,
  segments: segmentsOf(operation.http?.path ?? ""),
}));

interface Match {
  readonly operation: Operation;
  readonly labels: ReadonlyMap<string, string>;
}

/** The operation that a method and a path lead to. */
export function backupOperation(method: string, path: string): Match | null {
  const sent = segmentsOf(path);
  const matches = operations.filter(
    ({ operation, segments }) =>
      operation.http?.method === method &&
      segments.length === sent.length &&
      segments.every((segment, index) => segment.startsWith("{") || segment === sent[index]),
  );
  // a path that is spelled out goes before one with a name in its place
  const [match] = matches.sort((one, other) => labelsIn(one.segments) - labelsIn(other.segments));
  if (!match) return null;
  const labels = match.segments.flatMap((segment, index): [string, string][] =>
    segment.startsWith("{") ? [[segment.slice(1, -1), decodeURIComponent(sent[index] ?? "")]] : [],
  );
  return { operation: match.operation, labels: new Map(labels) };
}

/** AWS Backup on the wire. @throws AwsError as the model does, and for operations that it lacks */
export async function answerBackup(cloud: Cloud, caller: Caller, request: WireRequest): Promise<WireAnswer> {
  const match = backupOperation(request.method, request.path);
  if (!match) throw new AwsError("UnknownOperationException", `got ${request.method} ${request.path}`, 404);
  const { operation } = match;
  const method = methodOf(cloud.backup, operation.name);
  if (!method) {
    throw new AwsError("InvalidRequestException", `${operation.name} is not part of the emulated AWS Backup`);
  }
  const output = await method(caller, request.region, inputOf(match, request));
  const body = membersOf(operation.output) ? toJson(operation.output, output ?? {}, operation.name) : undefined;
  return jsonAnswer(operation.http?.status ?? 200, body, "rest-json");
}

function inputOf({ operation, labels }: Match, { query, body }: WireRequest): object {
  const sent: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
  const inBody = fromJson(operation.input, sent, operation.name) as object;
  const elsewhere = (membersOf(operation.input) ?? []).flatMap((member): [string, unknown][] => {
    const inQuery = queryNameOf(member);
    const text = isLabel(member) ? labels.get(member.name) : inQuery === null ? null : query.get(inQuery);
    return text === null || text === undefined ? [] : [[member.name, fromText(member.schema, text)]];
  });
  return { ...inBody, ...Object.fromEntries(elsewhere) };
}

// some clients end a path in a slash
function segmentsOf(path: string): readonly string[] {
  return path.split("/").filter((segment) => segment !== "");
}

const labelsIn = (segments: readonly string[]) => segments.filter((segment) => segment.startsWith("{")).length;
