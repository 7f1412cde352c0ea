import { expect, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { managementRoles, pipelineRoles } from "../../stacks/pipeline-roles.ts";
import { type Block, exampleEstate } from "../support/stacks.ts";

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}
interface Document {
  readonly Statement: readonly Block[];
}

const estate = exampleEstate();
const resourcesOf = (template: string) =>
  (JSON.parse(template.replaceAll("$${", "${")) as { readonly Resources: Readonly<Record<string, Resource>> })
    .Resources;
const roles = resourcesOf(pipelineRoles(estate));
const inManagement = resourcesOf(managementRoles(estate));

const sids = (document: unknown) => (document as Document).Statement.map(({ Sid }) => Sid);
const propertyOf = (resource: Resource | undefined, key: string) => resource?.Properties[key];
const statementsOf = (resource: Resource | undefined) => {
  const [policy, ...others] = propertyOf(resource, "Policies") as readonly { readonly PolicyDocument: Document }[];
  expect(others).toEqual([]);
  return policy?.PolicyDocument.Statement ?? [];
};
function conditionOf(statements: readonly Block[], Sid: string): Block {
  const found = statements.find((statement) => statement["Sid"] === Sid);
  if (!found) throw new Error(`there is no statement ${Sid}`);
  return found["Condition"] as Block;
}
const principalsOf = (resource: Resource | undefined) =>
  (propertyOf(resource, "AssumeRolePolicyDocument") as Document).Statement.flatMap(
    ({ Condition }) => (Condition as { readonly ArnLike?: Block } | undefined)?.ArnLike?.["aws:PrincipalArn"],
  );
const hub = (name: string) => `arn:aws:iam::222222222222:role/lockstep-hub-${name}`;

test("what applies in an account holds three policies beside its denials: for vaults, for making roles, for roles", () => {
  const policies = Object.values(roles).filter(({ Properties }) => Properties["Roles"] !== undefined);

  expect(policies.map(({ Properties, DependsOn }) => [Properties["ManagedPolicyName"], DependsOn])).toEqual([
    ["lockstep-pipeline-vaults", "Apply"],
    ["lockstep-pipeline-making-roles", "Apply"],
    ["lockstep-pipeline-roles", "Apply"],
  ]);
  expect(policies.map(({ Properties }) => sids(Properties["PolicyDocument"])[0])).toEqual([
    "Vaults",
    "AWSBackupBackup",
    "Permissions",
  ]);
  for (const { Properties } of policies) {
    expect(Properties["Roles"]).toEqual(["lockstep-pipeline-apply"]);
    expect(Properties["Description"]).toBe("what the backup pipeline may change");
  }
});

test("the pipeline plans with what only reads, and is taken by its own roles of the shared account", () => {
  expect(roles["Plan"]?.Properties).toMatchObject({
    RoleName: "lockstep-pipeline-plan",
    Description: "plans backup infrastructure",
    MaxSessionDuration: 3600,
  });
  expect(sids({ Statement: statementsOf(roles["Plan"]) })).toEqual(["ReadConfiguration", "ReadOwnRoles"]);
  expect(principalsOf(roles["Plan"])).toEqual([hub("plan"), hub("deploy-plan")]);
  expect(roles["Apply"]?.Properties).toMatchObject({
    RoleName: "lockstep-pipeline-apply",
    Description: "applies backup infrastructure",
    MaxSessionDuration: 3600,
  });
  expect(principalsOf(roles["Apply"]).sort()).toEqual(
    ["app-nonprod", "app-prod", "central-nonprod", "central-prod", "shared"].map((scope) => hub(`apply-${scope}`)),
  );
});

test("the custodian comes with the pipeline's roles, and is none that the pipeline could change", () => {
  expect(roles["Custodian"]?.Properties).toMatchObject({
    RoleName: "lockstep-vault-custodian",
    Description: "break-glass: unlocks a governance lock, takes a vault's policy off, mends a key's",
    MaxSessionDuration: 3600,
  });
  expect(principalsOf(roles["Custodian"])).toEqual(
    [1, 2].map((number) => `arn:aws:iam::222222222222:user/custodian-${number}`),
  );
  expect(JSON.stringify(propertyOf(roles["PipelineMakingRoles"], "PolicyDocument"))).not.toContain("custodian");
});

test("every role that the pipeline makes has a boundary", () => {
  const boundaries = Object.values(roles).flatMap(({ Properties }) => {
    const name = String(Properties["ManagedPolicyName"]);
    return name.startsWith("lockstep-boundary") ? [name.slice("lockstep-boundary-".length)] : [];
  });

  expect(boundaries).toEqual([
    "AWSBackup-backup",
    "AWSBackup-copy-back",
    "AWSBackup-restore",
    "reach-in-prod",
    "reach-in-nonprod",
    "event-forwarder",
    "policy-admin",
    "backup-operator",
    "restore-operator",
    "auditor",
  ]);
});

test("where each role has work is told by account, from one kind of account to the next", () => {
  const made = (propertyOf(roles["PipelineMakingRoles"], "PolicyDocument") as Document).Statement;
  const placeOf = (Sid: string) => {
    const { ArnLike: _, ...place } = conditionOf(made, Sid);
    return place;
  };
  const central = ["333333333333", "444444444444"];
  const notIn = (...accountIds: readonly string[]) => ({ StringNotEquals: { "aws:PrincipalAccount": accountIds } });
  const onlyIn = (...accountIds: readonly string[]) => ({ StringEquals: { "aws:PrincipalAccount": accountIds } });

  expect(placeOf("AWSBackupBackup")).toEqual(notIn(...central, "222222222222"));
  expect(placeOf("AWSBackupCopyBack")).toEqual(onlyIn(...central));
  expect(placeOf("AWSBackupRestore")).toEqual(notIn("222222222222"));
  expect(placeOf("ReachInProd")).toEqual(notIn(...central, "222222222222"));
  expect(placeOf("EventForwarder")).toEqual(notIn("222222222222"));
  expect(placeOf("PolicyAdmin")).toEqual(onlyIn("222222222222"));
  expect(placeOf("Auditor")).toEqual({});
});

test("the former boundary stays until the day that config names for the upgrade", () => {
  const upgrading: Estate = { ...estate, pipeline: { ...estate.pipeline, upgradeUntil: "2026-12-31" } };
  const added = Object.keys(resourcesOf(pipelineRoles(upgrading))).filter((id) => !(id in roles));

  expect(added).toEqual(["Boundary"]);
});

test("in the management account it applies the switches alone, makes no role and has no custodian", () => {
  expect(Object.keys(inManagement)).toEqual(["Plan", "Apply", "PipelineManagement"]);
  expect(principalsOf(inManagement["Apply"])).toEqual([hub("apply-management")]);
  expect(sids(propertyOf(inManagement["PipelineManagement"], "PolicyDocument"))).toEqual([
    "Backup",
    "Delegate",
    "Delegation",
    "DelegationTags",
    "MakeGuardrails",
    "Guardrails",
    "GuardrailTargets",
    "GuardrailTags",
  ]);
  expect(sids({ Statement: statementsOf(inManagement["Apply"]) })).toContain("BackupsStay");
});

/** The accounts in which a lock may be armed. */
function armedIn(of: Estate): unknown {
  const { StringNotEquals } = conditionOf(statementsOf(resourcesOf(pipelineRoles(of))["Apply"]), "ArmingIsAskedFor");
  return (StringNotEquals as Block | undefined)?.["aws:PrincipalAccount"];
}

test("a lock is armed in the accounts alone whose compliance lock config arms", () => {
  const { central } = estate;
  const armed = { mode: "compliance", armedOn: "2027-01-31" } as const;
  const accounts = estate.accounts.map((account) =>
    account.lock ? { ...account, lock: { ...account.lock, ...armed } } : account,
  );
  const nonprod = { ...central.nonprod, lock: { ...central.nonprod.lock, ...armed } };
  const unarmed = { ...central.prod, lock: { ...central.prod.lock, mode: "compliance", armedOn: null } } as const;

  expect(armedIn(estate)).toBeUndefined();
  expect(armedIn({ ...estate, accounts, central: { prod: unarmed, nonprod } })).toEqual([
    "444444444444",
    "555555555501",
  ]);
});

test("central locks keep their bounds, each in its own account", () => {
  const denials = statementsOf(roles["Apply"]).filter(({ Sid }) => String(Sid).startsWith("Central"));

  expect(denials.map(({ Sid, Condition }) => [Sid, Condition])).toMatchObject([
    ["CentralProdMin", { NumericLessThan: { "backup:MinRetentionDays": "7" } }],
    ["CentralProdMax", { NumericGreaterThan: { "backup:MaxRetentionDays": "2920" } }],
    ["CentralNonprodMin", { NumericLessThan: { "backup:MinRetentionDays": "3" } }],
    ["CentralNonprodMax", { NumericGreaterThan: { "backup:MaxRetentionDays": "365" } }],
    ["CentralNoMin", {}],
    ["CentralNoMax", {}],
  ]);
  expect(JSON.stringify(denials[0])).toContain("333333333333");
  expect(JSON.stringify(denials[2])).toContain("444444444444");
});

test("policies are no longer changed in the central account alone whose class is sealed", () => {
  const { central } = estate;
  const sealed = { ...estate, central: { ...central, prod: { ...central.prod, isSealed: true } } };

  expect(statementsOf(roles["Apply"]).map(({ Sid }) => Sid)).not.toContain("Sealed");
  expect(conditionOf(statementsOf(resourcesOf(pipelineRoles(sealed))["Apply"]), "Sealed")).toEqual({
    StringEquals: { "aws:PrincipalAccount": ["333333333333"] },
  });
});
