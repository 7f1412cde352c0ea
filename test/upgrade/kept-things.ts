import type { Cloud } from "../emulator/model/cloud.ts";

/**
 * What no upgrade takes away or makes anew, each by what tells it from another of the same name: vaults with their key and
 * lock, keys, roles, policies, attachments of policies, and what is registered in the organization.
 */
export async function keptThings(cloud: Cloud): Promise<ReadonlySet<string>> {
  const { backup, iam, kms, organizations } = cloud;
  const accountId = organizations.managementAccountId;
  const root = { arn: `arn:aws:iam::${accountId}:root`, accountId };
  const things = [
    ...backup
      .vaults()
      .map(
        ({ arn, keyArn, createdAt, lock }) => `vault ${arn} with ${keyArn} since ${createdAt}, ${JSON.stringify(lock)}`,
      ),
    ...kms.all().map(({ arn, aliases, state, deletedAt }) => `key ${arn} ${aliases} ${state} ${deletedAt}`),
    ...iam.roles().map(({ arn }) => `role ${arn}`),
    ...[...iam.policies().keys()].map((arn) => `policy ${arn}`),
  ];
  for (const Filter of ["BACKUP_POLICY", "SERVICE_CONTROL_POLICY"] as const) {
    const { Policies = [] } = await organizations.listPolicies(root, { Filter });
    for (const { Id: PolicyId = "", Name } of Policies) {
      const { Targets = [] } = await organizations.listTargetsForPolicy(root, { PolicyId });
      things.push(...Targets.map(({ TargetId }) => `${Filter} ${PolicyId} ${Name} on ${TargetId}`));
    }
  }
  const { DelegatedAdministrators = [] } = await organizations.listDelegatedAdministrators(root, {});
  things.push(
    ...DelegatedAdministrators.map(({ Id, DelegationEnabledDate: at }) => `delegate ${Id} since ${at?.getTime()}`),
  );
  return new Set(things);
}
