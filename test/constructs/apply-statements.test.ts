import { expect, test } from "vitest";
import {
  type ApplyProps,
  applyRoleStatements,
  applyVaultStatements,
  makeRoleStatements,
} from "../../src/constructs/pipeline-apply-policy.ts";
import { managementApplyStatements } from "../../src/constructs/pipeline-management-policy.ts";
import { readClassification } from "../trust/actions/read-classification.ts";
import { allowedActions } from "./support/allowed-actions.ts";
import { changesAskedBy } from "./support/asked-of-aws.ts";

const role = (name: string, places: ApplyProps["boundedRoles"][number]["places"], hasFixedTrust = false) => ({
  name: `lockstep-${name}`,
  boundaryName: `lockstep-boundary-${name}`,
  places,
  hasFixedTrust,
});
const props: ApplyProps = {
  prefix: "lockstep",
  boundedRoles: [
    role("vault-custodian", ["app", "central"]),
    role("policy-admin", ["shared"]),
    role("AWSBackup-copy-back", ["central"], true),
    role("auditor", ["app", "central", "shared"]),
  ],
  accountIds: { central: ["333333333333", "444444444444"], shared: ["222222222222"] },
  keyAliases: ["alias/lockstep-local"],
  upgradeUntil: null,
};
const byId = (statements: readonly { readonly Sid?: unknown }[], Sid: string) =>
  statements.filter((statement) => statement.Sid === Sid);

test("a role is made within its boundary alone, in the accounts where it has something to do", () => {
  const made = (name: string, boundary: string, condition: object) => ({
    Effect: "Allow",
    Action: ["iam:CreateRole", "iam:PutRolePermissionsBoundary"],
    Resource: `arn:*:iam::*:role/lockstep-${name}`,
    Condition: {
      ArnLike: { "iam:PermissionsBoundary": `arn:*:iam::*:policy/lockstep-boundary-${boundary}` },
      ...condition,
    },
  });

  expect(makeRoleStatements(props)).toEqual([
    {
      Sid: "VaultCustodian",
      ...made("vault-custodian", "vault-custodian", { StringNotEquals: { "aws:PrincipalAccount": ["222222222222"] } }),
    },
    {
      Sid: "PolicyAdmin",
      ...made("policy-admin", "policy-admin", { StringEquals: { "aws:PrincipalAccount": ["222222222222"] } }),
    },
    {
      Sid: "AWSBackupCopyBack",
      ...made("AWSBackup-copy-back", "AWSBackup-copy-back", {
        StringEquals: { "aws:PrincipalAccount": ["333333333333", "444444444444"] },
      }),
    },
    { Sid: "Auditor", ...made("auditor", "auditor", {}) },
  ]);
});

test("only the trust of roles that people hold is changed, and permissions only below a boundary", () => {
  const statements = applyRoleStatements(props);
  const roles = props.boundedRoles.map(({ name }) => `arn:*:iam::*:role/${name}`);

  expect(byId(statements, "DutyHolders")).toEqual([
    {
      Sid: "DutyHolders",
      Effect: "Allow",
      Action: ["iam:UpdateAssumeRolePolicy"],
      Resource: roles.filter((arn) => !arn.includes("AWSBackup")),
    },
  ]);
  expect(byId(statements, "Permissions")).toEqual([
    {
      Sid: "Permissions",
      Effect: "Allow",
      Action: ["iam:DeleteRolePolicy", "iam:PutRolePolicy"],
      Resource: roles,
      Condition: { ArnLike: { "iam:PermissionsBoundary": "arn:*:iam::*:policy/lockstep-boundary-*" } },
    },
  ]);
  expect(byId(statements, "ManagedPolicies")).toEqual([
    {
      Sid: "ManagedPolicies",
      Effect: "Allow",
      Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
      Resource: "arn:*:iam::*:role/lockstep-AWSBackup-*",
      Condition: {
        ArnLike: {
          "iam:PermissionsBoundary": "arn:*:iam::*:policy/lockstep-boundary-*",
          "iam:PolicyARN": [
            "arn:*:iam::aws:policy/AWSBackupServiceRolePolicy*",
            "arn:*:iam::aws:policy/service-role/AWSBackupServiceRolePolicy*",
          ],
        },
      },
    },
  ]);
  expect(statements.map(({ Sid }) => Sid)).toEqual([
    "Permissions",
    "ManagedPolicies",
    "Roles",
    "DutyHolders",
    "ServiceLinkedRoleTags",
    "ServiceLinkedRole",
    "Forwarder",
    "Lists",
    "Accountsprod",
    "Targetsprod",
    "Accountsnonprod",
    "Targetsnonprod",
  ]);
});

test("lists are attached to the roles of their own class alone", () => {
  const attach = (Sid: string, name: string, policies: string) => ({
    Sid,
    Effect: "Allow",
    Action: ["iam:AttachRolePolicy", "iam:DetachRolePolicy"],
    Resource: `arn:*:iam::222222222222:role/${name}`,
    Condition: { ArnLike: { "iam:PolicyARN": `arn:*:iam::222222222222:policy/${policies}` } },
  });

  expect(applyRoleStatements(props).slice(-4)).toEqual([
    attach("Accountsprod", "lockstep-hub-apply-app-prod", "lockstep-accounts-prod"),
    attach("Targetsprod", "lockstep-pipeline-apply-policies-prod", "lockstep-targets-prod-*"),
    attach("Accountsnonprod", "lockstep-hub-apply-app-nonprod", "lockstep-accounts-nonprod"),
    attach("Targetsnonprod", "lockstep-pipeline-apply-policies-nonprod", "lockstep-targets-nonprod-*"),
  ]);
});

test("vaults are made and changed everywhere but in the shared account, and none is deleted", () => {
  const statements = applyVaultStatements(props);

  expect(byId(statements, "Vaults")).toEqual([
    {
      Sid: "Vaults",
      Effect: "Allow",
      Action: [
        "backup:CreateBackupVault",
        "backup:PutBackupVaultAccessPolicy",
        "backup:PutBackupVaultLockConfiguration",
        "backup:TagResource",
        "backup:UntagResource",
      ],
      Resource: "arn:*:backup:*:*:backup-vault:lockstep-*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": ["222222222222"] } },
    },
  ]);
  expect(statements.map(({ Sid }) => Sid)).toEqual([
    "Vaults",
    "OptIn",
    "Keys",
    "KeyTags",
    "KeyAliases",
    "KeysForBackup",
    "Alerts",
    "AlertHub",
    "AlertHubPolicy",
  ]);
});

test("keys that do not say yet whose they are, are known by their aliases to the end of the last day", () => {
  expect(byId(applyVaultStatements(props), "FormerKeys")).toEqual([]);
  expect(byId(applyVaultStatements({ ...props, upgradeUntil: "2026-12-31" }), "FormerKeys")).toEqual([
    {
      Sid: "FormerKeys",
      Effect: "Allow",
      Action: ["kms:PutKeyPolicy"],
      Resource: "*",
      Condition: {
        "ForAnyValue:StringEquals": { "kms:ResourceAliases": ["alias/lockstep-local"] },
        DateLessThan: { "aws:CurrentTime": "2026-12-31T23:59:59Z" },
      },
    },
  ]);
});

const management = { partition: "aws", sharedAccountId: "222222222222", hasResourceGuardrails: false, stackTag: "t" };
const everywhere = [...applyVaultStatements(props), ...applyRoleStatements(props), ...makeRoleStatements(props)];

/** What a first deployment has no occasion to change, or what is judged besides the call itself. */
const besides = {
  "a tag goes with what is made, and changes later": [
    ...["backup:TagResource", "backup:UntagResource", "events:TagResource", "events:UntagResource", "iam:TagPolicy"],
    ...["iam:UntagPolicy", "iam:UntagRole", "kms:TagResource", "sns:TagResource", "sns:UntagResource"],
  ],
  "AWS Backup asks for them on the way to a vault of a key": [
    ...["backup-storage:MountCapsule", "kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey", "kms:RetireGrant"],
  ],
  "what was made is changed": [
    ...["events:UpdateEventBus", "iam:CreatePolicyVersion", "iam:PutRolePermissionsBoundary"],
    ...["iam:UpdateAssumeRolePolicy", "iam:UpdateRole", "iam:UpdateRoleDescription"],
  ],
  "what holds no backup is taken away": [
    ...["events:DeleteRule", "events:RemovePermission", "events:RemoveTargets", "iam:DeletePolicy"],
    ...["iam:DeletePolicyVersion", "iam:DeleteRolePolicy", "iam:DetachRolePolicy", "sns:Unsubscribe"],
  ],
  "a rule of events is given the role it forwards with": ["iam:PassRole"],
};

test("what applying may change is what the provider changes, and little else", async () => {
  const asked = await changesAskedBy("lockstep-pipeline-apply");
  const ofManagement = allowedActions(managementApplyStatements(management));
  // what the key's own policy allows
  const byKeyPolicy = ["kms:EnableKeyRotation"];

  const needed = asked.filter((action) => !ofManagement.includes(action) && !byKeyPolicy.includes(action));
  expect(needed.length).toBeGreaterThan(15);
  const shared = ofManagement.filter((action) => allowedActions(everywhere).includes(action));
  expect(allowedActions(everywhere)).toEqual([...needed, ...shared, ...Object.values(besides).flat()].sort());
});

test("it takes nothing out of where it is but alerts, and reads no data but what AWS Backup decrypts on its behalf", () => {
  const { classOf } = readClassification();
  const all = [everywhere, managementApplyStatements(management)].flatMap(allowedActions);
  const of = (...classes: readonly (string | undefined)[]) => all.filter((action) => classes.includes(classOf(action)));

  expect(of("takes out", undefined)).toEqual(["events:PutTargets", "sns:Subscribe"]);
  expect(of("reads data")).toEqual(["kms:Decrypt"]);
});
