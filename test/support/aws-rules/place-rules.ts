import { type Deployment, vaultsIn } from "./deployment.ts";
import type { Intent } from "./intent.ts";
import { reachedBy } from "./reach-rules.ts";
import { type Violation, when } from "./violation.ts";

/** Types by the pattern that selects them in a policy (orgs_manage_policies_backup_syntax.html). */
const typesByPattern: Readonly<Record<string, readonly string[]>> = {
  "rds:*:*:cluster:*": ["Aurora", "DocumentDB", "Neptune"],
  "cloudformation:*:*:stack/*": ["CloudFormation"],
  "dsql:*:*:cluster/*": ["DSQL"],
  "dynamodb:*:*:table/*": ["DynamoDB"],
  "ec2:*:*:volume/*": ["EBS"],
  "ec2:*:*:instance/*": ["EC2"],
  "elasticfilesystem:*:*:file-system/*": ["EFS"],
  "eks:*:*:cluster/*": ["EKS"],
  "fsx:*:*:file-system/*": ["FSx"],
  "fsx:*:*:volume/*": ["FSx"],
  "rds:*:*:db:*": ["RDS"],
  "redshift:*:*:cluster:*": ["Redshift"],
  "redshift-serverless:*:*:namespace/*": ["Redshift Serverless"],
  "s3:::*": ["S3"],
  "ssm-sap:*:*:HANA/*": ["SAP HANA on Amazon EC2"],
  "storagegateway:*:*:gateway/*": ["Storage Gateway"],
  "timestream:*:*:database/*": ["Timestream"],
  "backup-gateway:*:*:vm/*": ["VirtualMachine"],
};

/** Types of which no copy reaches another account (backup-feature-availability.html). */
const neverCopied = ["CloudFormation", "Redshift", "Redshift Serverless"];

/** In every account and Region that a policy reaches there is what it names, and what it selects is opted in. */
export function placeRules(deployment: Deployment, intent: Intent): readonly Violation[] {
  const { resources, policies } = deployment;
  const vaults = vaultsIn(deployment);
  const optedIn = (accountId: string, region: string): readonly string[] => {
    const settings = resources.find(
      (each) => each.type === "aws_backup_region_settings" && each.accountId === accountId && each.region === region,
    );
    const preference = (settings?.block.resource_type_opt_in_preference ?? {}) as Readonly<Record<string, boolean>>;
    return Object.keys(preference).filter((type) => preference[type]);
  };

  return policies.flatMap((policy) =>
    reachedBy(policy, intent).flatMap(({ account: { accountId }, plan }) => {
      const intended = intent.plans.get(plan.name);
      const copies = plan.rules.some((rule) => rule.copies.length > 0);
      return plan.regions.flatMap((region) => {
        const at = `${plan.name} in ${accountId} ${region}`;
        const here = optedIn(accountId, region);
        const switches = [here, ...(intent.managementAccountId ? [optedIn(intent.managementAccountId, region)] : [])];
        const selected = plan.selections.flatMap(({ resourceTypes }) => resourceTypes);
        const unknown = selected.filter((pattern) => pattern !== "*" && !typesOf(pattern, intent.partition));
        const types =
          selected.length === 0 || selected.includes("*")
            ? here
            : selected
                .flatMap((pattern) => typesOf(pattern, intent.partition) ?? [])
                .filter((type) => here.includes(type));
        return [
          ...plan.rules.flatMap((rule) =>
            when(
              !vaults.some(
                ({ vault }) =>
                  vault.accountId === accountId && vault.region === region && vault.block.name === rule.vault,
              ),
              "vault",
              `${at} has no vault ${rule.vault}`,
            ),
          ),
          ...plan.selections.flatMap(({ roleArn }) => {
            const arn = roleArn.replaceAll("$account", accountId);
            const isThere = resources.some(
              (each) =>
                each.type === "aws_iam_role" &&
                arn === `arn:${intent.partition}:iam::${each.accountId}:role/${each.block.name}`,
            );
            return when(!isThere, "role", `${at} has no role ${arn}`);
          }),
          ...when(unknown.length > 0, "opt-in", `${at} selects ${unknown}`),
          ...(intended?.types ?? []).flatMap((type) =>
            when(!switches.every((types) => types.includes(type)), "opt-in", `${at} has ${type} not opted in`),
          ),
          ...types
            .filter((type) => copies && neverCopied.includes(type) && !intended?.uncopiedTypes.includes(type))
            .map((type): Violation => `uncopyable: ${at} reaches ${type}`),
        ];
      });
    }),
  );
}

const typesOf = (pattern: string, partition: string) => typesByPattern[pattern.replace(`arn:${partition}:`, "")];
