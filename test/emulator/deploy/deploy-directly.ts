import type { Estate } from "../../../src/model.ts";
import { iamJudge } from "../judge/iam-judge.ts";
import type { Caller, Judge } from "../model/access.ts";
import { AwsError } from "../model/aws-error.ts";
import type { Pace } from "../model/backup/pace.ts";
import { Cloud } from "../model/cloud.ts";
import { IamStackDeployer } from "../model/stack-sets/iam-stack-deployer.ts";
import type { Mutate } from "./deployed-document.ts";
import { deployedStacks } from "./deployed-stacks.ts";
import { DirectApply } from "./direct-apply.ts";
import { managementTemplate } from "./management-template.ts";
import { mutatedTemplate } from "./mutated-template.ts";
import { administratorOf, seedOrganization } from "./seed-organization.ts";

export interface DirectDeployment {
  /** @default IAM's rules; give the same one to several deployments, and it judges the same things once */
  readonly judge?: Judge;
  /** @default 1 November 2026 */
  readonly start?: Date;
  /** @default 1 */
  readonly seed?: number;
  /** @default jobs take some minutes, and start anywhere in their window */
  readonly pace?: Pace;
  /**
   * What becomes of each policy document that Lockstep writes, before it is put.
   *
   * @default they stay as they are synthesized
   */
  readonly mutate?: Mutate;
}

const usualStart = new Date("2026-11-01T00:00:00Z");

/**
 * An organization with everything that is synthesized for an estate, put by the roles that would put it, wave by wave,
 * without Terraform. The same estate object is synthesized once.
 *
 * @throws AwsError where AWS would refuse it
 */
export async function deployDirectly(
  estate: Estate,
  { judge = iamJudge(), start = usualStart, seed, pace, mutate = ({ document }) => document }: DirectDeployment = {},
): Promise<Cloud> {
  const cloud = new Cloud({
    start,
    judge,
    organization: estate.organization,
    ...(seed === undefined ? {} : { seed }),
    ...(pace === undefined ? {} : { pace }),
  });
  const stacks = deployedStacks(estate);
  await seedOrganization(cloud, estate);
  await new DirectApply(cloud, administratorOf(estate.shared.accountId), mutate).apply(stacks.bootstrap);
  if (estate.management !== null) await deployManagementRoles(cloud, estate, mutate);
  for (const { resources, hubRole, applyRole } of stacks.pipeline) {
    await assume(cloud, hubRole, applyRole.arn);
    await new DirectApply(cloud, applyRole, mutate).apply(resources);
  }
  return cloud;
}

/** What `bootstrap` asks a person to do in the management account, which no StackSet reaches. */
async function deployManagementRoles({ iam }: Cloud, estate: Estate, mutate: Mutate): Promise<void> {
  const template = mutatedTemplate(managementTemplate(estate), mutate);
  await new IamStackDeployer(iam).deploy(estate.organization.managementAccountId, JSON.parse(template) as object);
}

/** @throws AwsError when there is no such role, or the caller may not take it */
export async function assume({ iam, access }: Cloud, caller: Caller, arn: string): Promise<void> {
  const role = iam.role(arn);
  if (!role) throw new AwsError("AccessDenied", `${caller.arn} may not take ${arn}, which does not exist`, 403);
  const policy = { name: `trust of ${role.name}`, document: role.trust };
  await access.require(caller, "sts:AssumeRole", { arn, accountId: role.accountId, policy });
}
