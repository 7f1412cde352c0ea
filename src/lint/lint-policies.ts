import type { Origin } from "../aws/policy/effective-policy.ts";
import type { JsonNode } from "../aws/policy/json-node.ts";
import { mergePolicies } from "../aws/policy/merge-policies.ts";
import { readJson } from "../aws/policy/read-json.ts";
import { diagnosticOf } from "../diagnostics/complaint.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { inFileOrder } from "../diagnostics/in-file-order.ts";
import type { Position } from "../diagnostics/place.ts";
import { judgeDocument } from "./document/judge-document.ts";
import { judgeSize } from "./document/judge-size.ts";
import { judgePlans } from "./judge-plans.ts";
import { partsAt } from "./parts.ts";
import { positionsIn } from "./positions-in.ts";
import { emptyFile } from "./rules/empty-file.ts";
import { policyDuplicateKey } from "./rules/policy-duplicate-key.ts";
import { policyJson } from "./rules/policy-json.ts";
import { policyMergeConflict } from "./rules/policy-merge-conflict.ts";

/** The text of a backup policy, and the file it is from. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Everything that AWS would refuse in backup policies, or accept and never run: in each by itself, and in the effective
 * policy that they give, the parent first. Takes any text, never throws, and gives the same for the same texts.
 *
 * @returns problems whose key is a JSON Pointer.
 */
export function lintPolicies(files: readonly PolicyFile[]): readonly Diagnostic<Position>[] {
  const readings = files.map(({ text }, policy) => readPolicy(text, policy));
  const findings = readings.flatMap(({ findings: own }) => own);
  const roots = readings.flatMap(({ root }) => root ?? []);
  // what one policy that cannot be read would have said decides what the others come to
  const merged = roots.length === files.length ? judgeMerged(files, roots, readings) : [];
  return inFileOrder(distinct([...findings, ...merged].map(problemIn(files))));
}

// ten times what AWS takes, with white space: what is longer is no policy that anybody wants to hear more of
const mostJudgedCharacters = 100_000;

interface Reading {
  readonly root: JsonNode | null;
  readonly findings: readonly Diagnostic<Origin>[];
  readonly broken: ReadonlySet<string>;
}

function readPolicy(text: string, policy: number): Reading {
  const start = { policy, pointer: "", offset: 0 };
  const unread = (findings: readonly Diagnostic<Origin>[]) => ({ root: null, findings, broken: new Set<string>() });
  if (text.trim() === "") {
    return unread([diagnosticOf(emptyFile, { at: start, got: "empty", use: 'write the policy, { "plans": … }' })]);
  }
  const read = readJson(text);
  if (!read.ok) {
    return unread(
      read.problems.map(({ offset, got, use }) => diagnosticOf(policyJson, { at: { ...start, offset }, got, use })),
    );
  }
  const duplicates = read.duplicates.map(({ key, pointer, offset }) =>
    diagnosticOf(policyDuplicateKey, {
      at: { policy, pointer, offset },
      got: `got ${JSON.stringify(key)} twice`,
      use: "use each key once",
    }),
  );
  const size = judgeSize(text, start);
  if (text.length > mostJudgedCharacters && size.some(({ severity }) => severity === "error")) return unread(size);
  const { findings, broken } = judgeDocument(read.root, policy);
  return { root: read.root, findings: [...duplicates, ...findings, ...size], broken };
}

function judgeMerged(files: readonly PolicyFile[], roots: readonly JsonNode[], readings: readonly Reading[]) {
  const documents = roots.map((root, index) => ({ root, name: files[index]?.path ?? "" }));
  const { effective, findings } = mergePolicies(documents);
  const broken = partsAt(readings.flatMap((reading) => [...reading.broken].map((pointer) => pointer.toLowerCase())));
  const wrong = readings.map(({ findings: own, broken: parts }) =>
    partsAt([...own.filter(({ severity }) => severity === "error").map(({ place }) => place.pointer), ...parts]),
  );
  // of what is wrong by itself it is no news that it does not merge
  const isKnown = ({ policy, pointer }: Origin) => {
    const parts = wrong[policy];
    return parts !== undefined && (parts.isIn(pointer) || parts.hold(pointer));
  };
  return [
    ...findings.filter(({ at }) => !isKnown(at)).map((lost) => diagnosticOf(policyMergeConflict, lost)),
    ...judgePlans(effective, (pointer) => broken.isIn(pointer.toLowerCase())),
  ];
}

const problemIn = (files: readonly PolicyFile[]) => {
  const positions = files.map(({ text }) => positionsIn(text));
  return ({ place: { policy, pointer, offset }, ...said }: Diagnostic<Origin>): Diagnostic<Position> => {
    const { line, column } = positions[policy]?.(offset) ?? { line: 1, column: 1 };
    const place = { file: files[policy]?.path ?? "", line, column, key: pointer };
    return { ...said, place };
  };
};

const distinct = (problems: readonly Diagnostic<Position>[]) => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];
