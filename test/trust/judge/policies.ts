import type { NamedDocument } from "../../emulator/model/access.ts";
import { compiledDocument } from "./compiled-document.ts";
import type { RequestKeys } from "./condition-keys.ts";
import type { Named, Principal } from "./principals.ts";
import type { Reach } from "./reach.ts";

/** Names of the statements that speak of a request, as they are found. */
export interface Reasons {
  readonly grants: string[];
  readonly denials: string[];
}

/** Whether policies of a principal allow it. @param grants whether what allows it is a reason: a limit grants nothing */
export function reads(
  policies: readonly NamedDocument[],
  { action, resource }: Reach,
  keys: RequestKeys,
  reasons: Reasons,
  grants: boolean,
): boolean {
  let allows = false;
  for (const { name, document } of policies) {
    for (const statement of compiledDocument(document).statementsAbout(action)) {
      const said = `${name}: ${statement.sid}`;
      if (statement.names) throw new Error(`got a Principal in ${said}; only policies of resources have one`);
      if (!statement.holds(resource, keys)) continue;
      if (!statement.allows) reasons.denials.push(said);
      else if (grants) reasons.grants.push(said);
      if (statement.allows) allows = true;
    }
  }
  return allows;
}

/** As whom a resource's own policy allows it to the principal. */
export function readsResource(
  { name, document }: NamedDocument,
  principal: Principal,
  { action, resource, keys: known }: Reach,
  keys: RequestKeys,
  { grants, denials }: Reasons,
): Named {
  let most: Named = "no";
  const denied: string[] = [];
  let deniesPrincipal = known === undefined;
  for (const statement of compiledDocument(document).statementsAbout(action)) {
    const said = `${name}: ${statement.sid}`;
    if (!statement.names) throw new Error(`got no Principal in ${said}; a policy of a resource needs one`);
    const named = statement.names(principal);
    if (named === "no" || !statement.holds(resource, keys)) continue;
    if (statement.allows) {
      grants.push(said);
      if (strength[named] > strength[most]) most = named;
    } else {
      denied.push(said);
      if (named !== "account") deniesPrincipal = true;
    }
  }
  // as iamJudge says it: a denial to nobody but a whole account is named only when nothing else denies
  if (deniesPrincipal || denials.length === 0) denials.push(...denied);
  return most;
}

const strength: Readonly<Record<Named, number>> = { no: 0, account: 1, arn: 2, anyone: 3 };
