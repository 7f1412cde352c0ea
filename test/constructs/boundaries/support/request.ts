import type { Context } from "../../../emulator/model/access.ts";
import type { Statement } from "../../../emulator/model/policy-document.ts";
import { list } from "../../../trust/organization/documents.ts";
import { actionsOf } from "./actions-of.ts";
import { contextsOf } from "./contexts-of.ts";
import { resourcesOf } from "./resources-of.ts";

/** Something that a role asks AWS for, in its own account. */
export interface Request {
  readonly action: string;
  readonly resourceArn: string;
  readonly context: Context;
}

export const asText = ({ action, resourceArn, context }: Request): string =>
  [`${action} on ${resourceArn}`, ...Object.entries(context).map(([key, value]) => `${key}=${value}`)].join(" ");

/**
 * Requests of which a statement speaks: each of its actions on each of its resources and on one of every kind that the
 * action knows, with each of its conditions met.
 */
export async function requestsOf({ Action, Resource, Condition }: Statement): Promise<readonly Request[]> {
  const contexts = contextsOf(Condition);
  const requests: Request[] = [];
  for (const action of list(Action).flatMap(actionsOf)) {
    for (const resourceArn of await resourcesOf(action, list(Resource))) {
      for (const context of contexts) requests.push({ action, resourceArn, context });
    }
  }
  return requests;
}
