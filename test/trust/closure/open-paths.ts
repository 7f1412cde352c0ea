import type { Cut } from "./cut.ts";
import { type KnownPath, merged, pipeline } from "./known-path.ts";

const own = `${pipeline} @ {place}`;
const custodian = "lockstep-vault-custodian @ {place}";
const vaultKeys = "the key alias/lockstep-local @ {place},the key alias/lockstep-central-* @ {place}";
const keyUse = "kms:Decrypt,kms:ReEncryptFrom,kms:CreateGrant,kms:RetireGrant,kms:RevokeGrant,kms:DisableKeyRotation";

/** Whoever writes a key's policy lets in whom they like. */
const useByAnybody: Cut = { by: "*", does: keyUse, on: "the key alias/lockstep-* @ {place}" };

/** A path that is open. */
export interface OpenPath extends KnownPath {
  /**
   * Why AWS does not let anybody close it, and what stands in the way of it.
   *
   * @default it is still to be closed
   */
  readonly because?: string;
}

/** What is open. Each is closed in the documents, and then struck here, or says why nobody can. */
export const openPaths: readonly OpenPath[] = [
  {
    id: "duty-holders",
    from: merged("shared", "central-*", "app-*"),
    tell: "a merged change in central-prod",
    to: { by: "*", does: "backup:StartRestoreJob", on: "*" },
    what: "One merged change lets somebody else hold a duty, or take a role of Lockstep's that is not there yet, and do what its boundary admits: the work of that role. In an application account that may be central's of the other class.",
    because:
      "IAM has no condition on what a role's trust says. Without it, a person would have to change who holds a duty.",
    cuts: [
      {
        kind: "change whom a role trusts",
        by: own,
        on: "the role lockstep-backup-operator @ {place},the role lockstep-restore-operator @ {place},the role lockstep-auditor @ {place},the role lockstep-policy-admin @ {place}",
      },
      { kind: "make a role", by: own, on: "a new role lockstep-* @ {place}" },
    ],
  },
  {
    id: "delegation-by-pipeline",
    from: merged("management"),
    what: "One merged change puts any text into the organization's delegation policy: any account of the organization manages policies and members then.",
    because:
      "An organization has one delegation policy, and AWS no condition on what it says. Guard and verify-synth let only the expected text through.",
    cuts: [{ by: own, does: "organizations:PutResourcePolicy", on: "*" }],
  },
  {
    id: "guardrails-by-pipeline",
    from: merged("management"),
    what: "One merged change empties the guardrails, or attaches a service control policy that denies everybody everything.",
    because:
      "AWS has no condition on what a service control policy says. Guard and verify-synth let only the expected text through.",
    cuts: [
      { by: own, does: "organizations:UpdatePolicy", on: "the guardrails *" },
      { kind: "attach or detach", by: own, on: "*" },
    ],
  },
  {
    id: "untagged-policies",
    from: merged("policies-*"),
    tell: "a merged change in policies-nonprod",
    what: "A backup policy that is none of Lockstep's is tagged with a class, and is that class's from then on.",
    because:
      "AWS asks for organizations:TagResource when a policy is made with tags, and does not say on which resource: a condition on the tags that the policy has would keep the pipeline from making its own.",
    cuts: [
      {
        kind: "change a tag",
        by: `${pipeline}-{scope} @ shared`,
        on: "a backup policy that is none of Lockstep's @ *",
      },
    ],
  },
  {
    id: "untagged-guardrails",
    from: merged("management"),
    what: "A service control policy that is none of Lockstep's is tagged as one, and changed or attached from then on.",
    because:
      "AWS asks for organizations:TagResource when a policy is made with tags, and does not say on which resource: a condition on the tags that the policy has would keep the pipeline from making its own. Guard and verify-synth let no other policy through.",
    cuts: [
      { kind: "change a tag", by: own, on: "a service control policy that is none of Lockstep's*" },
      { kind: "attach or detach", by: own, on: "a service control policy that is none of Lockstep's*" },
    ],
  },
  {
    id: "vault-policy-by-pipeline",
    from: merged("central-*", "app-*"),
    tell: "a merged change in central-prod",
    what: "One merged change puts a vault policy that denies everybody restoring, copying out and changing the policy back.",
    because:
      "AWS Backup has no condition on what a vault's policy says. A sealed central account is closed to the pipeline; it takes every account in a unit.",
    cuts: [{ by: own, does: "backup:PutBackupVaultAccessPolicy", on: "the vault * @ {place}" }],
  },
  {
    id: "key-policy-by-pipeline",
    from: merged("central-*", "app-*", "shared"),
    tell: "a merged change in central-prod",
    what: "One merged change puts a key policy that lets nobody use or change the key, until the pipeline puts it right.",
    because:
      "KMS has no condition on what a key's policy says; it refuses one that its writer could not change again. A sealed central account is closed to the pipeline.",
    cuts: [
      { by: own, does: "kms:PutKeyPolicy", on: `${vaultKeys},the key alias/lockstep-alerts @ {place}` },
      useByAnybody,
    ],
  },
  {
    id: "key-policy-by-custodian",
    from: ["vaultCustodian of *"],
    tell: "vaultCustodian of central prod",
    what: "One custodian puts a key policy that lets nobody use or change the key, until somebody puts it right, or lets anybody use it.",
    goesOn: true,
    because: "KMS has no condition on what a key's policy says; it refuses one that its writer could not change again.",
    cuts: [
      { by: custodian, does: "kms:PutKeyPolicy", on: `${vaultKeys},the key alias/lockstep-alerts @ {place}` },
      useByAnybody,
    ],
  },
];
