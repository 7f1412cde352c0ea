import type { Document } from "../../../emulator/model/policy-document.ts";
import { list } from "../../../trust/organization/documents.ts";
import { actionsOf } from "./actions-of.ts";
import { isAllowedBy } from "./is-allowed-by.ts";
import { asText, requestsOf } from "./request.ts";

/** What a policy of AWS's allows and the boundary does not. @throws when nothing is asked of one of its actions */
export async function deniedBy(boundary: Document, aws: Document): Promise<readonly string[]> {
  const denied = new Set<string>();
  for (const statement of aws.Statement) {
    const asked = (await requestsOf(statement)).filter((request) => isAllowedBy(aws, request));
    const unasked = list(statement.Action)
      .flatMap(actionsOf)
      .find((action) => !asked.some((request) => request.action === action));
    if (unasked) throw new Error(`got no request for ${unasked} that ${JSON.stringify(statement)} allows`);
    for (const request of asked) if (!isAllowedBy(boundary, request)) denied.add(asText(request));
  }
  return [...denied].sort();
}
