import { AwsError } from "../aws-error.ts";
import { badInput, violation } from "./refusal.ts";
import { repeatedKey } from "./repeated-key.ts";
import { resourceControlPolicyFault } from "./resource-control-policy.ts";

export const modelledPolicyTypes = ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const;
export type ModelledPolicyType = (typeof modelledPolicyTypes)[number];

/** @throws AwsError for a type that this model has not */
export function modelled(type: string | undefined): ModelledPolicyType {
  const known = modelledPolicyTypes.find((one) => one === type);
  if (known) return known;
  throw badInput(`got ${type}; this model has ${modelledPolicyTypes.join(", ")}`);
}

interface Rules {
  readonly maxCharacters: number;
  readonly faultOf: (document: unknown) => string | null;
}

/** Sources: docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html, policy-operators.html */
const rules: Readonly<Record<ModelledPolicyType, Rules>> = {
  BACKUP_POLICY: { maxCharacters: 10_000, faultOf: backupPolicyFault },
  SERVICE_CONTROL_POLICY: { maxCharacters: 10_240, faultOf: serviceControlPolicyFault },
  RESOURCE_CONTROL_POLICY: { maxCharacters: 5_120, faultOf: resourceControlPolicyFault },
};

/** @throws AwsError when AWS would not take it as the content of a policy of the type */
export function checkPolicyContent(type: ModelledPolicyType, content: string): void {
  const { maxCharacters, faultOf } = rules[type];
  if (content.length > maxCharacters) {
    throw violation("POLICY_CONTENT_LIMIT_EXCEEDED", `got ${content.length} characters; ${type} has ${maxCharacters}`);
  }
  const fault = contentFault(content, faultOf);
  if (fault === null) return;
  throw new AwsError(
    "MalformedPolicyDocumentException",
    `The provided policy document does not meet the requirements of the specified policy type: ${fault}`,
  );
}

function contentFault(content: string, faultOf: Rules["faultOf"]): string | null {
  let document: unknown;
  try {
    document = JSON.parse(content);
  } catch {
    return "no JSON";
  }
  const repeated = repeatedKey(content);
  return repeated === null ? faultOf(document) : `${repeated} twice`;
}

const listOperators = ["@@append", "@@remove"];
const control = "@@operators_allowed_for_child_policies";
const controlled = ["@@all", "@@none", "@@assign", ...listOperators];

function backupPolicyFault(document: unknown): string | null {
  if (!isObject(document)) return "no object";
  const unknown = Object.keys(document).find((key) => key !== "plans" && key !== control);
  if (unknown !== undefined) return `${unknown} beside plans`;
  if (!isObject(document.plans)) return "plans is no object";
  return nodeFault(document, "policy");
}

/** Every value stands under an operator, and values are text, numbers too. */
function nodeFault(node: Readonly<Record<string, unknown>>, at: string): string | null {
  for (const [key, value] of Object.entries(node)) {
    const place = `${at}.${key}`;
    if (!key.startsWith("@@")) {
      const fault = isObject(value) ? nodeFault(value, place) : `${place} without an operator`;
      if (fault !== null) return fault;
    } else if (key === "@@assign") {
      if (typeof value !== "string" && !isTexts(value)) return `${place} is neither text nor a list of texts`;
    } else if (listOperators.includes(key)) {
      if (!isTexts(value)) return `${place} is no list of texts`;
    } else if (key === control) {
      if (!isTexts(value) || !value.every((each) => controlled.includes(each))) return `${place} names no operators`;
    } else return `${place} is no operator`;
  }
  return null;
}

function serviceControlPolicyFault(document: unknown): string | null {
  if (!isObject(document)) return "no object";
  const statements = [document.Statement ?? []].flat();
  if (statements.length === 0) return "no statement";
  for (const [index, statement] of statements.entries()) {
    const at = `statement ${index}`;
    if (!isObject(statement)) return `${at} is no object`;
    if (statement.Effect !== "Allow" && statement.Effect !== "Deny") return `${at} neither allows nor denies`;
    if (statement.Action === undefined && statement.NotAction === undefined) return `${at} without an action`;
    if (statement.Resource === undefined && statement.NotResource === undefined) return `${at} without a resource`;
    // service control policies bind every principal of the account
    if ("Principal" in statement || "NotPrincipal" in statement) return `${at} names a principal`;
  }
  return null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === "string");
