import { allows } from "./allows.ts";
import { type DeployedVault, type Deployment, vaultsIn } from "./deployment.ts";
import type { IntendedAccount, Intent } from "./intent.ts";
import { reachedBy } from "./reach-rules.ts";
import { broken, type Violation, when } from "./violation.ts";

const copyInto = "backup:CopyIntoBackupVault";
const keyUse = ["kms:CreateGrant", "kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"];
const serviceLinked = "aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup";

/**
 * Every copy arrives: the vault is there, takes it from this account and from none of the other class, both keys can be
 * used from the other side, and it can be copied back to be restored.
 * Sources: aws-backup devguide, create-cross-account-backup, encryption.
 */
export function copyPathRules(deployment: Deployment, intent: Intent): readonly Violation[] {
  const vaults = vaultsIn(deployment);
  const find = (accountId: string, region: string, name: string) =>
    vaults.find(({ vault }) => vault.accountId === accountId && vault.region === region && vault.block.name === name);
  const paths = deployment.policies.flatMap((policy) =>
    reachedBy(policy, intent).flatMap(({ account, plan }) =>
      plan.regions.flatMap((region) =>
        plan.rules.flatMap((rule) => rule.copies.map(({ target }) => ({ account, region, local: rule.vault, target }))),
      ),
    ),
  );
  const each = new Map(
    paths.map((path) => [`${path.account.accountId} ${path.region} ${path.local} ${path.target}`, path]),
  );
  return [
    ...[...each.values()].flatMap(({ account, region, local, target }) => {
      const [, , , targetRegion = "", targetAccount = "", , name = ""] = target.split(":");
      const path = `${account.accountId} ${region} to ${target}`;
      const destination = find(targetAccount, targetRegion, name);
      const source = find(account.accountId, region, local);
      if (!destination || !source) return [broken("copy-vault", `${path}: no such vault`)];
      return pathRules(path, account, source, destination, intent);
    }),
    ...switchRules(deployment, intent),
  ];
}

function pathRules(
  path: string,
  account: IntendedAccount,
  source: DeployedVault,
  destination: DeployedVault,
  intent: Intent,
): readonly Violation[] {
  const { partition, organizationId, accounts } = intent;
  const orgPath = (accountId: string) => accounts.find((each) => each.accountId === accountId)?.orgPath ?? "elsewhere";
  const role = (accountId: string, name: string) => ({
    arn: `arn:${partition}:iam::${accountId}:role/${name}`,
    accountId,
    organizationId,
    orgPath: orgPath(accountId),
  });
  const text = (vault: DeployedVault, part: "access" | "key") =>
    String(vault[part]?.block.policy ?? '{"Statement":[]}');
  const mayUseKey = (vault: DeployedVault, accountId: string) =>
    keyUse.every((action) => allows(text(vault, "key"), role(accountId, serviceLinked), action));
  const stranger = {
    ...role(account.accountId, "backup"),
    organizationId: "o-another000",
    orgPath: "o-another000/r-zz/",
  };
  const { accountId: central } = destination.vault;

  return [
    ...when(
      !allows(text(destination, "access"), role(account.accountId, "lockstep-AWSBackup-backup"), copyInto),
      "copy-access",
      `${path}: refused`,
    ),
    ...accounts
      .filter((other) => other.class !== account.class)
      .flatMap((other) =>
        when(
          allows(text(destination, "access"), role(other.accountId, "lockstep-AWSBackup-backup"), copyInto),
          "copy-access-other-class",
          `${path}: takes copies of ${other.accountId}`,
        ),
      ),
    ...when(allows(text(destination, "access"), stranger, copyInto), "copy-access-other-class", `${path}: takes any`),
    ...when(!mayUseKey(destination, account.accountId), "copy-key-access", `${path}: the central key refuses`),
    ...when(!mayUseKey(source, central), "copy-key-access", `${path}: the local key refuses`),
    ...when(
      !allows(text(source, "access"), role(central, "lockstep-AWSBackup-copy-back"), copyInto),
      "copy-back",
      `${path}: refused on the way back`,
    ),
  ];
}

/** What only the management and the destination account can switch on. */
function switchRules({ resources }: Deployment, intent: Intent): readonly Violation[] {
  const roles = resources.filter(
    ({ type, block }) => type === "aws_iam_service_linked_role" && block.aws_service_name === "backup.amazonaws.com",
  );
  const management = resources.find(
    ({ type, accountId }) => type === "aws_backup_global_settings" && accountId === intent.managementAccountId,
  );
  const settings = (management?.block.global_settings ?? {}) as Readonly<Record<string, unknown>>;
  return [
    ...intent.serviceLinkedRoleIn.flatMap((accountId) =>
      when(!roles.some((role) => role.accountId === accountId), "service-linked-role", `${accountId} gets none`),
    ),
    ...when(
      intent.managementAccountId !== null && settings.isCrossAccountBackupEnabled !== "true",
      "cross-account",
      "copies between accounts are not switched on",
    ),
  ];
}
