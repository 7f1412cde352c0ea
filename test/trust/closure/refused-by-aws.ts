import type { Place } from "./place.ts";
import type { Sort, Thing } from "./thing.ts";

interface Refusal {
  readonly actions: readonly string[];
  readonly on: Sort;
  /** @default everywhere */
  readonly in?: (place: Place) => boolean;
  readonly because: string;
}

/** What AWS refuses whatever policies say, because of what the thing is, or what means nothing there. */
const refusals: readonly Refusal[] = [
  {
    actions: ["iam:DeleteServiceLinkedRole", "iam:CreateServiceLinkedRole"],
    on: "role",
    because: "it is about service-linked roles only (IAM API reference)",
  },
  {
    actions: ["kms:DeriveSharedSecret", "kms:Sign", "kms:GenerateMac"],
    on: "key",
    because: "the keys are symmetric encryption keys (KMS API reference)",
  },
  {
    actions: ["kms:ImportKeyMaterial", "kms:DeleteImportedKeyMaterial"],
    on: "key",
    because: "the keys' material comes from KMS (KMS API reference: EXTERNAL origin only)",
  },
  {
    actions: ["kms:ReplicateKey", "kms:UpdatePrimaryRegion"],
    on: "key",
    because: "the keys are no multi-Region keys (KMS API reference)",
  },
  {
    actions: [
      "backup:AssociateBackupVaultMpaApprovalTeam",
      "backup:DisassociateBackupVaultMpaApprovalTeam",
      "backup:CreateRestoreAccessBackupVault",
      "backup:RevokeRestoreAccessBackupVault",
      "backup:PutBackupVaultSharingPolicy",
      "backup:DeleteBackupVaultSharingPolicy",
    ],
    on: "vault",
    because: "it is for logically air-gapped vaults only (AWS Backup developer guide, multi-party approval)",
  },
  {
    // an image or a snapshot that AWS Backup manages (EC2 user guide: "Deregister an Amazon EC2 AMI", "Delete an Amazon
    // EBS snapshot")
    actions: ["ec2:DeregisterImage", "ec2:DeleteSnapshot"],
    on: "stored by a service",
    because: "AWS Backup manages them",
  },
  {
    actions: ["backup:UpdateGlobalSettings"],
    on: "whole account",
    in: (place) => place !== "management",
    because: "only the management account has these settings (AWS Backup API reference)",
  },
  {
    // what is opted in counts where backups are taken and where copies arrive
    actions: ["backup:UpdateRegionSettings"],
    on: "whole account",
    in: (place) => place === "shared",
    because: "nothing is backed up in shared, and nothing is copied there",
  },
];

export const refusedByAws = (action: string, { sort, place }: Thing): boolean =>
  refusals.some((one) => one.on === sort && one.actions.includes(action) && (one.in?.(place) ?? true));

/**
 * What other accounts may be let do with a key; all else is its own account's.
 * Source: KMS API reference, "Cross-account use" of each operation; a test holds it against the SDK's copy of it
 */
const acrossAccounts =
  /^kms:(CreateGrant|Decapsulate|Decrypt|DescribeKey|Encapsulate|Encrypt|GenerateDataKey.*|GenerateMac|GetKeyRotationStatus|GetPublicKey|ListGrants|ReEncrypt.*|RetireGrant|RevokeGrant|Sign|Verify.*|DeriveSharedSecret)$/;

/**
 * What AWS refuses to other accounts, whatever the thing's policy says. A vault's policy lets them copy into it and do
 * nothing else.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html
 */
export function refusedToOthers({ action, thing }: { readonly action: string; readonly thing: Thing }): boolean {
  if (thing.sort === "vault" || thing.sort === "recovery point") return action !== "backup:CopyIntoBackupVault";
  return thing.sort === "key" && !acrossAccounts.test(action);
}
