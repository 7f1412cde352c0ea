import { describe, expect, test } from "vitest";
import { accountClasses, type Lock } from "../../../src/model.ts";
import {
  accountsPolicy,
  backupRole,
  boundaryOf,
  copyBackRole,
  dutyRole,
  eventForwarderRole,
  formerBoundary,
  hubApplyRole,
  hubPlanRole,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelineScopes,
  reachInRole,
  restoreRole,
  stateKey,
  stateKeyAlias,
} from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import {
  changeBoundary,
  changeKey,
  changePolicies,
  changeState,
  custodian,
  destroy,
  readVault,
  rolesOf,
  takeOver,
} from "../organization/attacks.ts";
import { example, type Organization, organizationOf, type Request, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { applies, everyAccount, plans } from "../organization/pipeline.ts";
import { account, central, organization, shared } from "../organization/places.ts";

const withVaults = [
  ...accountClasses.map((cls) => central[cls]),
  ...example.estate.accounts.map(({ accountId, regions }) => ({ accountId, regions })),
];
const [home] = [shared.region];
const { managementAccountId } = organization;

const inMember = [dutyRole("auditor"), dutyRole("restoreOperator"), eventForwarderRole, restoreRole];
const inCentral = [...inMember, copyBackRole];
const inApplication = [
  ...inMember,
  backupRole,
  dutyRole("backupOperator"),
  reachInRole("prod"),
  reachInRole("nonprod"),
];
const inShared = [dutyRole("auditor"), dutyRole("policyAdmin")];
const boundedRoles = [...new Set([...inCentral, ...inApplication, ...inShared])];

/** Roles that have something to do in an account. */
function madeIn(accountId: string): readonly string[] {
  if (accountId === managementAccountId) return [];
  if (accountId === shared.accountId) return inShared;
  return accountClasses.some((cls) => central[cls].accountId === accountId) ? inCentral : inApplication;
}

const putPolicies = ["kms:PutKeyPolicy", "backup:PutBackupVaultAccessPolicy", "backup:PutBackupVaultLockConfiguration"];

describe.each(withVaults)("the pipeline's apply role in $accountId", ({ accountId, regions }) => {
  test("can't lose a backup: of all that could, it puts policies and locks only", async () => {
    const attacks = regions.flatMap((region) => destroy(example, accountId, region));
    const deadly = attacks.filter(([action]) => !putPolicies.includes(action));

    expect(await example.allowed(applies(example, accountId), deadly)).toEqual([]);
  });

  test("can't read a backup, nor copy or restore one", async () => {
    const attacks = regions.flatMap((region) => readVault(example, accountId, region));

    expect(await example.allowed(applies(example, accountId), attacks)).toEqual([]);
  });
});

describe.each(everyAccount)("the pipeline's apply role in %s", (accountId) => {
  const role = () => applies(example, accountId);

  test("can't take or change the pipeline's roles, the custodian, the hub roles or the boundary", async () => {
    const kept = rolesOf(example, accountId).filter((name) => /-pipeline-|-hub-|-vault-custodian$/.test(name));
    const attacks = kept.flatMap((name) => takeOver(example, accountId, name));

    expect(kept).toEqual(
      expect.arrayContaining([
        pipelinePlanRole,
        pipelineApplyRole("app-prod"),
        ...(accountId === managementAccountId ? [] : [custodian]),
      ]),
    );
    expect(await example.allowed(role(), [...attacks, ...changeBoundary(example, accountId)])).toEqual([]);
  });

  const within = (boundary: string) => ({ "iam:PermissionsBoundary": `arn:aws:iam::${accountId}:policy/${boundary}` });
  const named = (name: string) => target(roleArn(accountId, name), accountId);

  test("makes the roles that have work here, each within its own boundary, and no other", async () => {
    const names = [...boundedRoles, "lockstep-made-up"];
    const requests = names.flatMap((name) =>
      [...boundedRoles.map(boundaryOf), formerBoundary].flatMap((boundary) =>
        ["iam:CreateRole", "iam:PutRolePermissionsBoundary"].map(
          (action): Request => [action, named(name), within(boundary)],
        ),
      ),
    );

    const own = madeIn(accountId).flatMap((name) =>
      ["iam:CreateRole", "iam:PutRolePermissionsBoundary"].map(
        (action): Request => [action, named(name), within(boundaryOf(name))],
      ),
    );

    const made = await example.allowed(role(), requests);

    expect(made).toEqual(own.length === 0 ? [] : await example.allowed(role(), own));
    expect(made.length).toBe(own.length);
  });

  test("can't make one without its boundary, nor take it off", async () => {
    const other = { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" };

    for (const name of [...boundedRoles, "lockstep-made-up"]) {
      const made = named(name);
      expect(
        await example.allowed(role(), [
          ["iam:CreateRole", made],
          ["iam:CreateRole", made, other],
          ["iam:PutRolePolicy", made],
          ["iam:PutRolePolicy", made, within(formerBoundary)],
          ["iam:AttachRolePolicy", made, other],
          ["iam:DeleteRolePermissionsBoundary", made, within(boundaryOf(name))],
          ["iam:PutRolePermissionsBoundary", made, other],
          ["iam:DeleteRole", made, within(boundaryOf(name))],
        ]),
        name,
      ).toEqual([]);
    }
  });

  test("says who takes the roles of duties, and never who takes those that services work with", async () => {
    const changes = boundedRoles.map(
      (name): Request => ["iam:UpdateAssumeRolePolicy", named(name), within(boundaryOf(name))],
    );

    const changed = (await example.allowed(role(), changes)).map(String);

    const duties = ["backupOperator", "restoreOperator", "auditor", "policyAdmin"] as const;
    const roles = accountId === managementAccountId ? [] : duties.map((duty) => named(dutyRole(duty)).arn);
    expect(changed.toSorted()).toEqual(roles.map((arn) => `iam:UpdateAssumeRolePolicy on ${arn}`).sort());
  });

  test("touches no role, key, vault or rule that is not Lockstep's", async () => {
    const own = (service: string, id: string) => target(`arn:aws:${service}:${home}:${accountId}:${id}`, accountId);
    const role_ = target(roleArn(accountId, "of-another-team"), accountId);
    const bounded = within(boundaryOf(restoreRole));
    const key = example.foreignKey(accountId, home ?? "");

    expect(
      await example.allowed(role(), [
        ["iam:CreateRole", role_, bounded],
        ["iam:UpdateAssumeRolePolicy", role_],
        ["iam:PassRole", role_, { "iam:PassedToService": "events.amazonaws.com" }],
        ["backup:PutBackupVaultAccessPolicy", own("backup", "backup-vault:of-another-team")],
        ["events:PutRule", own("events", "rule/of-another-team")],
        ["kms:PutKeyPolicy", key],
        ["kms:Decrypt", key],
        ["kms:CreateGrant", key],
      ]),
    ).toEqual([]);
  });

  test("passes one role to EventBridge, and none to anything else", async () => {
    const pass = (name: string, service: string): Request => [
      "iam:PassRole",
      target(roleArn(accountId, name), accountId),
      { "iam:PassedToService": `${service}.amazonaws.com` },
    ];

    expect(
      await example.allowed(role(), [
        pass("lockstep-event-forwarder", "ec2"),
        pass(backupRole, "backup"),
        pass(backupRole, "events"),
        pass(custodian, "lambda"),
      ]),
    ).toEqual([]);
  });

  test("can't take a role anywhere", async () => {
    const attacks = everyAccount.flatMap((id) =>
      rolesOf(example, id).map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );

    expect(await example.allowed(role(), attacks)).toEqual([]);
  });
});

test("the pipeline's apply role can't make a key its own by giving it Lockstep's tag", async () => {
  const { accountId } = account("payments-prod");
  const key = example.foreignKey(accountId, home ?? "");
  const foreign = { "kms:KeySpec": "SYMMETRIC_DEFAULT", "kms:ResourceAliases": ["alias/of-another-team"] };
  const stolen = { ...key, context: { ...foreign, "aws:ResourceTag/lockstep:stack": "app-payments-prod" } };
  const use = ["kms:Decrypt", "kms:GenerateDataKey", "kms:CreateGrant", "kms:PutKeyPolicy"];

  expect(
    await example.allowed(
      applies(example, accountId),
      use.map((action): Request => [action, stolen]),
    ),
  ).toEqual([]);
});

describe("locks", () => {
  const put = (
    in_: Organization,
    accountId: string,
    limits: { min?: number; max?: number; changeableForDays?: number },
  ) => {
    const request: Request = [
      "backup:PutBackupVaultLockConfiguration",
      in_.vault(accountId, home ?? ""),
      {
        ...(limits.min === undefined ? {} : { "backup:MinRetentionDays": String(limits.min) }),
        ...(limits.max === undefined ? {} : { "backup:MaxRetentionDays": String(limits.max) }),
        ...(limits.changeableForDays === undefined
          ? {}
          : { "backup:ChangeableForDays": String(limits.changeableForDays) }),
      },
    ];
    return in_.lets(applies(in_, accountId), request);
  };

  test.each(accountClasses.map((cls) => central[cls]))("of central $class are never put weaker", async (one) => {
    const { minDays: min, maxDays: max } = one.lock;

    expect(await put(example, one.accountId, { min, max })).toBe(true);
    expect(await put(example, one.accountId, { min: min + 1, max: max - 1 })).toBe(true);
    expect(await put(example, one.accountId, { min: min - 1, max })).toBe(false);
    expect(await put(example, one.accountId, { min, max: max + 1 })).toBe(false);
    expect(await put(example, one.accountId, { max })).toBe(false);
    expect(await put(example, one.accountId, { min })).toBe(false);
    expect(await put(example, one.accountId, {})).toBe(false);
  });

  test.each(withVaults)("are not armed for compliance in $accountId, where config arms none", async ({ accountId }) => {
    const [min, max] = accountId === central.prod.accountId ? [7, 365] : [3, 365];

    expect(await put(example, accountId, { min, max })).toBe(true);
    expect(await put(example, accountId, { min, max, changeableForDays: 3 })).toBe(false);
    expect(await put(example, accountId, { min, max, changeableForDays: 36_500 })).toBe(false);
  });

  test("are armed for compliance in the account where config does, and in no other", async () => {
    const armed: Lock = { ...central.prod.lock, mode: "compliance", armedOn: "2026-11-20" };
    const in_ = organizationOf({
      ...example.estate,
      central: { ...central, prod: { ...central.prod, lock: armed } },
    });
    const limits = { min: armed.minDays, max: armed.maxDays, changeableForDays: armed.coolingOffDays };

    expect(await put(in_, central.prod.accountId, limits)).toBe(true);
    expect(await put(in_, central.nonprod.accountId, { min: 3, max: 365, changeableForDays: 3 })).toBe(false);
    expect(await put(in_, account("payments-prod").accountId, { min: 7, max: 365, changeableForDays: 3 })).toBe(false);
  });

  test("are held by the role's own denials: without them it would put any", async () => {
    const { accountId } = central.prod;
    const min = example.without("CentralProdMin");
    const none = example.without("CentralNoMin");
    const endless = example.without("CentralNoMax");
    const arming = example.without("ArmingIsAskedFor");

    expect(await put(min, accountId, { min: 1, max: 365 })).toBe(true);
    expect(await put(none, accountId, { max: 365 })).toBe(true);
    expect(await put(endless, accountId, { min: 7 })).toBe(true);
    expect(await put(arming, accountId, { min: 7, max: 365, changeableForDays: 3 })).toBe(true);
  });
});

describe.each(everyAccount)("the pipeline's plan role in %s", (accountId) => {
  const role = () => plans(example, accountId);

  test("reads no data and no secret", async () => {
    const at = (service: string, id: string) => target(`arn:aws:${service}:${home}:${accountId}:${id}`, accountId);
    const key = example.foreignKey(accountId, home ?? "");
    const bucket = target("arn:aws:s3:::of-another-team/data", accountId);

    expect(
      await example.allowed(role(), [
        ["s3:GetObject", bucket],
        ["s3:GetObject", example.state("state/app-prod/app-payments-prod.tfstate")],
        ["kms:Decrypt", key],
        ["secretsmanager:GetSecretValue", at("secretsmanager", "secret:password-AbCdEf")],
        ["ssm:GetParameter", at("ssm", "parameter/password")],
        ["dynamodb:GetItem", at("dynamodb", "table/orders")],
        ["backup:GetRecoveryPointRestoreMetadata", at("backup", "recovery-point:11111111-2222-3333-4444-555555555555")],
        ["iam:GetRole", target(roleArn(accountId, "of-another-team"), accountId)],
      ]),
    ).toEqual([]);
  });

  test("finds the keys and policies that an interrupted apply has made", async () => {
    const everything = target("*", accountId);

    expect(
      await example.denied(role(), [
        ["kms:ListKeys", everything],
        ["kms:ListAliases", everything],
        ["organizations:ListPolicies", everything],
      ]),
    ).toEqual([]);
  });

  test("can't take a role anywhere", async () => {
    const attacks = everyAccount.flatMap((id) =>
      rolesOf(example, id).map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );

    expect(await example.allowed(role(), attacks)).toEqual([]);
  });
});

describe("the shared account", () => {
  const { accountId } = shared;

  test("keeps its state from the role that deploys there", async () => {
    const key = example.key(accountId, shared.region, stateKeyAlias);

    expect(
      await example.allowed(applies(example, accountId), [
        ...changeState(example, "state/app-prod/app-payments-prod.tfstate"),
        ...changeKey(key),
      ]),
    ).toEqual([]);
  });

  test("lists the accounts of a class for the role that applies that class, and for no other", async () => {
    const attach = (cls: "prod" | "nonprod", scope: "app-prod" | "app-nonprod"): Request => [
      "iam:AttachRolePolicy",
      example.roleTarget(accountId, hubApplyRole(scope)),
      { "iam:PolicyARN": `arn:aws:iam::${accountId}:policy/${accountsPolicy(cls)}` },
    ];
    const role = applies(example, accountId);

    expect(await example.denied(role, [attach("prod", "app-prod"), attach("nonprod", "app-nonprod")])).toEqual([]);
    expect(await example.allowed(role, [attach("prod", "app-nonprod"), attach("nonprod", "app-prod")])).toEqual([]);
  });

  test("can't make a hub role powerful through the list of accounts, whatever is merged into it", async () => {
    const bad = example.with("managed policy", accountsPolicy("nonprod"), allowEverything);
    const hub = bad.role(accountId, hubApplyRole("app-nonprod"));
    const key = bad.key(accountId, shared.region, stateKeyAlias);

    expect(
      await bad.allowed(hub, [
        ["iam:PutRolePolicy", bad.roleTarget(accountId, hubApplyRole("central-prod"))],
        ["iam:UpdateAssumeRolePolicy", bad.roleTarget(accountId, pipelineApplyRole("policies-prod"))],
        ["iam:CreateUser", target(`arn:aws:iam::${accountId}:user/backdoor`, accountId)],
        ["kms:DisableKeyRotation", key],
        ["s3:PutObject", bad.state("state/central-prod/central-prod.tfstate")],
        ["s3:PutBucketPolicy", bad.state("")],
        ["organizations:UpdatePolicy", bad.organizationPolicy("backup_policy", { "lockstep:class": "prod" })],
      ]),
    ).toEqual([]);
  });

  test("can be bootstrapped again by its administrator, with the guardrail in place", async () => {
    const admin = example.administrator(accountId);
    const hub = [hubPlanRole, hubApplyRole("central-prod"), pipelineApplyRole("policies-prod")];
    const changes = hub.flatMap((name): readonly Request[] => {
      const role = example.roleTarget(accountId, name);
      return ["iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"].map((action) => [action, role]);
    });
    const key = example.key(accountId, shared.region, stateKeyAlias);

    expect(await example.denied(admin, [...changes, ["kms:PutKeyPolicy", key]])).toEqual([]);
  });
});

describe.each(accountClasses)("the role that changes the policies of %s", (cls) => {
  const name = pipelineApplyRole(`policies-${cls}`);
  const role = () => example.role(shared.accountId, name);
  const foreign = cls === "prod" ? "nonprod" : "prod";
  const backup = { "organizations:PolicyType": "BACKUP_POLICY" };

  test("changes no policy of the other class, and creates none", async () => {
    const policy = example.organizationPolicy("backup_policy", { "lockstep:class": foreign });
    const request = { "aws:RequestTag/lockstep:class": foreign, "aws:TagKeys": ["lockstep:class"] };

    expect(
      await example.allowed(role(), [
        ["organizations:UpdatePolicy", policy],
        ["organizations:DeletePolicy", policy],
        ["organizations:AttachPolicy", policy, backup],
        ["organizations:DetachPolicy", policy, backup],
        ["organizations:UntagResource", policy],
        ["organizations:TagResource", policy, { "aws:RequestTag/lockstep:class": cls }],
        ["organizations:CreatePolicy", example.organizationPolicy("backup_policy"), request],
      ]),
    ).toEqual([]);
  });

  test("changes no backup policy that is not Lockstep's", async () => {
    const policy = example.organizationPolicy("backup_policy", { owner: "another team" });

    expect(
      await example.allowed(role(), [
        ["organizations:UpdatePolicy", policy],
        ["organizations:DeletePolicy", policy],
      ]),
    ).toEqual([]);
  });

  test("changes no service control policy", async () => {
    expect(await example.allowed(role(), changePolicies(example, "service_control_policy"))).toEqual([]);
  });

  test("does nothing but policies", async () => {
    const attacks = withVaults.flatMap(({ accountId, regions }) => [
      ...regions.flatMap((region) => destroy(example, accountId, region)),
      ...rolesOf(example, accountId).map((one): Request => ["sts:AssumeRole", example.roleTarget(accountId, one)]),
    ]);

    expect(await example.allowed(role(), attacks)).toEqual([]);
  });
});

describe("delegation", () => {
  test("lets the shared account manage backup policies, and no other kind", async () => {
    const admin = example.administrator(shared.accountId);

    expect(await example.denied(admin, changePolicies(example, "backup_policy"))).toEqual([]);
    expect(await example.allowed(admin, changePolicies(example, "service_control_policy"))).toEqual([]);
  });

  test("lets the shared account neither move accounts nor delegate", async () => {
    const admin = example.administrator(shared.accountId);
    const someone = example.attachmentTarget(account("sandbox").accountId);
    const service = { "organizations:ServicePrincipal": "backup.amazonaws.com" };

    expect(
      await example.allowed(admin, [
        ["organizations:CloseAccount", someone],
        ["organizations:RemoveAccountFromOrganization", someone],
        ["organizations:RegisterDelegatedAdministrator", someone, service],
        ["organizations:PutResourcePolicy", example.delegation()],
      ]),
    ).toEqual([]);
  });

  test.each(accountClasses)("does not reach central %s", async (cls) => {
    const admin = example.administrator(central[cls].accountId);

    expect(await example.allowed(admin, changePolicies(example, "backup_policy"))).toEqual([]);
  });
});

test("every state belongs to one scope", () => {
  const keys = pipelineScopes.map(({ scope }) => stateKey(scope, scope));

  expect(new Set(keys).size).toBe(keys.length);
});
