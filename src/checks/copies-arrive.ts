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

interface Target {
  readonly rule: string;
  readonly vault: string;
}

function copyTargets(document: string): readonly Target[] {
  const { plans } = JSON.parse(document) as { readonly plans: Readonly<Record<string, unknown>> };
  return children(plans).flatMap(([, plan]) =>
    children(plan["rules"]).flatMap(([rule, { copy_actions: copies }]) =>
      children(copies).map(([, copy]) => ({ rule, vault: assigned(copy["target_backup_vault_arn"]) })),
    ),
  );
}

/** What a node of a policy holds, but for the operators. */
const children = (node: unknown): readonly (readonly [string, Readonly<Record<string, unknown>>])[] =>
  Object.entries((node ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>).filter(
    ([key]) => !key.startsWith("@@"),
  );
const assigned = (node: unknown) => String((node as { readonly "@@assign"?: unknown } | undefined)?.["@@assign"]);
