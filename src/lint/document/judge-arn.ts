import { quote } from "../../aws/cron-field.ts";
import { objectNames } from "../../aws/object-names.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import { knownRegions, partitionOf } from "../../aws/regions.ts";
import { nearest } from "../../words/nearest.ts";
import { policyError, policyWarning } from "../policy-findings.ts";

const partitions = ["aws", "aws-cn", "aws-us-gov"];
const vaultForm = "arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME";

/** A copy's target: a literal Region, and `$account` or another account's id. */
export function judgeVaultArn(text: string, at: Origin): readonly PolicyFinding[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region = "", account = "", type, name = ""] = parts;
  if (parts.length !== 7 || arn !== "arn" || service !== "backup" || type !== "backup-vault") {
    return [policyError("policy-arn", at, `got ${quote(text)}; use a vault's ARN, ${vaultForm}`)];
  }
  if (region.includes("$")) {
    const message = `got ${quote(region)} as Region of a copy's target; use a Region's code, because AWS replaces $account alone there`;
    return [policyError("policy-placeholder", at, message)];
  }
  return [
    ...judgePartition(partition, at),
    ...judgeRegionOf(region, partition, at),
    ...judgeAccount(account, at),
    ...judgeName(name, at),
  ];
}

/** AWS takes the two placeholders and nothing else: the vault is one of the account and Region that is backed up. */
export function judgeAirGappedArn(text: string, at: Origin): readonly PolicyFinding[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region = "", account = "", type, name = ""] = parts;
  if (parts.length !== 7 || arn !== "arn" || service !== "backup" || type !== "backup-vault") {
    const form = "arn:aws:backup:$region:$account:backup-vault:NAME";
    return [policyError("policy-arn", at, `got ${quote(text)}; use a vault's ARN, ${form}`)];
  }
  const findings = [...judgePartition(partition, at), ...judgeName(name, at)];
  if (region === "$region" && account === "$account") return findings;
  const [wrong, instead] = region === "$region" ? [account, "$account"] : [region, "$region"];
  const message = `got ${quote(wrong)} in the ARN of an air-gapped vault; use ${instead}, which AWS demands there`;
  return [...findings, policyError("policy-placeholder", at, message)];
}

export function judgeRoleArn(text: string, at: Origin): readonly PolicyFinding[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region, account = "", resource = ""] = parts;
  // docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
  const isRole = /^role\/([!-~]{0,510}\/)?[\w+=,.@-]{1,64}$/.test(resource);
  if (parts.length !== 6 || arn !== "arn" || service !== "iam" || region !== "" || !isRole) {
    return [policyError("policy-arn", at, `got ${quote(text)}; use a role's ARN, arn:aws:iam::$account:role/NAME`)];
  }
  const findings = [...judgePartition(partition, at), ...judgeAccount(account, at)];
  if (findings.length > 0 || account === "$account") return findings;
  const message = `got a role of account ${account}; use $account in its place, so that each account uses its own`;
  return [policyWarning("policy-one-account-role", at, message)];
}

function judgePartition(partition: string, at: Origin): readonly PolicyFinding[] {
  if (partitions.includes(partition)) return [];
  return [policyError("policy-arn", at, `got ${quote(partition)} as partition; use aws, aws-cn or aws-us-gov`)];
}

function judgeRegionOf(region: string, partition: string, at: Origin): readonly PolicyFinding[] {
  if (!knownRegions.includes(region)) {
    const near = nearest(region, knownRegions);
    const use = near === undefined ? "use the code of a Region, as in eu-west-1" : `did you mean ${near}?`;
    return [policyError("unknown-region", at, `got ${quote(region)}, which is no Region of AWS; ${use}`)];
  }
  const right = partitionOf(region) ?? partition;
  if (right === partition || !partitions.includes(partition)) return [];
  return [policyError("partition", at, `got ${region} in partition ${partition}; use arn:${right}:`)];
}

function judgeAccount(account: string, at: Origin): readonly PolicyFinding[] {
  if (account === "$account" || /^\d{12}$/.test(account)) return [];
  if (/[$<{]/.test(account)) {
    return [policyError("policy-placeholder", at, `got ${quote(account)} as account; use $account or 12 digits`)];
  }
  return [policyError("policy-arn", at, `got ${quote(account)} as account; use 12 digits or $account`)];
}

function judgeName(name: string, at: Origin): readonly PolicyFinding[] {
  if (objectNames.backupVault.pattern.test(name)) return [];
  const got = name.length > 50 ? `${name.length} characters` : quote(name);
  const message = `got ${got} as name of a vault; use ${objectNames.backupVault.takes}`;
  return [policyError("object-name", at, message)];
}
