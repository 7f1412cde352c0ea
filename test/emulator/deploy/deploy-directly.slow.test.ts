import { describe, expect, test } from "vitest";
import type { Estate } from "../../../src/model.ts";
import {
  boundaryOf,
  centralVault,
  dutyRole,
  hubApplyRole,
  localVault,
  pipelineApplyRole,
  pipelinePolicy,
  restoreRole,
} from "../../../src/names.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { iamJudge } from "../judge/iam-judge.ts";
import type { Cloud } from "../model/cloud.ts";
import type { Document, Statement } from "../model/policy-document.ts";
import { deployDirectly } from "./deploy-directly.ts";
import type { DeployedDocument, Mutate } from "./deployed-document.ts";
import { classlessAccount, outsideAccount, peopleOf } from "./seed-organization.ts";

const estate = exampleEstate();
const judge = iamJudge();
const cloud = await deployDirectly(estate, { judge });
const applyRole = pipelineApplyRole("app-prod");

/** Leaves one statement out of the documents of a kind and name. */
const without =
  (kind: DeployedDocument["kind"], of: string, sid: string): Mutate =>
  (written) => {
    if (written.kind === "backup policy" || written.kind !== kind || written.of !== of) return written.document;
    const kept = written.document.Statement.filter(({ Sid }) => Sid !== sid);
    return kept.length === written.document.Statement.length
      ? written.document
      : { ...written.document, Statement: kept };
  };

/** Adds one statement to the documents of a kind and name. */
const withStatement =
  (kind: DeployedDocument["kind"], of: string, statement: Statement): Mutate =>
  (written) =>
    written.kind !== "backup policy" && written.kind === kind && written.of === of
      ? { ...written.document, Statement: [...written.document.Statement, statement] }
      : written.document;

/** What the deployment is refused with; `null`: it is not. */
const refusal = (mutate: Mutate): Promise<{ code: string; message: string } | null> =>
  deployDirectly(estate, { judge, mutate }).then(
    () => null,
    (error: { code: string; message: string }) => error,
  );

test("every vault of config is there, with its policy, its lock and a key of its own", () => {
  const vaults = cloud.backup.vaults();
  const places = [
    ...estate.accounts.flatMap(({ accountId, regions }) => regions.map((region) => [accountId, region, localVault])),
    ...Object.values(estate.central).flatMap(({ accountId, regions, class: cls }) =>
      regions.map((region) => [accountId, region, centralVault(cls)]),
    ),
  ];

  expect(vaults.map(({ accountId, region, name }) => [accountId, region, name]).sort()).toEqual(places.sort());
  expect(vaults.filter(({ policy, keyArn }) => policy === null || !cloud.kms.key(keyArn))).toEqual([]);
  expect(new Set(vaults.map(({ keyArn }) => keyArn)).size).toBe(vaults.length);
  const central = vaults.filter(({ name }) => name !== localVault);
  expect(central.filter(({ lock }) => lock === null)).toEqual([]);
});

test("each account has an effective backup policy of its plans, without a fault", () => {
  for (const { name, accountId, plans, unit, state } of estate.accounts) {
    const all = [...plans, ...(estate.units.find((one) => one.name === unit)?.plans ?? [])];
    const { plans: effective = {} } = cloud.organizations.effectiveBackupPolicy(accountId) as { plans?: object };

    expect(Object.keys(effective).sort(), name).toEqual(
      state === "retired" ? [] : all.map((plan) => `lockstep-${plan}`).sort(),
    );
    expect(cloud.backup.policyFaults(accountId), name).toEqual([]);
  }
});

test("the pipeline's roles are in every account of the organization, known to config or not", () => {
  for (const accountId of cloud.organizations.accountIds()) {
    const role = cloud.iam.role(`arn:aws:iam::${accountId}:role/${applyRole}`);

    expect(role?.inline.size, accountId).toBe(1);
    const boundary = cloud.iam.policy(`arn:aws:iam::${accountId}:policy/${boundaryOf(restoreRole)}`);
    expect(boundary !== undefined, accountId).toBe(accountId !== estate.organization.managementAccountId);
  }
  expect(cloud.organizations.accountIds()).toContain(classlessAccount);
  expect(cloud.iam.rolesOf(outsideAccount).map(({ name }) => name)).toEqual(["Administrator"]);
});

describe("people whom config names", () => {
  const takes = (cloud_: Cloud, arn: string, accountId: string, duty: Parameters<typeof dutyRole>[0], mfa: boolean) => {
    const role = cloud_.iam.role(`arn:aws:iam::${accountId}:role/${dutyRole(duty)}`);
    if (!role) throw new Error(`got no ${duty} in ${accountId}`);
    const caller = { arn, accountId: estate.shared.accountId, context: { "aws:MultiFactorAuthPresent": String(mfa) } };
    const policy = { name: "trust", document: role.trust };
    return cloud_.access.verdict(caller, "sts:AssumeRole", { arn: role.arn, accountId, policy });
  };

  test("take the role of their duty and no other", async () => {
    const [admin] = peopleOf(estate, "policyAdmin");
    const { accountId } = estate.shared;

    expect((await takes(cloud, admin?.arn ?? "", accountId, "policyAdmin", false)).allowed).toBe(true);
    expect((await takes(cloud, admin?.arn ?? "", accountId, "auditor", false)).allowed).toBe(false);
  });

  test("take the custodian's role with MFA only", async () => {
    const [custodian] = peopleOf(estate, "vaultCustodian");
    const { accountId } = estate.central.prod;

    expect((await takes(cloud, custodian?.arn ?? "", accountId, "vaultCustodian", true)).allowed).toBe(true);
    expect((await takes(cloud, custodian?.arn ?? "", accountId, "vaultCustodian", false)).allowed).toBe(false);
  });
});

describe("the deployment is refused", () => {
  test.each([
    ["vaults and their policies", "managed policy", pipelinePolicy("vaults"), "Vaults", "backup:CreateBackupVault"],
    ["use of keys by AWS Backup", "managed policy", pipelinePolicy("vaults"), "KeysForBackup", "kms:"],
    ["opt-in settings", "managed policy", pipelinePolicy("vaults"), "OptIn", "backup:UpdateRegionSettings"],
    ["the organization's switches", "managed policy", pipelinePolicy("management"), "Backup", "backup:Update"],
    ["guardrails", "managed policy", pipelinePolicy("management"), "MakeGuardrails", "organizations:CreatePolicy"],
    ["backup policies", "inline policy", pipelineApplyRole("policies-prod"), "Create", "organizations:CreatePolicy"],
    ["targets", "delegation policy", "the organization", "BackupDelegateAttaches", "organizations:AttachPolicy"],
    ["its trust", "trust", applyRole, "Trusted", "sts:AssumeRole"],
    ["the list of accounts to enter", "managed policy", "lockstep-accounts-prod", "ByAccount", "sts:AssumeRole"],
  ] as const)("without the statement for %s", async (_, kind, of, sid, action) => {
    const error = await refusal(without(kind, of, sid));

    expect(error?.code).toBe("AccessDeniedException");
    expect(error?.message).toContain(`is not authorized to perform: ${action}`);
    expect(error?.message).toContain("(nothing allows it)");
  });

  test("when only the action for vault policies is taken out", async () => {
    const error = await refusal((written) => {
      if (written.kind !== "managed policy" || written.of !== pipelinePolicy("vaults")) return written.document;
      const text = JSON.stringify(written.document).replace('"backup:PutBackupVaultAccessPolicy",', "");
      return JSON.parse(text) as Document;
    });

    expect(error?.code).toBe("AccessDeniedException");
    expect(error?.message).toContain("is not authorized to perform: backup:PutBackupVaultAccessPolicy");
  });

  test("by the boundary of the hub's role, when it does not allow what its permissions do", async () => {
    const of = `${hubApplyRole("app-prod")}-boundary`;

    const error = await refusal(without("managed policy", of, "Enter"));

    expect(error?.message).toContain("is not authorized to perform: sts:AssumeRole");
    expect(error?.message).toContain(`(boundary ${of} does not allow it)`);
  });

  test("by a guardrail that does not except the pipeline", async () => {
    const Shut = { Sid: "Shut", Effect: "Deny", Action: "backup:CreateBackupVault", Resource: "*" } as const;

    const error = await refusal(withStatement("service control policy", "lockstep-guardrails", Shut));

    expect(error?.code).toBe("AccessDeniedException");
    expect(error?.message).toContain("service control policy lockstep-guardrails: Shut");
  });

  test("by a vault policy that shuts out the pipeline itself", async () => {
    const Shut: Statement = {
      Sid: "Shut",
      Effect: "Deny",
      Principal: "*",
      Action: "backup:PutBackupVaultLockConfiguration",
      Resource: "*",
    };

    const error = await refusal(withStatement("vault policy", centralVault("prod"), Shut));

    expect(error?.message).toContain(`vault policy of ${centralVault("prod")}: Shut`);
  });

  test("by a key whose own policy lets nobody in", async () => {
    const error = await refusal(without("key policy", "alias/lockstep-local", "IamPoliciesDecide"));

    expect(error?.code).toBe("AccessDeniedException");
    expect(error?.message).toContain("kms:");
  });
});

test("a statement that guards and gives nothing can be missing, and nobody notices while deploying", async () => {
  expect(await refusal(without("vault policy", localVault, "NobodyDeletesOrShortens"))).toBeNull();
});

test.each([
  ["kept by hand", { management: null }],
  [
    "with service-linked roles that are there already",
    { central: { ...estate.central, prod: { ...estate.central.prod, createServiceLinkedRole: false } } },
  ],
  ["without guardrails", { management: estate.management && { ...estate.management, guardrails: false } }],
] satisfies readonly (readonly [string, Partial<Estate>])[])(
  "an organization %s is deployed as well",
  async (_, change) => {
    const other = await deployDirectly({ ...estate, ...change }, { judge });

    expect(other.backup.vaults().length).toBe(cloud.backup.vaults().length);
    expect(other.organizations.effectiveBackupPolicy("555555555501")).toEqual(
      cloud.organizations.effectiveBackupPolicy("555555555501"),
    );
  },
);
