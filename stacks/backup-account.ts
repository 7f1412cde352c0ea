import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings/index.js";
import { IamServiceLinkedRole } from "@cdktf/provider-aws/lib/iam-service-linked-role/index.js";
import { resourceTypes } from "../src/aws/resource-types.ts";
import { managementTypes } from "../src/aws/settings-keys.ts";
import { type DutyPlace, type DutyPlaceArns, dutiesOf, dutyStatements } from "../src/constructs/duty-policies.ts";
import { EventForwarding, forwardStatements } from "../src/constructs/event-forwarding.ts";
import { Role } from "../src/constructs/role.ts";
import { trustInDuty, trustInService } from "../src/constructs/trust.ts";
import type { Estate, RegionOptIn } from "../src/model.ts";
import {
  alertBusArn,
  alertRule,
  boundaryOf,
  dutyRole,
  eventForwarderRole,
  policyArn,
  restoreRole,
} from "../src/names.ts";
import type { BaseStack } from "./base-stack.ts";

/**
 * Resource types opted in, in every Region. Types that config does not name keep the setting they have: somebody else in
 * the account may rely on it. DynamoDB and EFS need AWS Backup's full management to be copied to another account.
 */
export function addOptIn(stack: BaseStack, optIn: RegionOptIn): void {
  for (const [region, types] of Object.entries(optIn)) {
    const managed = ["DynamoDB", "EFS"].filter((type) => types.includes(type));
    const keep = (argument: string, known: readonly string[], written: readonly string[]) =>
      known.filter((type) => !written.includes(type)).map((type) => `${argument}["${type}"]`);

    new BackupRegionSettings(stack, `${region}-opt-in`, {
      provider: stack.in(region),
      resourceTypeOptInPreference: Object.fromEntries(types.map((type) => [type, true])),
      resourceTypeManagementPreference: Object.fromEntries(managed.map((type) => [type, true])),
      lifecycle: {
        ignoreChanges: [
          ...keep("resource_type_opt_in_preference", resourceTypes, types),
          ...keep("resource_type_management_preference", managementTypes, managed),
        ],
      },
    });
  }
}

/** The roles of the duties that act in an account, but for the custodian's: that one is out of the pipeline's reach. */
export function addDuties(
  stack: BaseStack,
  estate: Estate,
  accountId: string,
  place: DutyPlace,
  arns: DutyPlaceArns,
): void {
  for (const duty of dutiesOf[place]) {
    if (duty === "vaultCustodian") continue;
    new Role(stack, dutyRole(duty), {
      provider: stack.global,
      name: dutyRole(duty),
      description: `duty: ${duty}`,
      boundaryArn: policyArn(estate, accountId, boundaryOf(dutyRole(duty))),
      trust: trustInDuty(estate.duties[duty], estate.organization.id),
      statements: dutyStatements(duty, place, arns),
      maxSessionHours: estate.duties[duty].maxSessionHours,
    });
  }
}

/** The role with which AWS Backup restores in the account. */
export function addRestoreRole(stack: BaseStack, estate: Estate, accountId: string): Role {
  const managed = (policy: string) => `arn:${estate.partition}:iam::aws:policy/${policy}`;
  return new Role(stack, restoreRole, {
    provider: stack.global,
    name: restoreRole,
    description: "AWS Backup restores with it",
    trust: trustInService("backup.amazonaws.com"),
    boundaryArn: policyArn(estate, accountId, boundaryOf(restoreRole)),
    managedPolicyArns: [
      managed("service-role/AWSBackupServiceRolePolicyForRestores"),
      managed("AWSBackupServiceRolePolicyForS3Restore"),
    ],
  });
}

/** Failed jobs of every Region of the account go to the alert hub. */
export function addEventForwarding(
  stack: BaseStack,
  estate: Estate,
  accountId: string,
  regions: readonly string[],
): void {
  const { role } = new Role(stack, eventForwarderRole, {
    provider: stack.global,
    name: eventForwarderRole,
    description: "forwards failed backup, copy and restore jobs to the alert hub",
    boundaryArn: policyArn(estate, accountId, boundaryOf(eventForwarderRole)),
    trust: trustInService("events.amazonaws.com", { StringEquals: { "aws:SourceAccount": accountId } }),
    statements: forwardStatements(alertBusArn(estate)),
  });
  for (const region of regions) {
    new EventForwarding(stack, `${region}-alerts`, {
      provider: stack.in(region),
      ruleName: alertRule,
      busArn: alertBusArn(estate),
      roleArn: role.arn,
    });
  }
}

/** The role with which AWS Backup runs copies in their destination. Creating it where it exists fails, at deployment. */
export function addServiceLinkedRole(stack: BaseStack): void {
  new IamServiceLinkedRole(stack, "backup-service-linked-role", {
    provider: stack.global,
    awsServiceName: "backup.amazonaws.com",
    lifecycle: { preventDestroy: true },
  });
}
