import { quotas } from "../aws/quotas.ts";
import { byText } from "../by-text.ts";
import type { AccountClass, Estate } from "../model.ts";
import { backupPolicies, type PolicyTarget } from "./backup-policies.ts";

// what a policy has besides its resources, with room to spare
const around = 250;

/**
 * Every unit and account that some backup policy of the class is attached to, once each, units first, sorted by name; in
 * lists of as many as one managed policy can name.
 */
export function policyTargets(estate: Estate, cls: AccountClass): readonly (readonly PolicyTarget[])[] {
  const targets = new Map(
    backupPolicies(estate, cls)
      .flatMap((policy) => policy.targets)
      .map((target) => [target.targetId, target]),
  );
  const order = ({ kind, name }: PolicyTarget) => `${kind === "unit" ? 0 : 1} ${name}`;
  const sorted = [...targets.values()].sort(byText(order));

  const lists: PolicyTarget[][] = [];
  let room = 0;
  for (const target of sorted) {
    const size = `"${targetArn(estate.partition, target)}",`.length;
    if (size > room) {
      lists.push([]);
      room = quotas.managedPolicyCharacters.most - around;
    }
    lists.at(-1)?.push(target);
    room -= size;
  }
  return lists;
}

/** Ids of OUs and accounts are the same in no two organizations. */
export const targetArn = (partition: string, { kind, targetId }: Pick<PolicyTarget, "kind" | "targetId">) =>
  `arn:${partition}:organizations::*:${kind === "unit" ? "ou" : "account"}/*/${targetId}`;
