import { quote } from "../../aws/cron-field.ts";
import { objectNames } from "../../aws/object-names.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import { knownPartitions, knownRegions, partitionOf } from "../../aws/regions.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest } from "../../words/nearest.ts";
import { objectName } from "../rules/object-name.ts";
import { partition as partitionRule } from "../rules/partition.ts";
import { policyArn } from "../rules/policy-arn.ts";
import { policyOneAccountRole } from "../rules/policy-one-account-role.ts";
import { policyPlaceholder } from "../rules/policy-placeholder.ts";
import { unknownRegion } from "../rules/unknown-region.ts";

const vaultForm = "arn:aws:backup:REGION:ACCOUNT:backup-vault:NAME";

/** A copy's target: a literal Region, and `$account` or another account's id. */
export function judgeVaultArn(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region = "", account = "", type, name = ""] = parts;
  if (parts.length !== 7 || arn !== "arn" || service !== "backup" || type !== "backup-vault") {
    return [diagnosticOf(policyArn, { at, got: `got ${quote(text)}`, use: `use a vault's ARN, ${vaultForm}` })];
  }
  if (region.includes("$")) {
    return [
      diagnosticOf(policyPlaceholder, {
        at,
        got: `got ${quote(region)} as Region of a copy's target`,
        why: "AWS replaces $account alone there",
        use: "use a Region's code",
      }),
    ];
  }
  return [
    ...judgePartition(partition, at),
    ...judgeRegionOf(region, partition, at),
    ...judgeAccount(account, at),
    ...judgeName(name, at),
  ];
}

/** AWS takes the two placeholders and nothing else: the vault is one of the account and Region that is backed up. */
export function judgeAirGappedArn(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region = "", account = "", type, name = ""] = parts;
  if (parts.length !== 7 || arn !== "arn" || service !== "backup" || type !== "backup-vault") {
    const form = "arn:aws:backup:$region:$account:backup-vault:NAME";
    return [diagnosticOf(policyArn, { at, got: `got ${quote(text)}`, use: `use a vault's ARN, ${form}` })];
  }
  const findings = [...judgePartition(partition, at), ...judgeName(name, at)];
  if (region === "$region" && account === "$account") return findings;
  const [wrong, instead] = region === "$region" ? [account, "$account"] : [region, "$region"];
  return [
    ...findings,
    diagnosticOf(policyPlaceholder, {
      at,
      got: `got ${quote(wrong)} in the ARN of an air-gapped vault`,
      use: `use ${instead}, which AWS demands there`,
    }),
  ];
}

export function judgeRoleArn(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  const parts = text.split(":");
  const [arn, partition = "", service, region, account = "", resource = ""] = parts;
  // docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html
  const isRole = /^role\/([!-~]{0,510}\/)?[\w+=,.@-]{1,64}$/.test(resource);
  if (parts.length !== 6 || arn !== "arn" || service !== "iam" || region !== "" || !isRole) {
    return [
      diagnosticOf(policyArn, {
        at,
        got: `got ${quote(text)}`,
        use: "use a role's ARN, arn:aws:iam::$account:role/NAME",
      }),
    ];
  }
  const findings = [...judgePartition(partition, at), ...judgeAccount(account, at)];
  if (findings.length > 0 || account === "$account") return findings;
  return [
    diagnosticOf(policyOneAccountRole, {
      at,
      got: `got a role of account ${account}`,
      use: "use $account in its place, so that each account uses its own",
    }),
  ];
}

function judgePartition(partition: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (knownPartitions.includes(partition)) return [];
  const use = `use one of ${knownPartitions.join(", ")}`;
  return [diagnosticOf(policyArn, { at, got: `got ${quote(partition)} as partition`, use })];
}

function judgeRegionOf(region: string, partition: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (!knownRegions.includes(region)) {
    const near = nearest(region, knownRegions);
    const use = near === undefined ? "use the code of a Region, as in eu-west-1" : `did you mean ${near}?`;
    return [diagnosticOf(unknownRegion, { at, got: `got ${quote(region)}, which is no Region of AWS`, use })];
  }
  const right = partitionOf(region) ?? partition;
  if (right === partition || !knownPartitions.includes(partition)) return [];
  return [
    diagnosticOf(partitionRule, { at, got: `got ${region} in partition ${partition}`, use: `use arn:${right}:` }),
  ];
}

function judgeAccount(account: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (account === "$account" || /^\d{12}$/.test(account)) return [];
  if (/[$<{]/.test(account)) {
    return [
      diagnosticOf(policyPlaceholder, {
        at,
        got: `got ${quote(account)} as account`,
        use: "use $account or 12 digits",
      }),
    ];
  }
  return [diagnosticOf(policyArn, { at, got: `got ${quote(account)} as account`, use: "use 12 digits or $account" })];
}

function judgeName(name: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (objectNames.backupVault.pattern.test(name)) return [];
  const got = name.length > 50 ? `${name.length} characters` : quote(name);
  return [
    diagnosticOf(objectName, { at, got: `got ${got} as name of a vault`, use: `use ${objectNames.backupVault.takes}` }),
  ];
}
