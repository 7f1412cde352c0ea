import { describe, expect, test } from "vitest";
import { accountClasses } from "../../../src/model.ts";
import {
  backupRole,
  eventForwarderRole,
  githubOidcHost,
  hubApplyRole,
  hubPlanRole,
  pipelinePlanRole,
  stackTag,
} from "../../../src/names.ts";
import type { Judge } from "../../emulator/model/access.ts";
import { isBoundByResourceControl } from "../../emulator/model/organizations/resource-control-policy.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { githubIds } from "../../support/github-ids.ts";
import { promised } from "../judge/quick-judge.ts";
import { rolesOf } from "../organization/attacks.ts";
import { callsOf, stacksOf } from "../organization/deployed-stacks.ts";
import { guarded as simulated } from "../organization/guarded.ts";
import { quick } from "../organization/judge.ts";
import {
  type Context,
  example,
  nobody,
  Organization,
  organizationOf,
  type Principal,
  type Request,
  type Target,
} from "../organization/organization.ts";
import { classlessAccount, outsideAccount } from "../organization/people.ts";
import { account, accountsOf, central, organization, shared } from "../organization/places.ts";
import { askAll } from "../security/support/matrix.ts";

const { estate } = simulated;
const guarded = organizationOf(estate, promised(quick));
const unguarded = organizationOf(example.estate, promised(quick));
const without = (in_: Organization, sid: string) => in_.without(sid, "resource control policy");

const policy = "resource control policy of lockstep-resource-guardrails";
const stranger = example.administrator(outsideAccount);
const payments = account("payments-prod").accountId;
const members = [
  shared.accountId,
  ...accountClasses.flatMap((cls) => [central[cls].accountId, ...accountsOf(cls).map(({ accountId }) => accountId)]),
];

/** A policy by which somebody has let everybody in. */
const open = (Action: string, Principal: "*" | Readonly<Record<string, string>> = "*"): Document => ({
  Version: "2012-10-17",
  Statement: [
    { Sid: "Open", Effect: "Allow", Principal, Action, ...(Action.startsWith("sts:") ? {} : { Resource: "*" }) },
  ],
});

const role = (
  accountId: string,
  name: string,
  Action = "sts:AssumeRole",
  who?: Parameters<typeof open>[1],
): Target => ({
  ...guarded.roleTarget(accountId, name),
  trust: open(Action, who),
});

const rolesThere: readonly Request[] = members.flatMap((accountId) =>
  rolesOf(guarded, accountId).map((name): Request => ["sts:AssumeRole", role(accountId, name)]),
);
const keysThere: readonly Target[] = guarded.written
  .filter(({ kind }) => kind === "key policy")
  .map(({ accountId, region, of }) => ({ ...guarded.key(accountId, region, of), policy: open("kms:*") }));
const usesOf = (key: Target): readonly Request[] =>
  ["kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:DescribeKey"].map((action): Request => [action, key]);
const usesOfKeys = keysThere.flatMap(usesOf);
const state: readonly Request[] = [
  ["s3:GetObject", { ...guarded.state("state/shared/shared.tfstate"), policy: open("s3:*") }],
  ["s3:PutObject", { ...guarded.state("ledger/shared/shared.json"), policy: open("s3:*") }],
  ["s3:ListBucket", { ...guarded.state(""), policy: open("s3:*") }],
  ["s3:PutBucketPolicy", { ...guarded.state(""), policy: open("s3:*") }],
];
const special = [shared.accountId, central.prod.accountId, central.nonprod.accountId];
/** As if somebody had taken the alias away. */
const bareKeys = keysThere
  .filter(({ accountId }) => special.includes(accountId))
  .flatMap((key) => usesOf({ ...key, context: {} }));
const everything = [...rolesThere, ...usesOfKeys, ...bareKeys, ...state];

/** Requests that are allowed; without the policy all of them are, or the test would prove nothing. */
async function stillAllowed(principal: Principal, requests: readonly Request[]): Promise<readonly string[]> {
  expect(requests).not.toEqual([]);
  expect(await unguarded.denied(principal, requests)).toEqual([]);
  return guarded.allowed(principal, requests);
}

describe("whom somebody has let in from outside the organization", () => {
  test("takes no role of Lockstep's", async () => {
    expect(await stillAllowed(stranger, rolesThere)).toEqual([]);
  });

  test("uses no key, by the key's policy or by a grant", async () => {
    expect(await stillAllowed(stranger, usesOfKeys)).toEqual([]);
  });

  test("reads and writes no state", async () => {
    expect(await stillAllowed(stranger, state)).toEqual([]);
  });

  test("is refused as a root user", async () => {
    expect(await stillAllowed(example.rootUser(outsideAccount), everything)).toEqual([]);
  });

  test("is refused as somebody whose account is in no organization", async () => {
    const nowhere = organizationOf(estate, async ({ context, ...question }) => {
      const { "aws:PrincipalOrgID": _, "aws:PrincipalOrgPaths": __, ...rest } = context;
      return quick({ ...question, context: rest });
    });

    expect(await nowhere.allowed(stranger, everything)).toEqual([]);
  });

  test.each([
    ["RolesForMembersOnly", ["sts:AssumeRole", role(payments, backupRole)]],
    ["StateForMembersOnly", ["s3:GetObject", { ...guarded.state("state/a"), policy: open("s3:*") }]],
    ["AliasedKeysForMembersOnly", ["kms:Decrypt", { ...guarded.key(payments, "eu-west-2"), policy: open("kms:*") }]],
    [
      "KeysForMembersOnly",
      ["kms:Decrypt", { ...guarded.key(central.prod.accountId, "eu-west-2"), policy: open("kms:*"), context: {} }],
    ],
  ] as const satisfies readonly (readonly [string, Request])[])("is refused by %s alone", async (sid, request) => {
    for (const in_ of [guarded, simulated]) {
      expect(await in_.verdict(stranger, request)).toEqual({ allowed: false, because: `${policy}: ${sid}` });
      expect(await without(in_, sid).lets(stranger, request)).toBe(true);
    }
  });
});

test("a key of the special accounts is kept when its alias is gone, one of an application account by its alias only", async () => {
  const bare = { ...guarded.key(payments, "eu-west-2"), policy: open("kms:*"), context: {} };

  expect(await stillAllowed(stranger, bareKeys)).toEqual([]);
  expect(await guarded.lets(stranger, ["kms:Decrypt", bare])).toBe(true);
});

test("other teams' keys, buckets and roles are none of its business", async () => {
  const ofOthers: readonly Request[] = [
    ["kms:Decrypt", { ...guarded.foreignKey(payments, "eu-west-2"), policy: open("kms:*") }],
    [
      "s3:GetObject",
      { ...guarded.state("a"), arn: "arn:aws:s3:::reports/a", accountId: payments, policy: open("s3:*") },
    ],
    ["sts:AssumeRole", { ...role(payments, backupRole), arn: `arn:aws:iam::${payments}:role/of-another-team` }],
  ];

  expect(await guarded.denied(stranger, ofOthers)).toEqual([]);
});

test("what is in the management account is not kept: no resource control policy binds it", async () => {
  const { managementAccountId } = organization;

  expect(await guarded.lets(stranger, ["sts:AssumeRole", role(managementAccountId, pipelinePlanRole)])).toBe(true);
});

describe("a service", () => {
  // it is of no account, and of no organization
  const service = (name: string): Principal => ({
    ...nobody(`${name}.amazonaws.com`, outsideAccount),
    guarded: false,
  });
  const works: Context = { "aws:PrincipalIsAWSService": "true" };
  const for_ = (accountId: string, organizationId: string): Context => ({
    ...works,
    "aws:SourceAccount": accountId,
    "aws:SourceOrgID": organizationId,
  });
  const saying = (requests: readonly Request[], context: Context) =>
    requests.map(([action, target]): Request => [action, target, context]);

  test("works for accounts of the organization, and where it does not say for whom", async () => {
    const own = for_(payments, organization.id);
    const backup = (context: Context): Request => ["sts:AssumeRole", guarded.roleTarget(payments, backupRole), context];
    const forward: Request = ["sts:AssumeRole", guarded.roleTarget(payments, eventForwarderRole), own];
    const alerts = guarded.key(shared.accountId, shared.region, "alias/lockstep-alerts");
    const publish: readonly Request[] = [
      ["kms:GenerateDataKey", alerts],
      ["kms:Decrypt", alerts],
    ];

    const forHub = saying(publish, for_(shared.accountId, organization.id));

    expect(await guarded.denied(service("backup"), [backup(own), backup(works)])).toEqual([]);
    expect(await guarded.denied(service("events"), [forward, ...forHub])).toEqual([]);
  });

  test("works for no account of another organization, nor for one of none", async () => {
    const who = service("lambda");
    const { "aws:SourceOrgID": _, ...ofNone } = for_(outsideAccount, "");

    expect(await stillAllowed(who, saying(everything, for_(outsideAccount, "o-zzzzzzzzzz")))).toEqual([]);
    expect(await stillAllowed(who, saying(everything, ofNone))).toEqual([]);
  });

  test.each(["Roles", "State", "AliasedKeys", "Keys"])("is kept from %s by a statement of its own", async (what) => {
    const who = service("lambda");
    const asked = saying(everything, for_(outsideAccount, "o-zzzzzzzzzz"));

    expect(await guarded.allowed(who, asked)).toEqual([]);
    const now = await without(guarded, `${what}ForUsOnly`).allowed(who, asked);
    expect(now.every((line) => line.includes({ Roles: "sts:", State: "s3:" }[what] ?? "kms:"))).toBe(true);
    expect(now).not.toEqual([]);
  });

  test("by its service-linked role copies on, whatever the policy says", async () => {
    const key = guarded.key(payments, "eu-west-2");
    const via: Context = { "kms:ViaService": "ec2.eu-west-2.amazonaws.com" };
    const elsewhere = { ...example.backupService(central.prod.accountId), accountId: outsideAccount };

    const copies = (who: Principal, target: Target) => guarded.lets(who, ["kms:ReEncryptFrom", target, via]);

    expect(await copies(guarded.backupService(central.prod.accountId), key)).toBe(true);
    expect(await copies(elsewhere, { ...key, policy: open("kms:*") })).toBe(true);
  });
});

describe("a token of GitHub", () => {
  const provider = (host: string) => `arn:aws:iam::${shared.accountId}:oidc-provider/${host}`;
  const take = "sts:AssumeRoleWithWebIdentity";
  const takes = (in_: Organization, name: string, context: Context, trust?: Document, host = githubOidcHost) => {
    const target = in_.roleTarget(shared.accountId, name);
    return in_.lets(nobody(provider(host), shared.accountId), [
      take,
      { ...target, ...(trust ? { trust } : {}) },
      context,
    ]);
  };
  const claims = (repository: string, environment: string): Context => ({
    [`${githubOidcHost}:aud`]: "sts.amazonaws.com",
    [`${githubOidcHost}:sub`]: `repo:${repository}:environment:${environment}`,
    [`${githubOidcHost}:ref`]: "refs/heads/main",
    ...githubIds(estate.pipeline, repository),
  });
  const widened = open(take, { Federated: provider(githubOidcHost) });
  const ours = claims("acme/backup", "app-prod");

  test("of this repository takes its hub role", async () => {
    expect(await takes(guarded, hubApplyRole("app-prod"), ours)).toBe(true);
  });

  test.each([
    ["another repository", claims("somebody/else", "app-prod")],
    ["a repository of the same name in other hands", { ...ours, ...githubIds(estate.pipeline, "somebody/else") }],
    ["the repository after it went to another owner", { ...ours, [`${githubOidcHost}:repository_owner_id`]: "1" }],
    ["another repository of the owner", { ...ours, [`${githubOidcHost}:repository_id`]: "1" }],
  ])("of %s takes none, even where a trust lets everybody in", async (_, context) => {
    expect(await takes(guarded, hubPlanRole, ours, widened)).toBe(true);
    expect(await takes(unguarded, hubPlanRole, context, widened)).toBe(true);
    expect(await takes(guarded, hubPlanRole, context, widened)).toBe(false);
  });

  test("of another identity provider takes none", async () => {
    const host = "gitlab.com";
    const trust = open(take, { Federated: provider(host) });
    const context = { [`${host}:sub`]: "project_path:acme/backup" };

    expect(await takes(unguarded, hubPlanRole, context, trust, host)).toBe(true);
    expect(await takes(guarded, hubPlanRole, context, trust, host)).toBe(false);
  });

  test("is told by the repository's name where config has no ids", async () => {
    const { pipeline } = estate;
    const named = organizationOf({ ...estate, pipeline: { ...pipeline, immutableIds: null } });

    expect(await takes(named, hubApplyRole("app-prod"), ours)).toBe(true);
    for (const other of ["somebody/else", "acme/backup2", "acme2/backup"]) {
      expect(await takes(named, hubPlanRole, claims(other, "app-prod"), widened), other).toBe(false);
    }
  });
});

test("whoever signs in by SAML still does, and takes duties' roles from there", async () => {
  const saml = `arn:aws:iam::${shared.accountId}:saml-provider/AWSSSO_0123456789abcdef_DO_NOT_DELETE`;
  const taken = role(shared.accountId, hubPlanRole, "sts:AssumeRoleWithSAML", { Federated: saml });

  expect(await guarded.lets(nobody(saml, shared.accountId), ["sts:AssumeRoleWithSAML", taken])).toBe(true);
});

describe("with it", () => {
  test.each(stacksOf(guarded))("the pipeline plans and applies $id", async (stack) => {
    const all = (kind: "read" | "create" | "update") => callsOf(guarded, stack, (calls) => calls[kind]);
    const apply = guarded.role(stack.accountId, stack.applyRole);

    expect(await guarded.denied(guarded.role(stack.accountId, pipelinePlanRole), all("read"))).toEqual([]);
    expect(await guarded.denied(apply, [...all("read"), ...all("create"), ...all("update")])).toEqual([]);
  });

  test("the pipeline makes and attaches no resource control policy where config has not asked for one", async () => {
    const [stack] = stacksOf(guarded).filter(({ id }) => id === "management");
    const type = { "organizations:PolicyType": "RESOURCE_CONTROL_POLICY" };
    const tags = { [stackTag]: "management" };
    const requests = (in_: Organization) =>
      ["CreatePolicy", "UpdatePolicy", "AttachPolicy"].map(
        (action): Request => [
          `organizations:${action}`,
          in_.organizationPolicy("resource_control_policy", action === "CreatePolicy" ? {} : tags),
          { ...type, ...(action === "CreatePolicy" && { [`aws:RequestTag/${stackTag}`]: "management" }) },
        ],
      );
    const by = (in_: Organization) => in_.role(organization.managementAccountId, stack?.applyRole ?? "");

    expect(await guarded.denied(by(guarded), requests(guarded))).toEqual([]);
    expect(await unguarded.allowed(by(unguarded), requests(unguarded))).toEqual([]);
  });

  test("nobody in the organization, no workflow and no service loses anything that they have without it", async () => {
    const lost: string[] = [];
    let kept = 0;
    const comparing: Judge = async (question) => {
      // of what these policies have no say nothing can be lost
      if (question.resourceControlPolicies.length === 0) return { allowed: false, because: "not asked" };
      const verdict = quick(question);
      if (verdict.allowed) kept++;
      else if (quick({ ...question, resourceControlPolicies: [] }).allowed) {
        lost.push(`${question.principalArn} ${question.action} on ${question.resourceArn}: ${verdict.because}`);
      }
      return verdict;
    };

    await askAll(new Organization(estate, guarded.resources, guarded.written, comparing), (action) =>
      isBoundByResourceControl("anybody", action),
    );

    expect(lost).toEqual([]);
    expect(kept).toBeGreaterThan(3_000);
  });
});

test("an account that config does not know is a member, and is not kept out by this", async () => {
  const requests: readonly Request[] = [
    ["kms:Decrypt", { ...guarded.key(payments, "eu-west-2"), policy: open("kms:*") }],
  ];

  expect(await guarded.denied(example.administrator(classlessAccount), requests)).toEqual([]);
});
