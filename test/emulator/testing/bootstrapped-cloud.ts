import type { Estate } from "../../../src/model.ts";
import { deployedStacks } from "../deploy/deployed-stacks.ts";
import { DirectApply } from "../deploy/direct-apply.ts";
import { managementTemplate } from "../deploy/management-template.ts";
import { administratorOf, seedOrganization } from "../deploy/seed-organization.ts";
import { iamJudge } from "../judge/iam-judge.ts";
import type { Judge } from "../model/access.ts";
import { Cloud } from "../model/cloud.ts";
import { IamStackDeployer } from "../model/stack-sets/iam-stack-deployer.ts";

/**
 * An organization with `bootstrap` and the roles of the management account, and of the pipeline's stacks those that are
 * named: the rest is to be applied over the wire.
 */
export async function bootstrappedCloud(
  estate: Estate,
  { stacks = [], judge = iamJudge() }: { readonly stacks?: readonly string[]; readonly judge?: Judge } = {},
): Promise<Cloud> {
  const cloud = new Cloud({ start: new Date("2026-11-01T00:00:00Z"), judge, organization: estate.organization });
  const { bootstrap, pipeline } = deployedStacks(estate);
  await seedOrganization(cloud, estate);
  const asWritten = ({ document }: { readonly document: object }) => document;
  await new DirectApply(cloud, administratorOf(estate.shared.accountId), asWritten).apply(bootstrap);
  const template = JSON.parse(managementTemplate(estate)) as object;
  await new IamStackDeployer(cloud.iam).deploy(estate.organization.managementAccountId, template);
  for (const { resources, applyRole } of pipeline.filter(({ id }) => stacks.includes(id))) {
    await new DirectApply(cloud, applyRole, asWritten).apply(resources);
  }
  return cloud;
}
