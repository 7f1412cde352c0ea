import { resourceControlledServices } from "./resource-controlled-services.ts";

/**
 * Why AWS would not take a document as a resource control policy, or `null`.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function resourceControlPolicyFault(document: unknown): string | null {
  if (!isObject(document)) return "no object";
  if (document["Version"] !== "2012-10-17") return `version ${document["Version"]}`;
  const statements = [document["Statement"] ?? []].flat();
  if (statements.length === 0) return "no statement";
  for (const [index, statement] of statements.entries()) {
    const fault = isObject(statement) ? statementFault(statement) : "is no object";
    if (fault !== null) return `statement ${index} ${fault}`;
  }
  return null;
}

const elements = ["Sid", "Effect", "Principal", "Action", "Resource", "NotResource", "Condition"];

function statementFault(statement: Readonly<Record<string, unknown>>): string | null {
  const { Effect, Principal, Action, Resource, NotResource } = statement;
  // NotPrincipal and NotAction are not supported
  const strange = Object.keys(statement).find((element) => !elements.includes(element));
  if (strange !== undefined) return `has ${strange}`;
  if (Effect !== "Deny") return "does not deny: AWS's own policy alone allows";
  if (Principal !== "*") return "names a principal: it is about everybody, and conditions tell";
  const actions = [Action ?? []].flat();
  if (actions.length === 0) return "has no action";
  const odd = actions.find((action) => typeof action !== "string" || !/^[a-z0-9-]+:[A-Za-z*?]+$/.test(action));
  if (odd !== undefined) return `has the action ${odd}, without a service of its own`;
  // whether AWS refuses these or takes them without effect is not said: a policy that names them is a mistake
  const idle = actions.find((action) => !isUnderResourceControl(String(action)));
  if (idle !== undefined) return `has the action ${idle}, on which these policies have no effect`;
  if ((Resource === undefined) === (NotResource === undefined)) return "needs Resource or NotResource";
  return null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether resource control policies have a say on an action, whoever asks. */
const isUnderResourceControl = (action: string): boolean =>
  resourceControlledServices.has(action.split(":")[0] ?? "") && action !== "kms:RetireGrant";

/**
 * Whether resource control policies of the account that a resource is in bind who asks: everybody but service-linked
 * roles. In the management account nothing is bound by them.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
 */
export const isBoundByResourceControl = (principalArn: string, action: string): boolean =>
  isUnderResourceControl(action) && !principalArn.includes(":role/aws-service-role/");
