import { type DutyName, dutyNames, type Estate } from "../../../src/model.ts";
import { dutyRole } from "../../../src/names.ts";
import { neededStatements } from "../../../src/preflight/delegation.ts";
import { backupService, stackSetsService, wantedOptIn } from "../../../src/preflight/organization-checks.ts";
import type { Caller } from "../model/access.ts";
import { serviceLinkedRole } from "../model/backup/service-linked-role.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Iam } from "../model/iam.ts";
import { allowEverything, type Document } from "../model/policy-document.ts";
import { awsManagedPolicies } from "./aws-managed-policies.ts";

/** An account in the organization that config does not know, and one of somebody else's organization. */
export const classlessAccount = "777777777777";
export const outsideAccount = "999999999999";
export const someoneElsesOrganization = "o-zzzzzzzzzz";

const administratorAccess = "arn:aws:iam::aws:policy/AdministratorAccess";
/** What stands in the place of a `*` in a principal's name: sixteen characters, as IAM Identity Center has them. */
const suffix = "0123456789abcdef";

export const administratorOf = (accountId: string): Caller => ({
  arn: `arn:aws:iam::${accountId}:role/Administrator`,
  accountId,
});

/** Whoever config names for a duty, as one principal a pattern. */
export const peopleOf = ({ duties }: Estate, duty: DutyName): readonly Caller[] =>
  duties[duty].principals.map((pattern) => ({
    arn: pattern.replaceAll("*", suffix),
    accountId: pattern.split(":")[4] ?? "",
  }));

/** The organization of an estate before anybody bootstraps Lockstep: all that `preflight` asks for, and people. */
export async function seedOrganization(cloud: Cloud, estate: Estate): Promise<void> {
  seedTree(cloud, estate);
  const { iam, organizations } = cloud;
  for (const [arn, document] of Object.entries(awsManagedPolicies)) iam.putPolicy(arn, document);
  iam.putPolicy(administratorAccess, allowEverything);
  for (const accountId of [...organizations.accountIds(), outsideAccount]) putAdministrator(iam, accountId);
  for (const duty of dutyNames) for (const person of peopleOf(estate, duty)) putPerson(iam, person, duty);
  for (const { accountId, createServiceLinkedRole } of Object.values(estate.central)) {
    if (!createServiceLinkedRole) iam.putRole(serviceLinkedRole(accountId));
  }
  seedServices(cloud, estate);
  if (estate.management === null) await switchOnByHand(cloud, estate);
}

function seedTree({ organizations }: Cloud, estate: Estate): void {
  const { rootId } = estate.organization;
  for (const { name, orgPath } of estate.units) {
    let parentId = rootId;
    // o-…/r-…/ou-…/…/
    const ids = orgPath.split("/").slice(2, -1);
    for (const [index, id] of ids.entries()) {
      const isOwn = index === ids.length - 1;
      if (!organizations.isUnitOrRoot(id)) organizations.addUnit({ id, name: isOwn ? name : id, parentId });
      parentId = id;
    }
  }
  for (const id of estate.pipeline.deployTo) {
    if (!organizations.isUnitOrRoot(id)) organizations.addUnit({ id, name: id, parentId: rootId });
  }
  // where the StackSet reaches them
  const home = estate.pipeline.deployTo[0] ?? rootId;
  const add = (id: string, name: string, parentId: string) => {
    if (!organizations.knows(id)) organizations.addAccount({ id, name, parentId });
  };
  add(estate.shared.accountId, "shared", home);
  for (const { accountId, class: cls } of Object.values(estate.central)) add(accountId, `central-${cls}`, home);
  for (const { accountId, name, unit } of estate.accounts) {
    add(accountId, name, estate.units.find((one) => one.name === unit)?.ouId ?? home);
  }
  add(classlessAccount, "classless", rootId);
  for (const { accountId } of dutyNames.flatMap((duty) => peopleOf(estate, duty))) add(accountId, "people", rootId);
  if (!organizations.knows(outsideAccount)) {
    organizations.addOutsideAccount(outsideAccount, someoneElsesOrganization);
  }
}

function seedServices({ organizations }: Cloud, { shared, management }: Estate): void {
  organizations.switchOnPolicyType("BACKUP_POLICY");
  if (management?.guardrails) organizations.switchOnPolicyType("SERVICE_CONTROL_POLICY");
  if (management?.resourceGuardrails) organizations.switchOnPolicyType("RESOURCE_CONTROL_POLICY");
  organizations.trustService(backupService);
  organizations.delegateService(shared.accountId, stackSetsService);
}

/** What the `management` stack does where there is one. */
async function switchOnByHand({ organizations, backup }: Cloud, estate: Estate): Promise<void> {
  const { shared, organization } = estate;
  const somebody = administratorOf(organization.managementAccountId);
  organizations.delegateService(shared.accountId, backupService);
  const delegation = { Version: "2012-10-17", Statement: neededStatements(estate) };
  await organizations.putResourcePolicy(somebody, { Content: JSON.stringify(delegation) });
  await backup.updateGlobalSettings(somebody, shared.region, {
    GlobalSettings: { isCrossAccountBackupEnabled: "true", isDelegatedAdministratorEnabled: "true" },
  });
  for (const [region, types] of Object.entries(wantedOptIn(estate))) {
    await backup.updateRegionSettings(somebody, region, {
      ResourceTypeOptInPreference: Object.fromEntries(types.map((type) => [type, true])),
    });
  }
}

function putAdministrator(iam: Iam, accountId: string): void {
  iam.putRole({
    ...administratorOf(accountId),
    name: "Administrator",
    path: "/",
    trust: trust({ AWS: `arn:aws:iam::${accountId}:root` }, "sts:AssumeRole"),
    inline: new Map(),
    attachedPolicyArns: [administratorAccess],
    boundaryArn: null,
    tags: {},
  });
}

/** Their account lets them take the role of their duty, in whatever account, and nothing else. */
function putPerson(iam: Iam, { arn, accountId }: Caller, duty: DutyName): void {
  const permissions: Document = {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TakeDuty",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: `arn:aws:iam::*:role/${dutyRole(duty)}`,
      },
    ],
  };
  const before = iam.role(arn) ?? iam.user(arn);
  const inline = new Map([...(before?.inline ?? []), [`take-${duty}`, permissions]]);
  if (arn.includes(":user/")) {
    iam.putUser({ arn, accountId, inline, attachedPolicyArns: [] });
    return;
  }
  const [, path = "", name = ""] = /:role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
  const provider = `arn:aws:iam::${accountId}:saml-provider/AWSSSO_${suffix}_DO_NOT_DELETE`;
  iam.putRole({
    arn,
    accountId,
    name,
    path,
    trust: path.startsWith("/aws-reserved/sso.amazonaws.com/")
      ? trust({ Federated: provider }, ["sts:AssumeRoleWithSAML", "sts:TagSession"])
      : trust({ AWS: `arn:aws:iam::${accountId}:root` }, "sts:AssumeRole"),
    inline,
    attachedPolicyArns: [],
    boundaryArn: null,
    tags: {},
  });
}

const trust = (Principal: Readonly<Record<string, string>>, Action: string | readonly string[]): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Trusted", Effect: "Allow", Principal, Action }],
});
