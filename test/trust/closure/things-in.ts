import { accountIds, type Organization } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import type { Actor } from "./actor.ts";
import type { Thing } from "./thing.ts";
import { newThings, thingsOfAccount } from "./things-of-account.ts";
import { thingsOfBackup } from "./things-of-backup.ts";
import { thingsOfOrganization } from "./things-of-organization.ts";
import { thingsOfPipeline } from "./things-of-pipeline.ts";

/** Everything that can be asked for, in every account. */
export function thingsIn(organization: Organization, actors: readonly Actor[]): readonly Thing[] {
  return [
    ...thingsOfBackup(organization),
    ...accountIds(organization.estate).flatMap((accountId) => thingsOfAccount(organization, actors, accountId)),
    // what somebody outside calls their roles is theirs to choose
    ...newThings(organization, [], outsideAccount).filter(({ said }) => !said.endsWith("made-up")),
    ...thingsOfOrganization(organization),
    ...thingsOfPipeline(organization),
  ];
}
