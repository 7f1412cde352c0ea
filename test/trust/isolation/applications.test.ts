import { describe, expect, test } from "vitest";
import { accountClasses } from "../../../src/model.ts";
import { backupRole, pipelineApplyRole } from "../../../src/names.ts";
import {
  changeAlertHub,
  changeBoundary,
  changePolicies,
  changeRule,
  changeState,
  custodian,
  destroy,
  destroyKey,
  destroyVault,
  readVault,
  rolesOf,
  takeOver,
} from "../organization/attacks.ts";
import { example, type Organization, type Principal, type Request, target } from "../organization/organization.ts";
import { account, backups, central, organization, shared } from "../organization/places.ts";

const applications = example.estate.accounts;
const everyCentral = accountClasses.map((cls) => central[cls]);

/** The administrator, the root user and every role of Lockstep in an application account. */
const everybody = (in_: Organization, accountId: string): readonly Principal[] => [
  in_.administrator(accountId),
  in_.rootUser(accountId),
  in_.backupService(accountId),
  ...rolesOf(in_, accountId).map((name) => in_.role(accountId, name)),
];

// one account of each kind that the central accounts know: by its id, by its unit's path, and of the other class
const kinds = ["payments-prod", "warehouse-prod", "sandbox"].map(account);

describe.each(kinds)("nobody in $name", ({ accountId }) => {
  test("can lose a backup, a vault, a lock, a policy or a key in a central account", async () => {
    const attacks = everyCentral.flatMap((one) =>
      one.regions.flatMap((region) => destroy(example, one.accountId, region)),
    );

    expect(await example.allowedToAny(everybody(example, accountId), attacks)).toEqual([]);
  });

  test("can read a backup in a central account, or start anything there", async () => {
    const attacks = everyCentral.flatMap(({ accountId: id, regions }) =>
      regions.flatMap((region): readonly Request[] => [
        ...readVault(example, id, region),
        ["backup:StartBackupJob", example.vault(id, region)],
        ["backup:ListRecoveryPointsByBackupVault", example.vault(id, region)],
      ]),
    );

    expect(await example.allowedToAny(everybody(example, accountId), attacks)).toEqual([]);
  });

  test("can take or change a role in a central account, the shared account or the management account", async () => {
    const attacks = [...everyCentral.map((one) => one.accountId), shared.accountId, organization.managementAccountId]
      .flatMap((id) => rolesOf(example, id).map((name) => ({ id, name })))
      .flatMap(({ id, name }) => takeOver(example, id, name));

    expect(await example.allowedToAny(everybody(example, accountId), attacks)).toEqual([]);
  });

  test("can change or read the organization's policies", async () => {
    const attacks: readonly Request[] = [
      ...changePolicies(example, "backup_policy"),
      ...changePolicies(example, "service_control_policy"),
      ["organizations:DescribePolicy", example.organizationPolicy("backup_policy")],
    ];

    expect(await example.allowedToAny(everybody(example, accountId), attacks)).toEqual([]);
  });

  test("can reach the alert hub, but for the forwarder, which only puts events", async () => {
    const attacks: readonly Request[] = [
      ["events:PutEvents", example.bus()],
      ["sns:Publish", example.topic()],
      ...changeAlertHub(example),
    ];

    for (const principal of everybody(example, accountId)) {
      const forwarder = principal.arn.endsWith("/lockstep-event-forwarder");
      const allowed = forwarder ? [`events:PutEvents on ${example.bus().arn}`] : [];

      expect(await example.allowed(principal, attacks), principal.arn).toEqual(allowed);
    }
  });

  test("can read, change or lose the state", async () => {
    const attacks: readonly Request[] = [
      ...changeState(example, "state/app-prod/app-payments-prod.tfstate"),
      ["s3:ListBucket", example.state("")],
    ];

    expect(await example.allowedToAny(everybody(example, accountId), attacks)).toEqual([]);
  });
});

describe.each(applications)("in $name itself", ({ accountId, regions }) => {
  const bosses = [example.administrator(accountId), example.rootUser(accountId)];

  test("the administrator and the root user can't lose a local backup, its vault or its key", async () => {
    const attacks = regions.flatMap((region) => destroy(example, accountId, region));

    expect(await example.allowedToAny(bosses, attacks)).toEqual([]);
  });

  test("the administrator and the root user can't take or change Lockstep's roles, nor the boundary", async () => {
    const attacks = [
      ...rolesOf(example, accountId).flatMap((name) => takeOver(example, accountId, name)),
      ...changeBoundary(example, accountId),
    ];

    expect(await example.allowedToAny(bosses, attacks)).toEqual([]);
  });

  test("the administrator can't turn the alerts off, or elsewhere", async () => {
    const attacks = regions.flatMap((region) =>
      changeRule(target(`arn:aws:events:${region}:${accountId}:rule/lockstep-failed-jobs`, accountId)),
    );

    expect(await example.allowedToAny(bosses, attacks)).toEqual([]);
  });

  test("the administrator keeps every other key, role, vault and rule of the account", async () => {
    const own = (service: string, id: string) => target(`arn:aws:${service}:eu-west-2:${accountId}:${id}`, accountId);
    const role = target(`arn:aws:iam::${accountId}:role/of-another-team`, accountId);
    const requests: readonly Request[] = [
      ["backup:DeleteBackupVault", own("backup", "backup-vault:of-another-team")],
      ["backup:PutBackupVaultAccessPolicy", own("backup", "backup-vault:of-another-team")],
      ["kms:ScheduleKeyDeletion", example.foreignKey(accountId, "eu-west-2")],
      ["events:DeleteRule", own("events", "rule/of-another-team")],
      ["iam:DeleteRole", role],
      ["iam:CreateRole", role],
    ];

    expect(await example.denied(example.administrator(accountId), requests)).toEqual([]);
  });
});

describe("whoever administers a central account or the shared account", () => {
  test.each(everyCentral)("can't lose a backup of central $class", async ({ accountId, regions }) => {
    const attacks = regions.flatMap((region) => destroy(example, accountId, region));

    expect(
      await example.allowedToAny([example.administrator(accountId), example.rootUser(accountId)], attacks),
    ).toEqual([]);
  });

  test.each(applications)("can't take $name out of the organization, where no guardrail binds it", async (one) => {
    const own = target(`arn:aws:account::${one.accountId}:account`, one.accountId);
    const leave: Request = ["organizations:LeaveOrganization", own];

    expect(
      await example.allowedToAny([example.administrator(one.accountId), example.rootUser(one.accountId)], [leave]),
    ).toEqual([]);
  });

  test.each(everyCentral)("can't opt types out in central $class, which would end their copies", async (one) => {
    const optOut: Request = ["backup:UpdateRegionSettings", target("*", one.accountId)];

    expect(await example.lets(example.administrator(one.accountId), optOut)).toBe(false);
    expect(await example.lets(example.role(one.accountId, pipelineApplyRole(`central-${one.class}`)), optOut)).toBe(
      true,
    );
  });

  test.each([...everyCentral, shared])("can't close $accountId, nor take it out of the organization", async (one) => {
    const account = target(`arn:aws:account::${one.accountId}:account`, one.accountId);
    const attacks: readonly Request[] = [
      ["account:CloseAccount", account],
      ["organizations:LeaveOrganization", account],
    ];

    expect(await example.allowed(example.administrator(one.accountId), attacks)).toEqual([]);
  });

  test("can close an application account, whose backups outlive it", async () => {
    const { accountId } = account("sandbox");
    const own = target(`arn:aws:account::${accountId}:account`, accountId);

    expect(await example.lets(example.administrator(accountId), ["account:CloseAccount", own])).toBe(true);
  });

  test.each(everyCentral)("of central $class can't act in an account of the other class, or in shared", async (one) => {
    const others = applications.filter((app) => app.class !== one.class).map((app) => app.accountId);
    const attacks = [...others, shared.accountId].flatMap((id) =>
      rolesOf(example, id).map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );
    const roles = rolesOf(example, one.accountId).map((name) => example.role(one.accountId, name));

    expect(await example.allowedToAny([example.administrator(one.accountId), ...roles], attacks)).toEqual([]);
  });
});

describe("what the above rests on", () => {
  const { accountId, regions } = account("sandbox");
  const [region = ""] = regions;

  test("a local backup is kept by the vault's policy: without the statement the administrator deletes it", async () => {
    const without = example.without("NobodyDeletesOrShortens");
    const request: Request = ["backup:DeleteRecoveryPoint", without.recoveryPoint(accountId, region)];

    expect(await without.lets(without.administrator(accountId), request)).toBe(true);
  });

  test("the vault's policy is kept by itself and by the guardrail, each alone", async () => {
    const put = (in_: Organization) =>
      in_.lets(in_.administrator(accountId), ["backup:PutBackupVaultAccessPolicy", in_.vault(accountId, region)]);
    const sid = "OnlyPipelineChangesThis";

    expect(await put(example.without(sid, "vault policy"))).toBe(false);
    expect(await put(example.without("VaultPolicies", "service control policy"))).toBe(false);
    expect(await put(example.without(sid, "vault policy").without("VaultPolicies", "service control policy"))).toBe(
      true,
    );
  });

  test("the key is kept by its policy and by the guardrail, each alone", async () => {
    const broken = async (in_: Organization) =>
      in_.allowed(in_.administrator(accountId), destroyKey(in_, accountId, region));
    const { arn } = example.key(accountId, region);
    const noGuardrail = example.without("Keys", "service control policy");
    const noKeyPolicy = example.without("NobodyDestroys", "key policy");

    // of its rotation the key's policy says nothing
    expect(await broken(noGuardrail)).toEqual([`kms:DisableKeyRotation on ${arn}`]);
    expect(await broken(noKeyPolicy)).toEqual([]);
    expect(await broken(noGuardrail.without("NobodyDestroys", "key policy"))).toEqual([
      `kms:DisableKey on ${arn}`,
      `kms:DisableKeyRotation on ${arn}`,
      `kms:ScheduleKeyDeletion on ${arn}`,
    ]);
  });

  test("the key is known to the guardrail by its alias, which nobody moves or deletes", async () => {
    const { alias, key } = {
      alias: target(`arn:aws:kms:${region}:${accountId}:alias/lockstep-local`, accountId),
      key: example.key(accountId, region),
    };
    const admin = example.administrator(accountId);

    for (const action of ["kms:DeleteAlias", "kms:UpdateAlias"]) {
      expect((await example.lets(admin, [action, alias])) && (await example.lets(admin, [action, key]))).toBe(false);
    }
  });

  test("Lockstep's roles are kept by the guardrail: without it the administrator becomes the pipeline", async () => {
    const without = example.without("Roles", "service control policy");
    const request: Request = [
      "iam:UpdateAssumeRolePolicy",
      without.roleTarget(accountId, pipelineApplyRole("app-prod")),
    ];

    expect(await without.lets(without.administrator(accountId), request)).toBe(true);
  });

  test("nobody makes a role of the name that the guardrail lets through for CloudFormation", async () => {
    const role = target(`arn:aws:iam::${accountId}:role/stacksets-exec-0123456789abcdef`, accountId);
    const attacks = ["iam:CreateRole", "iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy"].map(
      (action): Request => [action, role],
    );

    expect(await example.allowed(example.administrator(accountId), attacks)).toEqual([]);
    expect(await example.allowed(example.rootUser(accountId), attacks)).toEqual([]);
  });

  test("the custodian alone unlocks, and only the pipeline locks", async () => {
    const { accountId: id } = central.prod;
    const vault = example.vault(id, "eu-west-2");
    const custodianThere = example.role(id, custodian);

    expect(await example.allowed(custodianThere, destroyVault(example, id, "eu-west-2"))).toEqual([
      `backup:DeleteBackupVaultAccessPolicy on ${vault.arn}`,
      `backup:DeleteBackupVaultLockConfiguration on ${vault.arn}`,
    ]);
    expect(await example.allowed(custodianThere, destroyKey(example, id, "eu-west-2"))).toEqual([
      `kms:PutKeyPolicy on ${example.key(id, "eu-west-2").arn}`,
    ]);
  });

  test("the backup role does its work under the boundary", async () => {
    const role = backups(example, accountId);
    const snapshot = target(`arn:aws:ec2:${region}::snapshot/snap-0123456789abcdef0`, accountId);

    expect(role.boundary).not.toBeNull();
    expect(
      await example.denied(role, [
        ["backup:CopyFromBackupVault", example.recoveryPoint(accountId, region)],
        ["backup:DescribeBackupVault", example.vault(accountId, region)],
        ["ec2:CopySnapshot", snapshot],
        ["ec2:DeleteSnapshot", snapshot],
        ["kms:CreateGrant", example.key(accountId, region), { "kms:GrantIsForAWSResource": "true" }],
      ]),
    ).toEqual([]);
  });

  test("AWS Backup takes the backup role, and no other service does", async () => {
    const trust = example.roleTarget(accountId, backupRole);
    const service = (name: string) => ({
      ...example.backupService(accountId),
      arn: `${name}.amazonaws.com`,
      policies: [],
    });

    expect(await example.lets(service("backup"), ["sts:AssumeRole", trust])).toBe(true);
    expect(await example.lets(service("ec2"), ["sts:AssumeRole", trust])).toBe(false);
  });
});
