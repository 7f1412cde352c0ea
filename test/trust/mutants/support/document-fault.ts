import type { Estate } from "../../../../src/model.ts";
import { checkDelegationContent } from "../../../emulator/model/organizations/delegation-content.ts";
import { checkPolicyContent } from "../../../emulator/model/organizations/policy-content.ts";
import type { Statement } from "../../../emulator/model/policy-document.ts";
import { list } from "../../organization/documents.ts";
import { accountIds } from "../../organization/organization.ts";
import type { PolicyPlace } from "../policy-places.ts";

/** Why AWS would refuse a document, or `null`. Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export function documentFault({ kind, document }: PolicyPlace, estate: Estate): string | null {
  const { Version, Statement } = document;
  if (Version !== "2012-10-17") return `version ${Version}`;
  const sids = Statement.map(({ Sid }) => Sid);
  if (new Set(sids).size !== sids.length) return `a Sid twice: ${sids.join(", ")}`;
  if (kind === "service control policy") {
    return refusal(() => checkPolicyContent("SERVICE_CONTROL_POLICY", JSON.stringify(document)));
  }
  if (kind === "resource control policy") {
    return refusal(() => checkPolicyContent("RESOURCE_CONTROL_POLICY", JSON.stringify(document)));
  }
  if (kind === "delegation policy") {
    const isMember = (accountId: string) => accountIds(estate).includes(accountId);
    const refused = refusal(() => checkDelegationContent(JSON.stringify(document), isMember));
    if (refused !== null) return refused;
  }
  const isIdentity = kind === "inline policy" || kind === "managed policy";
  return Statement.map((one) => statementFault(one, !isIdentity, kind === "trust")).find((one) => one !== null) ?? null;
}

function statementFault(statement: Statement, ofResource: boolean, isTrust: boolean): string | null {
  const { Sid = "", Effect, Principal, Action, NotAction, Resource, NotResource, Condition } = statement;
  const fault = (what: string) => `${what} in ${JSON.stringify(statement)}`;
  if (!/^[A-Za-z0-9]+$/.test(Sid)) return fault("a Sid that is none");
  if (Effect !== "Allow" && Effect !== "Deny") return fault("neither Allow nor Deny");
  if ((Principal !== undefined) !== ofResource) return fault("a principal too many or too few");
  if (Action !== undefined && NotAction !== undefined) return fault("an element for actions too many");
  const actions = list(Action ?? NotAction);
  if (actions.length === 0 || !actions.every((one) => /^(\*|[a-z0-9-]+:[A-Za-z*]+)$/.test(one))) {
    return fault("no action");
  }
  if (new Set(actions).size !== actions.length) return fault("an action twice");
  const resources = [Resource, NotResource].filter((one) => one !== undefined && list(one).length > 0);
  if (resources.length !== (isTrust ? 0 : 1)) return fault("a resource too many or too few");
  const values = Object.values(Condition ?? { none: { none: "none" } }).flatMap((keys) => Object.values(keys));
  if (values.length === 0 || values.some((value) => list(value).length === 0)) return fault("a condition of nothing");
  return null;
}

function refusal(check: () => void): string | null {
  try {
    check();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
