import { readPolicyText } from "../aws/policy/read-policy-text.ts";
import { valueIn } from "../aws/policy/setting.ts";
import { type BackupPolicy, backupPolicies } from "../estate/backup-policies.ts";
import { error, type Finding, inPlan } from "../finding.ts";
import { accountClasses, type Estate } from "../model.ts";
import { centralVault, vaultArn } from "../names.ts";

/** Every copy goes to a vault that the central account of its class has; AWS says nothing of one that does not exist. */
export const copiesArrive = (estate: Estate): readonly Finding[] =>
  accountClasses
    .flatMap((cls) => backupPolicies(estate, cls))
    .flatMap((policy) => copiesOfPolicyArrive(estate, policy));

/** Judged by the document, which is what AWS runs. */
export function copiesOfPolicyArrive(
  estate: Estate,
  { class: cls, plan, document }: Pick<BackupPolicy, "class" | "plan" | "document">,
): readonly Finding[] {
  const { accountId, regions } = estate.central[cls];
  const vaults = new Set(regions.map((region) => vaultArn(estate, region, accountId, centralVault(cls))));
  return copyTargets(document)
    .filter(({ vault }) => !vaults.has(vault))
    .map(({ rule, vault }) =>
      error(
        "destination-missing",
        inPlan(plan.name, "rules", rule),
        `got a copy to ${vault}, which central ${cls} does not have; use ${[...vaults].join(" or ")}`,
      ),
    );
}

const copyTargets = (document: string) => {
  const reading = readPolicyText(document);
  if (!reading.ok) throw new Error(`${document.slice(0, 40)} is no JSON; use a policy that was rendered`);
  return reading.view.plans.flatMap(({ rules }) =>
    rules.flatMap(({ name, copies }) =>
      copies.map(({ target }) => ({ rule: name, vault: valueIn(target) ?? "no vault" })),
    ),
  );
};
