import { describe, expect, test } from "vitest";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";
import { created, deleted, linesOf, planOf, updated } from "./support/plan.ts";

type Statement = Readonly<Record<string, unknown>>;
const document = (...statements: readonly Statement[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const deny = (Action: unknown, more: Statement = {}): Statement => ({
  Sid: "Stays",
  Effect: "Deny",
  Principal: "*",
  Action,
  Resource: "*",
  ...more,
});
const allow = (Action: unknown, more: Statement = {}): Statement => ({
  ...deny(Action, more),
  Sid: "In",
  Effect: "Allow",
});
const unless = (...roles: readonly string[]): Statement => ({
  Condition: { ArnNotEquals: { "aws:PrincipalArn": roles } },
});
const changed = (before: readonly Statement[], after: readonly Statement[], type = "aws_backup_vault_policy") =>
  updated(type, { policy: document(...before) }, { policy: document(...after) });
const lost = (...what: readonly string[]) =>
  what.map((each) => `denial-lost: no longer denies ${each} (statement Stays); keep the denial`);

const [remove, shorten] = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"];

test.each([
  [
    "aws_backup_vault_policy",
    ["unjudged: policy is no policy document and cannot be judged; use JSON with statements"],
  ],
  ["aws_s3_bucket_policy", ["unjudged: policy is no policy document and cannot be judged; use JSON with statements"]],
  // AWS refuses these, and nothing rests on them yet
  ["aws_kms_key", []],
  ["aws_sns_topic_policy", []],
])("a new %s that is no policy document", (type, lines) => {
  expect(created(type, { policy: "{" })).toEqual(lines);
});

test.each([
  ["aws_backup_vault_policy", true],
  ["aws_s3_bucket_policy", true],
  ["aws_kms_key", false],
  ["aws_sns_topic_policy", false],
])("a new %s that is known only after the apply", (type, isHeld) => {
  const held =
    "unjudged: policy is known only after the apply, or secret, and cannot be judged; use a value that the plan shows";

  expect(created(type, {}, { policy: true })).toEqual(isHeld ? [held] : []);
});

describe("a denial", () => {
  test.each<[string, readonly Statement[], readonly Statement[], readonly string[]]>([
    ["stays as it is", [deny([remove, shorten])], [deny([remove, shorten])], []],
    ["is written in another order and case", [deny([remove, shorten])], [deny([shorten, remove.toUpperCase()])], []],
    ["gets another Sid", [deny(remove)], [deny(remove, { Sid: "Other" })], []],
    ["is split in two", [deny([remove, shorten])], [deny(remove), deny(shorten)], []],
    ["is merged with another", [deny(remove), deny(shorten)], [deny([remove, shorten])], []],
    ["is widened by a pattern", [deny([remove, shorten])], [deny("backup:*")], []],
    ["is gone", [deny(remove), deny(shorten)], [deny(shorten)], lost(remove)],
    [
      "becomes an Allow",
      [deny(remove)],
      [
        deny(shorten),
        { ...deny(remove), Effect: "Allow", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a" } } },
      ],
      [
        ...lost(remove),
        `access-widened: newly allows ${remove} for anybody within other conditions (statement Stays); keep to who had it`,
      ],
    ],
    ["loses an action", [deny([remove, shorten])], [deny(remove)], lost(shorten)],
    ["loses what its pattern held", [deny("backup:Delete*")], [deny(remove)], lost("backup:Delete*")],
    ["loses what any one sign held", [deny("backup:Get*")], [deny("backup:Ge?*")], []],
    ["keeps a sign where any text was", [deny("backup:*")], [deny("backup:?")], lost("backup:*")],
    [
      "loses a resource",
      [deny(remove, { Resource: ["arn:a", "arn:b"] })],
      [deny(remove, { Resource: "arn:a" })],
      lost(remove),
    ],
    [
      "has a wider resource",
      [deny(remove, { Resource: ["arn:a", "arn:b"] })],
      [deny(remove, { Resource: "arn:*" })],
      [],
    ],
    [
      "loses a principal",
      [deny(remove)],
      [deny(remove, { Principal: { AWS: "arn:aws:iam::555555555555:root" } })],
      lost(remove),
    ],
    ["is written for everybody otherwise", [deny(remove)], [deny(remove, { Principal: { AWS: "*" } })], []],
    [
      "names an account as AWS gives it back",
      [deny(remove, { Principal: { AWS: "555555555555" } })],
      [deny(remove, { Principal: { AWS: "arn:aws:iam::555555555555:root" } })],
      [],
    ],
    [
      "exempts somebody",
      [deny(remove)],
      [deny(remove, { NotPrincipal: { AWS: "arn:a" }, Principal: undefined })],
      lost(remove),
    ],
    ["gains a condition", [deny(remove)], [deny(remove, unless("arn:a"))], lost(remove)],
    ["loses a condition", [deny(remove, unless("arn:a"))], [deny(remove)], []],
    [
      "exempts one principal more",
      [deny(remove, unless("arn:a"))],
      [deny(remove, unless("arn:a", "arn:b"))],
      lost(remove),
    ],
    [
      "exempts a pattern instead of one",
      [deny(remove, unless("arn:a"))],
      [deny(remove, unless("arn:*"))],
      lost(remove),
    ],
    ["exempts one principal fewer", [deny(remove, unless("arn:a", "arn:b"))], [deny(remove, unless("arn:a"))], []],
    ["exempts one of a pattern", [deny(remove, unless("arn:*"))], [deny(remove, unless("arn:a"))], []],
    [
      "says the same with the other operator for ARNs",
      [deny(remove, unless("arn:a"))],
      [deny(remove, { Condition: { ArnNotLike: { "aws:principalarn": "arn:a" } } })],
      [],
    ],
    [
      "holds in fewer cases",
      [deny(remove, { Condition: { StringEquals: { "aws:PrincipalAccount": ["1", "2"] } } })],
      [deny(remove, { Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } })],
      lost(remove),
    ],
    [
      "holds in more cases",
      [deny(remove, { Condition: { StringEquals: { "aws:PrincipalAccount": "1" } } })],
      [deny(remove, { Condition: { StringEquals: { "aws:PrincipalAccount": ["1", "2"] } } })],
      [],
    ],
    [
      "is turned round",
      [deny(remove, { Condition: { Bool: { "aws:SecureTransport": "false" } } })],
      [deny(remove, { Condition: { Bool: { "aws:SecureTransport": "true" } } })],
      lost(remove),
    ],
    [
      "excepts as many actions",
      [deny(undefined, { NotAction: ["a:b", "a:c"] })],
      [deny(undefined, { NotAction: "a:b" })],
      [],
    ],
    [
      "excepts one action more",
      [deny(undefined, { NotAction: "a:b" })],
      [deny(undefined, { NotAction: ["a:b", "a:c"] })],
      lost("all but a:b"),
    ],
    ["excepts where it did not", [deny("*")], [deny(undefined, { NotAction: "a:b" })], lost("*")],
    ["is left without an action", [deny(remove)], [deny(undefined)], lost(remove)],
  ])("%s", (_, before, after, lines) => {
    expect(changed(before, after)).toEqual(lines);
  });

  test.each([
    ["aws_backup_vault_policy", "policy"],
    ["aws_kms_key", "policy"],
    ["aws_kms_key_policy", "policy"],
    ["aws_s3_bucket_policy", "policy"],
    ["aws_sns_topic_policy", "policy"],
    ["aws_cloudwatch_event_bus_policy", "policy"],
    ["aws_organizations_resource_policy", "content"],
    ["aws_iam_role", "assume_role_policy"],
    ["aws_iam_role_policy", "policy"],
    ["aws_iam_policy", "policy"],
    ["aws_organizations_policy", "content"],
  ])("is guarded in %s", (type, attribute) => {
    const kind = { type: "SERVICE_CONTROL_POLICY" };
    const [before, after] = [document(deny(remove)), document(deny(shorten))];

    expect(updated(type, { ...kind, [attribute]: before }, { ...kind, [attribute]: after })).toEqual(lost(remove));
    expect(updated(type, { ...kind, [attribute]: before }, { ...kind, [attribute]: "" })).toEqual(lost(remove));
    expect(updated(type, { ...kind, [attribute]: before }, { ...kind, [attribute]: "{" })).toEqual([
      `unjudged: ${attribute} is no policy document and cannot be judged; use JSON with statements`,
    ]);
    expect(updated(type, { ...kind, [attribute]: before }, kind, { [attribute]: true })).toEqual([
      `unjudged: ${attribute} is known only after the apply, or secret, and cannot be judged; use a value that the plan shows`,
    ]);
  });

  test("is named on one line, whatever it is called", () => {
    expect(changed([deny(remove, { Sid: "a\n::error::b" })], [])).toEqual([
      `denial-lost: no longer denies ${remove} (statement a\\n::error::b); keep the denial`,
    ]);
  });

  test("goes with a role's policy that is deleted", () => {
    expect(deleted("aws_iam_role_policy", { role: "lockstep-auditor", policy: document(deny(remove)) })).toEqual([
      "denial-lost: aws_iam_role_policy is gone with all that it denied; keep it",
    ]);
    expect(deleted("aws_iam_role_policy", { role: "lockstep-auditor", policy: document(allow(remove)) })).toEqual([]);
    expect(deleted("aws_iam_policy", { policy: "{" })).toHaveLength(1);
  });

  test("must be there from the start in a vault's policy", () => {
    const organization = { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a" } } };

    expect(created("aws_backup_vault_policy", { policy: document(deny(remove)) })).toEqual([]);
    expect(created("aws_backup_vault_policy", { policy: document(allow(remove, organization)) })).toEqual([
      "denial-lost: the policy denies nothing; deny what would delete or shorten backups",
    ]);
    expect(created("aws_iam_role_policy", {}, { policy: true })).toEqual([]);
  });

  test("is not there in a new policy that nobody can read", () => {
    const unreadable = ["unjudged: policy is no policy document and cannot be judged; use JSON with statements"];

    for (const type of ["aws_backup_vault_policy", "aws_s3_bucket_policy"]) {
      expect(created(type, { policy: "{" })).toEqual(unreadable);
    }
    // without a denial of its own, what it lacks is nothing that was there
    expect(created("aws_sns_topic_policy", { policy: "{" })).toEqual([]);
  });
});

const organization = { "aws:PrincipalOrgID": "o-a" };
const by = (StringEquals: Statement, more: Statement = {}): Statement => ({ Condition: { StringEquals, ...more } });
const account = by({ ...organization, "aws:PrincipalAccount": ["111111111111"] });
const paths = (...values: readonly string[]) =>
  by(organization, { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": values } });
const copy = "backup:CopyIntoBackupVault";
const widened = (what: string) => [`access-widened: newly allows ${what} (statement In); keep to who had it`];
const anybody = `${copy} for anybody within other conditions`;

describe("access", () => {
  test.each<[string, Statement, Statement, readonly string[]]>([
    ["stays as it is", allow(copy, account), allow(copy, account), []],
    ["is narrowed", allow("backup:*", by(organization)), allow(copy, account), []],
    [
      "is given to one account more of the organization",
      allow(copy, account),
      allow(copy, by({ ...organization, "aws:PrincipalAccount": ["111111111111", "222222222222"] })),
      [],
    ],
    [
      "is given to a unit of the organization",
      allow(copy, account),
      allow(copy, paths("o-a/r-ab12/ou-ab12-1a2b3c4d/*")),
      [],
    ],
    [
      "is given to another account outside of the organization",
      allow(copy, by({ "aws:PrincipalAccount": ["111111111111"] }, { StringNotEquals: organization })),
      allow(copy, {
        Condition: {
          StringNotEquals: organization,
          StringEquals: { "aws:PrincipalOrgID": "o-b", "aws:PrincipalAccount": "222222222222" },
        },
      }),
      widened(anybody),
    ],
    [
      "is given to the organization's root by its path",
      allow(copy, account),
      allow(copy, paths("o-a/r-ab12/*")),
      widened(anybody),
    ],
    [
      "is given to the whole organization by its path",
      allow(copy, account),
      allow(copy, paths("o-a/*")),
      widened(anybody),
    ],
    ["is given to the whole organization", allow(copy, account), allow(copy, by(organization)), widened(anybody)],
    [
      "is given to accounts of a pattern",
      allow(copy, account),
      allow(copy, { Condition: { StringEquals: organization, StringLike: { "aws:PrincipalAccount": "*" } } }),
      widened(anybody),
    ],
    [
      "is given to another organization",
      allow(copy, account),
      allow(copy, by({ "aws:PrincipalOrgID": "o-b", "aws:PrincipalAccount": "111111111111" })),
      widened(anybody),
    ],
    [
      "is given to a second organization",
      allow(copy, account),
      allow(copy, by({ "aws:PrincipalOrgID": ["o-a", "o-b"], "aws:PrincipalAccount": "111111111111" })),
      widened(anybody),
    ],
    [
      "is given to an account of any organization",
      allow(copy, account),
      allow(copy, by({ "aws:PrincipalAccount": "111111111111" })),
      widened(anybody),
    ],
    ["is given to anybody", allow(copy, account), allow(copy), widened(`${copy} for anybody`)],
    [
      "is given to an account by name",
      allow(copy, account),
      allow(copy, { Principal: { AWS: "arn:aws:iam::999999999999:root" } }),
      widened(`${copy} for AWS:999999999999`),
    ],
    [
      "is given to a service",
      allow(copy, account),
      allow(copy, { Principal: { Service: "s3.amazonaws.com" } }),
      widened(`${copy} for Service:s3.amazonaws.com`),
    ],
    [
      "is given for one action more",
      allow(copy, account),
      allow([copy, "backup:CopyFromBackupVault"], account),
      widened("backup:CopyFromBackupVault for anybody within other conditions"),
    ],
  ])("%s", (_, before, after, lines) => {
    expect(changed([deny(remove), before], [deny(remove), after])).toEqual(lines);
    expect(changed([before], [after], "aws_kms_key")).toEqual(lines);
  });

  test("of a role may be widened: what it may at most is its boundary's to say", () => {
    expect(changed([allow(copy)], [allow("*")], "aws_iam_role_policy")).toEqual([]);
  });

  test.each<[string, Statement, readonly string[]]>([
    [
      "nobody in particular",
      {},
      ["access-widened: lets in anybody at all (statement In); name an organization or account"],
    ],
    [
      "any account",
      by({ "aws:PrincipalAccount": "*" }),
      ["access-widened: lets in anybody at all (statement In); name an organization or account"],
    ],
    [
      "whoever is in no organization",
      by({}, { StringNotEquals: organization }),
      ["access-widened: lets in anybody at all (statement In); name an organization or account"],
    ],
    ["an organization", by(organization), []],
    ["an account", { Principal: { AWS: "111111111111" } }, []],
  ])("is given from the start to %s", (_, more, lines) => {
    expect(created("aws_kms_key", { policy: document(allow(copy, more)) })).toEqual(lines);
  });
});

describe("trust", () => {
  const role = (id: string, name: string) => `arn:aws:iam::${id}:role/${name}`;
  const trusted = (accounts: readonly string[], roles: readonly string[], more: Statement = {}): Statement => ({
    Sid: "In",
    Effect: "Allow",
    Principal: { AWS: accounts.map((id) => `arn:aws:iam::${id}:root`) },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: organization, ArnLike: { "aws:PrincipalArn": roles }, ...more },
  });
  const mfa = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  const [one, two] = ["111111111111", "222222222222"];
  const taken = "sts:AssumeRole for AWS:";

  test.each<[string, Statement, Statement, readonly string[]]>([
    [
      "another role of an account that is trusted",
      trusted([one], [role(one, "a")]),
      trusted([one], [role(one, "a"), role(one, "b")]),
      [],
    ],
    [
      "a role of another account",
      trusted([one], [role(one, "a")]),
      trusted([one, two], [role(one, "a"), role(two, "a")]),
      widened(`${taken}${one}, AWS:${two} within other conditions`),
    ],
    [
      "every role of an account",
      trusted([one], [role(one, "a")]),
      trusted([one], [role(one, "*")]),
      widened(`${taken}${one} within other conditions`),
    ],
    [
      "whoever the account says",
      trusted([one], [role(one, "a")]),
      { ...trusted([one], []), Condition: { StringEquals: organization } },
      widened(`${taken}${one} within other conditions`),
    ],
    [
      "no second factor any more",
      trusted([one], [role(one, "a")], mfa),
      trusted([one], [role(one, "a")]),
      widened(`${taken}${one} within other conditions`),
    ],
    ["a second factor", trusted([one], [role(one, "a")]), trusted([one], [role(one, "a")], mfa), []],
  ])("%s", (_, before, after, lines) => {
    const [from, to] = [before, after].map((statement) => ({ assume_role_policy: document(statement) }));

    expect(updated("aws_iam_role", from ?? {}, to ?? {})).toEqual(lines);
  });

  test("in GitHub keeps to the subjects it had", () => {
    const github = (...subjects: readonly string[]) => ({
      assume_role_policy: document({
        Sid: "In",
        Effect: "Allow",
        Principal: { Federated: "arn:github" },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { "token:sub": subjects } },
      }),
    });

    expect(updated("aws_iam_role", github("a", "b"), github("a"))).toEqual([]);
    expect(updated("aws_iam_role", github("a"), github("a", "b"))).toEqual(
      widened("sts:AssumeRoleWithWebIdentity for Federated:arn:github within other conditions"),
    );
  });
});

describe("the template of the roles in every account", () => {
  const resource = stacksOf(exampleEstate()).get("bootstrap")?.resource["aws_cloudformation_stack_set"];
  const template = String(resource?.["pipeline-roles"]?.["template_body"]).replaceAll("$${", "${");
  type Json = { [key: string]: Json };
  const templateWith = (change: (resources: Json) => void) => {
    const changedTemplate = JSON.parse(template) as { Resources: Json };
    change(changedTemplate.Resources);
    const [before, now] = [{ template_body: template }, { template_body: JSON.stringify(changedTemplate) }];
    return updated("aws_cloudformation_stack_set", before, now);
  };
  const in_ = (resources: Json, ...path: readonly (string | number)[]) =>
    path.reduce((value, key) => value[key] as Json, resources);

  test("may be written otherwise", () => {
    expect(
      templateWith((resources) => Object.assign(in_(resources, "Plan", "Properties"), { Description: "x" })),
    ).toEqual([]);
  });

  test("keeps every role", () => {
    expect(templateWith((resources) => delete resources["Plan"])).toEqual([
      "delete: Plan is gone from the template, and with it from every account; keep it",
    ]);
  });

  test("keeps what the custodian is denied", () => {
    const statements = ["Custodian", "Properties", "Policies", 0, "PolicyDocument", "Statement"] as const;
    const shorten = (resources: Json) => {
      const all = Object.values(in_(resources, ...statements));
      const denial = all.find((one) => String(one["Sid"]) === "DestroysNothing");
      Object.assign(denial ?? {}, { Action: ["backup:DeleteBackupVault"] });
    };

    expect(templateWith(shorten)).toEqual([
      expect.stringMatching(
        /^denial-lost: Custodian\.Policies\[permissions\]\.PolicyDocument no longer denies backup:DeleteRecoveryPoint, .* \(statement DestroysNothing\); keep the denial$/,
      ),
    ]);
  });

  test("keeps who is trusted", () => {
    const trust = ["Apply", "Properties", "AssumeRolePolicyDocument", "Statement", 0] as const;

    expect(templateWith((resources) => Object.assign(in_(resources, ...trust), { Principal: { AWS: "*" } }))).toEqual([
      "access-widened: Apply.AssumeRolePolicyDocument newly allows sts:AssumeRole for anybody within other conditions (statement Trusted); keep to who had it",
    ]);
  });

  test("keeps a boundary", () => {
    const role = (more: object) => JSON.stringify({ Resources: { A: { Type: "AWS::IAM::Role", Properties: more } } });
    const change = (before: object, now: object) =>
      updated("aws_cloudformation_stack_set", { template_body: role(before) }, { template_body: role(now) });

    expect(change({ PermissionsBoundary: "b" }, { PermissionsBoundary: "b" })).toEqual([]);
    expect(change({}, { PermissionsBoundary: "b" })).toEqual([]);
    expect(change({ PermissionsBoundary: "b" }, {})).toEqual([
      "boundary-lost: A has another permissions boundary, or none; keep it",
    ]);
  });

  test("is JSON, and known", () => {
    const type = "aws_cloudformation_stack_set";

    expect(updated(type, { template_body: template }, { template_body: "Resources:" })).toEqual([
      "unjudged: the template is not JSON and cannot be judged; use a JSON template",
    ]);
    expect(updated(type, { template_body: template }, {}, { template_body: true })).toHaveLength(1);
  });
});

test("of everything that the example organization deploys, nothing is held against its being created", () => {
  const found = [...stacksOf(exampleEstate())].flatMap(([stack, { resource }]) =>
    Object.entries(resource).flatMap(([type, named]) =>
      Object.values(named).flatMap((after) =>
        linesOf(planOf({ type, actions: ["create"], after })).map((line) => `${stack} ${type} ${line}`),
      ),
    ),
  );

  expect(found).toEqual([]);
});

test("nor against its being put as it is", () => {
  const found = [...stacksOf(exampleEstate()).values()].flatMap(({ resource }) =>
    Object.entries(resource).flatMap(([type, named]) =>
      Object.values(named).flatMap((body) => updated(type, body, { ...body, tags: { a: "b" } })),
    ),
  );

  expect(found).toEqual([]);
});
