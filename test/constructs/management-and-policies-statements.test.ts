import { expect, test } from "vitest";
import { managementApplyStatements } from "../../src/constructs/pipeline-management-policy.ts";
import { policiesStatements, targetCeiling } from "../../src/constructs/pipeline-policies-policy.ts";
import { isReading } from "./boundaries/support/is-reading.ts";
import { allowedActions } from "./support/allowed-actions.ts";
import { changesAskedBy, readsAskedBy } from "./support/asked-of-aws.ts";

const organizations = "arn:aws:organizations::*";
const anywhere = ["root", "ou", "account"].map((kind) => `${organizations}:${kind}/*`);
const allow = (Sid: string, Action: unknown, Resource: unknown, Condition?: unknown) => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...(Condition ? { Condition } : {}),
});

test("policies of one class are made, changed, attached and detached, told by their tag", () => {
  const policies = `${organizations}:policy/*/backup_policy/*`;

  expect(policiesStatements({ partition: "aws", classTag: "lockstep:class", class: "prod" })).toEqual([
    allow("Create", "organizations:CreatePolicy", "*", {
      StringEquals: { "organizations:PolicyType": "BACKUP_POLICY", "aws:RequestTag/lockstep:class": "prod" },
    }),
    allow(
      "Change",
      [
        "organizations:UpdatePolicy",
        "organizations:DeletePolicy",
        "organizations:AttachPolicy",
        "organizations:DetachPolicy",
        "organizations:UntagResource",
      ],
      policies,
      { StringEquals: { "aws:ResourceTag/lockstep:class": "prod" } },
    ),
    allow("DetachFromAnything", "organizations:DetachPolicy", anywhere, {
      StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" },
    }),
    allow("Tag", "organizations:TagResource", policies, {
      StringEqualsIfExists: { "aws:RequestTag/lockstep:class": "prod", "aws:ResourceTag/lockstep:class": "prod" },
    }),
    allow(
      "Read",
      [
        "organizations:DescribePolicy",
        "organizations:ListPoliciesForTarget",
        "organizations:ListTagsForResource",
        "organizations:ListTargetsForPolicy",
      ],
      "*",
    ),
  ]);
});

test("whatever list of targets there is, it reaches neither the root nor accounts that are no application's", () => {
  expect(targetCeiling({ partition: "aws", exceptAccountIds: ["111111111111", "222222222222"] })).toEqual([
    allow("Targets", "organizations:AttachPolicy", [`${organizations}:ou/*`, `${organizations}:account/*`], {
      StringEquals: { "organizations:PolicyType": "BACKUP_POLICY" },
    }),
    {
      Sid: "NotTheSpecialAccounts",
      Effect: "Deny",
      Action: "organizations:AttachPolicy",
      Resource: [`${organizations}:account/*/111111111111`, `${organizations}:account/*/222222222222`],
    },
  ]);
});

test.each([
  [false, ["SERVICE_CONTROL_POLICY"]],
  [true, ["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]],
])(
  "in the management account switches and own guardrails are changed, and nothing else; resource guardrails: %s",
  (hasResourceGuardrails, types) => {
    const policies = types.map((type) => `${organizations}:policy/*/${type.toLowerCase()}/*`);
    const props = {
      partition: "aws",
      sharedAccountId: "222222222222",
      hasResourceGuardrails,
      stackTag: "lockstep:stack",
    };

    expect(managementApplyStatements(props)).toEqual([
      allow("Backup", ["backup:UpdateGlobalSettings", "backup:UpdateRegionSettings"], "*"),
      allow("Delegate", "organizations:RegisterDelegatedAdministrator", `${organizations}:account/*/222222222222`, {
        StringEquals: { "organizations:ServicePrincipal": "backup.amazonaws.com" },
      }),
      allow("Delegation", "organizations:PutResourcePolicy", "*"),
      allow(
        "DelegationTags",
        ["organizations:TagResource", "organizations:UntagResource"],
        `${organizations}:resourcepolicy/*`,
      ),
      allow("MakeGuardrails", "organizations:CreatePolicy", "*", {
        StringEquals: { "organizations:PolicyType": types, "aws:RequestTag/lockstep:stack": "management" },
      }),
      allow(
        "Guardrails",
        ["organizations:AttachPolicy", "organizations:UpdatePolicy", "organizations:UntagResource"],
        policies,
        { StringEquals: { "aws:ResourceTag/lockstep:stack": "management" } },
      ),
      allow("GuardrailTargets", "organizations:AttachPolicy", anywhere, {
        StringEquals: { "organizations:PolicyType": types },
      }),
      allow("GuardrailTags", "organizations:TagResource", policies, {
        StringEquals: { "aws:RequestTag/lockstep:stack": "management" },
        StringEqualsIfExists: { "aws:ResourceTag/lockstep:stack": "management" },
      }),
    ]);
  },
);

test("who applies policies may do all that the provider does with one, and reads little else", async () => {
  const role = "lockstep-pipeline-apply-policies-prod";
  const allowed = allowedActions(policiesStatements({ partition: "aws", classTag: "c", class: "nonprod" }));
  const are = await Promise.all(allowed.map(isReading));
  const [changes, reads] = [await changesAskedBy(role), await readsAskedBy(role)];

  expect(changes.length).toBeGreaterThan(0);
  expect(allowed).toEqual(expect.arrayContaining([...changes, ...reads]));
  // of a target, by an import
  expect(allowed.filter((action, index) => are[index] && !reads.includes(action))).toEqual([
    "organizations:ListPoliciesForTarget",
  ]);
});
