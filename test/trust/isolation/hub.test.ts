import { describe, expect, test } from "vitest";
import { type AccountClass, accountClasses } from "../../../src/model.ts";
import {
  applyNoteKey,
  failureKey,
  githubOidcHost,
  hubApplyRole,
  hubDeployPlanRole,
  hubPlanRole,
  ledgerKey,
  pipelineApplyRole,
  pipelinePlanRole,
  pipelineScopes,
  planFileKey,
  type Scope,
  stateKey,
} from "../../../src/names.ts";
import { rolesOf } from "../organization/attacks.ts";
import { example, nobody, type Request, type Target } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { everyAccount } from "../organization/pipeline.ts";
import { accountsOf, central, organization, shared } from "../organization/places.ts";

const scopes = pipelineScopes.map(({ scope }) => scope);
const provider = `arn:aws:iam::${shared.accountId}:oidc-provider/${githubOidcHost}`;
const byName = "repo:acme/backup";
const byId = "repo:acme@8675309/backup@1234567";

/** A workflow with the token that GitHub gave it. */
const takes = (role: string, claims: { readonly sub: string; readonly ref?: string; readonly aud?: string }) =>
  example.lets(nobody(provider, shared.accountId), [
    "sts:AssumeRoleWithWebIdentity",
    example.roleTarget(shared.accountId, role),
    {
      [`${githubOidcHost}:aud`]: claims.aud ?? "sts.amazonaws.com",
      [`${githubOidcHost}:sub`]: claims.sub,
      ...(claims.ref === undefined ? {} : { [`${githubOidcHost}:ref`]: claims.ref }),
    },
  ]);
const main = "refs/heads/main";

describe.each(scopes)("the hub role that applies %s", (scope) => {
  const role = hubApplyRole(scope);

  test("is taken from its environment on the deploying branch, by either form of the subject", async () => {
    expect(await takes(role, { sub: `${byName}:environment:${scope}`, ref: main })).toBe(true);
    expect(await takes(role, { sub: `${byId}:environment:${scope}`, ref: main })).toBe(true);
  });

  test("is not taken from another environment, branch, repository, or for another audience", async () => {
    const sub = `${byName}:environment:${scope}`;

    for (const one of scopes.filter((another) => another !== scope)) {
      expect(await takes(role, { sub: `${byName}:environment:${one}`, ref: main }), one).toBe(false);
    }
    expect(await takes(role, { sub, ref: "refs/heads/feature" })).toBe(false);
    expect(await takes(role, { sub, ref: "refs/pull/7/merge" })).toBe(false);
    expect(await takes(role, { sub })).toBe(false);
    expect(await takes(role, { sub, ref: main, aud: "https://github.com/acme" })).toBe(false);
    expect(await takes(role, { sub: `repo:acme/other:environment:${scope}`, ref: main })).toBe(false);
    expect(await takes(role, { sub: `repo:acme@1/backup@1234567:environment:${scope}`, ref: main })).toBe(false);
    expect(await takes(role, { sub: `${byName}:ref:${main}`, ref: main })).toBe(false);
    expect(await takes(role, { sub: `${byName}:pull_request`, ref: "refs/pull/7/merge" })).toBe(false);
  });

  test("is not taken by anybody inside AWS", async () => {
    const attacks: readonly Request[] = [["sts:AssumeRole", example.roleTarget(shared.accountId, role)]];

    for (const id of [...everyAccount, outsideAccount]) {
      expect(await example.allowed(example.administrator(id), attacks), id).toEqual([]);
    }
  });

  test("enters the accounts of its scope, and no other", async () => {
    const allowed = everyAccount.filter((id) => entered(scope).includes(id));

    expect(await entries(scope, pipelineApplyRole(scope))).toEqual(allowed);
  });

  test("takes no role but the one of its scope", async () => {
    const others = everyAccount.flatMap((id) =>
      rolesOf(example, id)
        .filter((name) => name !== pipelineApplyRole(scope))
        .map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );

    expect(await example.allowed(example.role(shared.accountId, role), others)).toEqual([]);
  });

  test("reads and writes the state of its scope, and no other", async () => {
    const principal = example.role(shared.accountId, role);
    const others = scopes.filter((another) => another !== scope);

    expect(await example.denied(principal, [...read(scope), ...write(scope)])).toEqual([]);
    expect(
      await example.allowed(
        principal,
        others.flatMap((one) => [...read(one), ...write(one)]),
      ),
    ).toEqual([]);
  });

  test("reads the saved plans of its scope alone, and puts none in their place", async () => {
    const plans = (one: Scope) => example.state(planFileKey(one, "77", "1", one));
    const others = scopes.filter((another) => another !== scope);
    const principal = example.role(shared.accountId, role);

    expect(await example.lets(principal, ["s3:GetObject", plans(scope)])).toBe(true);
    expect(
      await example.allowed(
        principal,
        others.map((one): Request => ["s3:GetObject", plans(one)]),
      ),
    ).toEqual([]);
    expect(
      await example.allowed(
        principal,
        scopes.map((one): Request => ["s3:PutObject", plans(one)]),
      ),
    ).toEqual([]);
  });

  test("writes down what it applied and what failed in its scope, and no other", async () => {
    const notes = (one: Scope) => [
      example.state(ledgerKey(one, one)),
      example.state(applyNoteKey(one, one)),
      example.state(failureKey(one, "77", "1", one)),
    ];
    const requests = (one: Scope) =>
      notes(one).flatMap((object): readonly Request[] => [
        ["s3:GetObject", object],
        ["s3:PutObject", object],
      ]);
    const others = scopes.filter((another) => another !== scope);
    const principal = example.role(shared.accountId, role);
    // who lets go of an account must know that no policy reaches it any more
    const readsToo: readonly Scope[] =
      scope === "app-prod" ? ["policies-prod"] : scope === "app-nonprod" ? ["policies-nonprod"] : [];
    const readable = readsToo
      .flatMap((one) => [ledgerKey(one, one), applyNoteKey(one, one)])
      .map((key): Request => ["s3:GetObject", example.state(key)]);

    expect(await example.denied(principal, [...requests(scope), ...readable])).toEqual([]);
    expect(await example.allowed(principal, others.flatMap(requests))).toEqual(
      readable.map(([action, { arn }]) => `${action} on ${arn}`),
    );
    expect(
      await example.allowed(
        principal,
        notes(scope).map((object): Request => ["s3:DeleteObject", object]),
      ),
    ).toEqual([]);
  });

  test("deletes a state's lock and never a state or its history", async () => {
    const principal = example.role(shared.accountId, role);
    const state = example.state(stateKey(scope, scope));

    expect(
      await example.allowed(principal, [
        ["s3:DeleteObject", state],
        ["s3:DeleteObjectVersion", state],
        ["s3:DeleteBucket", example.state("")],
        ["s3:PutBucketPolicy", example.state("")],
      ]),
    ).toEqual([]);
  });
});

describe("the hub role that plans", () => {
  const role = () => example.role(shared.accountId, hubPlanRole);

  test("is taken from pull requests and from the deploying branch", async () => {
    for (const repository of [byName, byId]) {
      expect(await takes(hubPlanRole, { sub: `${repository}:pull_request` })).toBe(true);
      expect(await takes(hubPlanRole, { sub: `${repository}:ref:${main}` })).toBe(true);
    }
  });

  test("is not taken from other repositories, branches or tags", async () => {
    expect(await takes(hubPlanRole, { sub: "repo:acme/other:pull_request" })).toBe(false);
    expect(await takes(hubPlanRole, { sub: `${byName}:ref:refs/heads/feature` })).toBe(false);
    expect(await takes(hubPlanRole, { sub: `${byName}:ref:refs/tags/v1` })).toBe(false);
  });

  test("enters every account with the plan role, and takes no other role", async () => {
    const plan: Request[] = everyAccount.map((id) => ["sts:AssumeRole", example.roleTarget(id, pipelinePlanRole)]);
    const others = everyAccount.flatMap((id) =>
      rolesOf(example, id)
        .filter((name) => name !== pipelinePlanRole)
        .map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );

    expect(await example.denied(role(), plan)).toEqual([]);
    expect(await example.allowed(role(), others)).toEqual([]);
  });

  test("reads every state and writes none", async () => {
    expect(await example.denied(role(), scopes.flatMap(read))).toEqual([]);
    expect(await example.allowed(role(), scopes.flatMap(write))).toEqual([]);
  });

  test("reads what was applied, and no saved plan", async () => {
    const notes = scopes.flatMap((scope) => [ledgerKey(scope, scope), applyNoteKey(scope, scope)]);

    expect(
      await example.denied(
        role(),
        notes.map((note): Request => ["s3:GetObject", example.state(note)]),
      ),
    ).toEqual([]);
    expect(
      await example.allowed(
        role(),
        notes.map((note): Request => ["s3:PutObject", example.state(note)]),
      ),
    ).toEqual([]);
    expect(await example.allowed(role(), [...scopes.flatMap(readPlan), ...scopes.flatMap(writePlan)])).toEqual([]);
  });
});

describe("the hub role that plans a deploy", () => {
  const role = () => example.role(shared.accountId, hubDeployPlanRole);

  test("is taken from the deploying branch, and from no pull request", async () => {
    for (const repository of [byName, byId]) {
      expect(await takes(hubDeployPlanRole, { sub: `${repository}:ref:${main}` })).toBe(true);
      expect(await takes(hubDeployPlanRole, { sub: `${repository}:pull_request` })).toBe(false);
    }
    expect(await takes(hubDeployPlanRole, { sub: `${byName}:ref:refs/heads/feature` })).toBe(false);
  });

  test("keeps plans, which it cannot read again, and writes nothing else", async () => {
    const notes = scopes.flatMap((scope): readonly Request[] => [
      ["s3:PutObject", example.state(ledgerKey(scope, scope))],
      ["s3:PutObject", example.state(applyNoteKey(scope, scope))],
      ["s3:PutObject", example.state(failureKey(scope, "77", "1", scope))],
    ]);

    const readNotes = scopes.map((scope): Request => ["s3:GetObject", example.state(applyNoteKey(scope, scope))]);

    expect(await example.denied(role(), [...scopes.flatMap(read), ...readNotes, ...scopes.flatMap(writePlan)])).toEqual(
      [],
    );
    expect(await example.allowed(role(), [...scopes.flatMap(write), ...notes, ...scopes.flatMap(readPlan)])).toEqual(
      [],
    );
  });

  test("enters accounts with the plan role, and takes no other role", async () => {
    const others = everyAccount.flatMap((id) =>
      rolesOf(example, id)
        .filter((name) => name !== pipelinePlanRole)
        .map((name): Request => ["sts:AssumeRole", example.roleTarget(id, name)]),
    );
    const plan = everyAccount.map((id): Request => ["sts:AssumeRole", example.roleTarget(id, pipelinePlanRole)]);

    expect(await example.denied(role(), plan)).toEqual([]);
    expect(await example.allowed(role(), others)).toEqual([]);
  });
});

const readPlan = (scope: Scope): readonly Request[] => [
  ["s3:GetObject", example.state(planFileKey(scope, "77", "1", scope))],
];
const writePlan = (scope: Scope): readonly Request[] => [
  ["s3:PutObject", example.state(planFileKey(scope, "77", "1", scope))],
];

describe("what the above rests on", () => {
  test.each(accountClasses)("nothing is entered for %s that the shared stack does not list", async (cls) => {
    const unlisted = example.without("ByAccount", "managed policy").without("ByUnit", "managed policy");
    const role = unlisted.role(shared.accountId, hubApplyRole(`app-${cls}`));
    const requests = everyAccount.map((id): Request => ["sts:AssumeRole", unlisted.roleTarget(id, applyRole)]);

    expect(await unlisted.allowed(role, requests)).toEqual([]);
  });

  test("a list that holds a special account does not open it", async () => {
    const special = [central.prod.accountId, central.nonprod.accountId, shared.accountId];
    const listed = example.with("managed policy", "lockstep-accounts-nonprod", {
      Version: "2012-10-17",
      Statement: [
        { Sid: "All", Effect: "Allow", Action: "sts:AssumeRole", Resource: `arn:aws:iam::*:role/${applyRole}` },
      ],
    });
    const requests = (in_: typeof example) =>
      special.map((id): Request => ["sts:AssumeRole", in_.roleTarget(id, applyRole)]);
    const roleIn = (in_: typeof example) => in_.role(shared.accountId, hubApplyRole("app-nonprod"));
    const open = listed.without("NotTheSpecialAccounts");

    expect(await listed.allowed(roleIn(listed), requests(listed))).toEqual([]);
    expect(await open.denied(roleIn(open), requests(open))).toEqual([]);
  });
});

const applyRole = pipelineApplyRole("app-prod");

function entered(scope: Scope): readonly string[] {
  const accounts = (cls: AccountClass) => accountsOf(cls).map(({ accountId }) => accountId);
  switch (scope) {
    case "app-prod":
      return accounts("prod");
    case "app-nonprod":
      return accounts("nonprod");
    case "central-prod":
      return [central.prod.accountId];
    case "central-nonprod":
      return [central.nonprod.accountId];
    case "management":
      return [organization.managementAccountId];
    default:
      return [shared.accountId];
  }
}

async function entries(scope: Scope, name: string): Promise<readonly string[]> {
  const role = example.role(shared.accountId, hubApplyRole(scope));
  const there = everyAccount.filter((id) => rolesOf(example, id).includes(name));
  const verdicts = await Promise.all(
    there.map((id) => example.lets(role, ["sts:AssumeRole", example.roleTarget(id, name)])),
  );
  return there.filter((_, index) => verdicts[index]);
}

const stateOf = (scope: Scope): Target => example.state(stateKey(scope, scope));
const read = (scope: Scope): readonly Request[] => [
  ["s3:GetObject", stateOf(scope)],
  ["s3:ListBucket", example.state(""), { "s3:prefix": stateKey(scope, scope) }],
];
const write = (scope: Scope): readonly Request[] => [
  ["s3:PutObject", stateOf(scope)],
  ["s3:PutObject", example.state(`${stateKey(scope, scope)}.tflock`)],
  ["s3:DeleteObject", example.state(`${stateKey(scope, scope)}.tflock`)],
];
