import type { Document } from "../../../emulator/model/policy-document.ts";
import { compiledDocument } from "../../../trust/judge/compiled-document.ts";
import { RequestKeys } from "../../../trust/judge/condition-keys.ts";
import type { Request } from "./request.ts";
import { accountId } from "./resources-of.ts";

const keys = new RequestKeys();

/** Whether a policy, and nothing else, allows it to a role of the account. */
export function isAllowedBy(policy: Document, { action, resourceArn, context }: Request): boolean {
  keys.next({ "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId, ...context }, undefined);
  const about = compiledDocument(policy)
    .statementsAbout(action.toLowerCase())
    .filter((statement) => statement.holds(resourceArn, keys));
  return about.length > 0 && about.every(({ allows }) => allows);
}
