import { expect, test } from "vitest";
import type { Estate } from "../../src/model.ts";
import { BootstrapStack } from "../../stacks/bootstrap-stack.ts";
import { all, type Block, exampleEstate, stackAlone } from "../support/stacks.ts";

const estate = exampleEstate();
const bootstrapOf = (of: Estate) => stackAlone((app) => new BootstrapStack(app, of));
const bootstrap = bootstrapOf(estate);
const named = (type: string, name: string) => {
  const found = all(bootstrap, type).filter((resource) => resource["name"] === name);
  expect(found, name).toHaveLength(1);
  return found[0];
};
const statementsIn = (policy: unknown) =>
  (JSON.parse(String(policy)) as { readonly Statement: readonly Block[] }).Statement;
/** What a role may do by itself; `id` is that of the construct. */
const allowed = (id: string) => {
  const found = all(bootstrap, "aws_iam_role_policy").filter(
    (each) => each["role"] === `\${aws_iam_role.${id}_role.name}`,
  );
  expect(found, id).toHaveLength(1);
  return statementsIn(found[0]?.["policy"]);
};
const key = "${aws_kms_key.state_key.arn}";
const objects = (...keys: readonly string[]) =>
  keys.map((each) => `arn:aws:s3:::lockstep-state-acme-222222222222/${each}`);
const reads = (...keys: readonly string[]) => [
  { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: objects(...keys) },
  {
    Sid: "List",
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: "arn:aws:s3:::lockstep-state-acme-222222222222",
    Condition: { StringLike: { "s3:prefix": keys } },
  },
  { Sid: "Decrypt", Effect: "Allow", Action: "kms:Decrypt", Resource: key },
];
const encrypt = { Sid: "Encrypt", Effect: "Allow", Action: "kms:GenerateDataKey", Resource: key };

test("every role says what it is for, those that a workflow takes for as long as its job lasts", () => {
  const scopes = ["app-nonprod", "app-prod", "central-nonprod", "central-prod", "management"];
  const applied = [...scopes, "policies-nonprod", "policies-prod", "shared"];

  expect(
    Object.fromEntries(
      all(bootstrap, "aws_iam_role").map((role) => [role["name"], [role["description"], role["max_session_duration"]]]),
    ),
  ).toEqual({
    "lockstep-hub-plan": ["plans pull requests and looks for drift", 14_400],
    "lockstep-hub-deploy-plan": ["plans what was merged and keeps the plans", 14_400],
    ...Object.fromEntries(
      applied.map((scope) => [
        `lockstep-hub-apply-${scope}`,
        [`applies ${scope}, from its GitHub environment`, 14_400],
      ]),
    ),
    "lockstep-pipeline-apply-policies-prod": ["changes the backup policies of prod accounts", 3_600],
    "lockstep-pipeline-apply-policies-nonprod": ["changes the backup policies of nonprod accounts", 3_600],
  });
  expect(all(bootstrap, "aws_cloudformation_stack_set")).toMatchObject([
    {
      name: "lockstep-pipeline-roles",
      description: "the roles with which the backup pipeline and the vault custodian enter an account",
    },
  ]);
});

const enterToPlan = {
  Sid: "EnterAccounts",
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Resource: "arn:aws:iam::*:role/lockstep-pipeline-plan",
  Condition: { StringEquals: { "aws:ResourceOrgID": "o-a1b2c3d4e5" } },
};

test("who plans a pull request reads states and ledgers and enters to plan; who plans a merge keeps its plans, too", () => {
  expect(allowed("plan")).toEqual([...reads("state/*", "ledger/*"), enterToPlan]);
  expect(allowed("deploy-plan")).toEqual([
    ...reads("state/*", "ledger/*"),
    enterToPlan,
    { Sid: "KeepPlans", Effect: "Allow", Action: "s3:PutObject", Resource: objects("plans/*")[0] },
    encrypt,
  ]);
});

const writes = (scope: string) => [
  {
    Sid: "Write",
    Effect: "Allow",
    Action: "s3:PutObject",
    Resource: objects(`state/${scope}/*`, `ledger/${scope}/*`, `runs/${scope}/*`),
  },
  { Sid: "Unlock", Effect: "Allow", Action: "s3:DeleteObject", Resource: objects(`state/${scope}/*.tflock`)[0] },
  encrypt,
];

test.each([
  ["shared", "222222222222", "lockstep-pipeline-apply"],
  ["central-prod", "333333333333", "lockstep-pipeline-apply"],
  ["policies-nonprod", "222222222222", "lockstep-pipeline-apply-policies-nonprod"],
  ["management", "111111111111", "lockstep-pipeline-apply"],
])(
  "who applies %s writes its state, ledger and failures, reads its plans, and enters its account",
  (scope, id, role) => {
    expect(allowed(`apply-${scope}`)).toEqual([
      ...reads(`state/${scope}/*`, `ledger/${scope}/*`, `runs/${scope}/*`, `plans/${scope}/*`),
      ...writes(scope),
      { Sid: "Enter", Effect: "Allow", Action: "sts:AssumeRole", Resource: `arn:aws:iam::${id}:role/${role}` },
    ]);
  },
);

test.each(["prod", "nonprod"])(
  "who applies %s accounts reads whether their policies are detached, and is kept out of accounts that are no application's",
  (cls) => {
    const scope = `app-${cls}`;
    const own = [
      ...reads(
        `state/${scope}/*`,
        `ledger/${scope}/*`,
        `runs/${scope}/*`,
        `plans/${scope}/*`,
        `ledger/policies-${cls}/*`,
      ),
      ...writes(scope),
    ];
    const ceiling = named("aws_iam_policy", `lockstep-hub-apply-${scope}-boundary`);

    expect(allowed(`apply-${scope}`)).toEqual([
      ...own,
      {
        Sid: "NotTheSpecialAccounts",
        Effect: "Deny",
        Action: "sts:AssumeRole",
        Resource: ["111111111111", "222222222222", "333333333333", "444444444444"].map(
          (id) => `arn:aws:iam::${id}:role/*`,
        ),
      },
    ]);
    expect(ceiling?.["description"]).toBe(`what lockstep-hub-apply-${scope} can do at most`);
    expect(statementsIn(ceiling?.["policy"])).toEqual([
      ...own,
      {
        Sid: "Enter",
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Resource: "arn:aws:iam::*:role/lockstep-pipeline-apply",
      },
    ]);
    expect(named("aws_iam_role", `lockstep-hub-apply-${scope}`)?.["permissions_boundary"]).toBe(
      `\${aws_iam_policy.ceiling-${scope}.arn}`,
    );
  },
);

test("who changes policies of a class is bounded by what it may, and by targets that are no special account", () => {
  const ceiling = named("aws_iam_policy", "lockstep-pipeline-apply-policies-prod-boundary");
  const ids = statementsIn(ceiling?.["policy"]).map(({ Sid }) => Sid);

  expect(ceiling?.["description"]).toBe("what lockstep-pipeline-apply-policies-prod can do at most");
  expect(ids).toEqual([...allowed("enter-policies-prod").map(({ Sid }) => Sid), "Targets", "NotTheSpecialAccounts"]);
  expect(named("aws_iam_role", "lockstep-pipeline-apply-policies-prod")?.["permissions_boundary"]).toBe(
    "${aws_iam_policy.ceiling-policies-prod.arn}",
  );
});

/** Who may be an identity of GitHub that takes a role. */
const subjectsOf = (name: string) =>
  statementsIn(named("aws_iam_role", name)?.["assume_role_policy"]).map(({ Condition }) => Condition);

test("a pull request plans, the branch plans what is kept, an environment applies: each of the repository's own", () => {
  expect(JSON.stringify(subjectsOf("lockstep-hub-plan"))).toContain(":pull_request");
  expect(JSON.stringify(subjectsOf("lockstep-hub-plan"))).toContain(":ref:refs/heads/main");
  expect(JSON.stringify(subjectsOf("lockstep-hub-deploy-plan"))).not.toContain(":pull_request");
  expect(JSON.stringify(subjectsOf("lockstep-hub-deploy-plan"))).toContain(":ref:refs/heads/main");
  expect(JSON.stringify(subjectsOf("lockstep-hub-apply-shared"))).toContain(":environment:shared");
  expect(JSON.stringify(subjectsOf("lockstep-hub-apply-shared"))).toContain('"refs/heads/main"');
});

test("GitHub's identity provider is made where none is there yet, and stays", () => {
  const without = bootstrapOf({ ...estate, pipeline: { ...estate.pipeline, createOidcProvider: false } });

  expect(all(bootstrap, "aws_iam_openid_connect_provider")).toMatchObject([
    {
      url: "https://token.actions.githubusercontent.com",
      client_id_list: ["sts.amazonaws.com"],
      lifecycle: { prevent_destroy: true },
    },
  ]);
  expect(all(without, "aws_iam_openid_connect_provider")).toEqual([]);
});

test("without a management stack nobody applies one", () => {
  const without = bootstrapOf({ ...estate, management: null });

  expect(all(without, "aws_iam_role").map(({ name }) => name)).not.toContain("lockstep-hub-apply-management");
});
