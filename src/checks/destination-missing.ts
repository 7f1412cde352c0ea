import { readPolicyText } from "../aws/policy/read-policy-text.ts";
import { valueIn } from "../aws/policy/setting.ts";
import type { Complaint } from "../diagnostics/complaint.ts";
import { inOrganization, inPlan } from "../diagnostics/config-key.ts";
import { assertion } from "../diagnostics/rule.ts";
import { type BackupPolicy, backupPolicies } from "../estate/backup-policies.ts";
import { accountClasses, type Estate } from "../model.ts";
import { centralVault, vaultArn } from "../names.ts";

export const destinationMissing = assertion({
  id: "destination-missing",
  severity: "error",
  what: "a copy to a vault that the central account of its class does not have",
  why: "AWS accepts the plan; every such copy fails when it runs.",
  source: "docs.aws.amazon.com/aws-backup/latest/devguide/create-cross-account-backup.html",
  check: (estate) => [
    ...accountClasses
      .filter((cls) => estate.central[cls].regions.length === 0)
      .map((cls) => ({
        at: inOrganization("central", cls, "regions"),
        got: "got no Region to copy to",
        use: "use one",
      })),
    ...accountClasses
      .flatMap((cls) => backupPolicies(estate, cls))
      .flatMap((policy) => copiesThatDoNotArrive(estate, policy)),
  ],
});

/** Judged by the document, which is what AWS runs. */
export function copiesThatDoNotArrive(
  estate: Estate,
  { class: cls, plan, document }: Pick<BackupPolicy, "class" | "plan" | "document">,
): readonly Complaint[] {
  const { accountId, regions } = estate.central[cls];
  const vaults = new Set(regions.map((region) => vaultArn(estate, region, accountId, centralVault(cls))));
  // that there is none at all is said of the central account
  if (vaults.size === 0) return [];
  return copyTargets(document)
    .filter(({ vault }) => !vaults.has(vault))
    .map(({ rule, vault }) => ({
      at: inPlan(plan.name, "rules", rule),
      got: `got a copy to ${vault}, which central ${cls} does not have`,
      use: `use ${[...vaults].join(" or ")}`,
    }));
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
