import { describe, expect, test } from "vitest";
import type { NamedDocument, Question } from "../model/access.ts";
import { allowEverything, type Document, type Statement } from "../model/policy-document.ts";
import { iamJudge } from "./iam-judge.ts";

const here = "111111111111";
const elsewhere = "222222222222";
const judge = iamJudge();

const named = (name: string, ...Statement: Statement[]): NamedDocument => ({
  name,
  document: { Version: "2012-10-17", Statement },
});
const allow = (Sid: string, Action: string, more: Partial<Statement> = {}): Statement => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const deny = (Sid: string, Action: string, more: Partial<Statement> = {}): Statement => ({
  ...allow(Sid, Action, more),
  Effect: "Deny",
});
const vaultPolicy = (...statements: Statement[]) => named("vault policy of lockstep-local", ...statements);
const everything: NamedDocument = { name: "managed policy AdministratorAccess", document: allowEverything };
const fullAccess: NamedDocument = { name: "service control policy FullAWSAccess", document: allowEverything };
const onRoot = (...policies: NamedDocument[]) => [{ of: "r-ab12", policies }];

const asks = (change: Partial<Question> = {}): Question => ({
  principalArn: `arn:aws:iam::${here}:role/Administrator`,
  action: "backup:DeleteBackupVault",
  resourceArn: `arn:aws:backup:eu-west-2:${here}:backup-vault:lockstep-local`,
  resourceAccountId: here,
  context: {},
  identityPolicies: [everything],
  boundary: null,
  serviceControlPolicies: [],
  resourceControlPolicies: [],
  resourcePolicy: null,
  ...change,
});

test("an identity policy allows it", async () => {
  expect(await judge(asks())).toEqual({ allowed: true, because: "managed policy AdministratorAccess: Everything" });
});

test("nothing allows it", async () => {
  const own = named("inline policy own of reader", allow("Reads", "backup:DescribeBackupVault"));

  expect(await judge(asks({ identityPolicies: [own] }))).toEqual({ allowed: false, because: "nothing allows it" });
});

test("a denial stands above what allows it, whoever asks", async () => {
  const resourcePolicy = vaultPolicy(deny("NobodyDeletesOrShortens", "backup:DeleteBackupVault", { Principal: "*" }));
  const because = "vault policy of lockstep-local: NobodyDeletesOrShortens";

  expect(await judge(asks({ resourcePolicy }))).toEqual({ allowed: false, because });
  expect(await judge(asks({ resourcePolicy, principalArn: `arn:aws:iam::${here}:root` }))).toEqual({
    allowed: false,
    because,
  });
});

test("a denial to a whole account is named as well", async () => {
  const Principal = { AWS: `arn:aws:iam::${here}:root` };
  const resourcePolicy = vaultPolicy(deny("NotThisAccount", "backup:DeleteBackupVault", { Principal }));

  expect(await judge(asks({ resourcePolicy }))).toEqual({
    allowed: false,
    because: "vault policy of lockstep-local: NotThisAccount",
  });
});

test("each of several denials is named", async () => {
  const verdict = await judge(
    asks({
      identityPolicies: [everything, named("inline policy guard of a", deny("Own", "backup:*"))],
      resourcePolicy: vaultPolicy(deny("Vault", "backup:DeleteBackupVault", { Principal: "*" })),
    }),
  );

  expect(verdict.because).toBe("inline policy guard of a: Own, vault policy of lockstep-local: Vault");
});

describe("a service control policy", () => {
  const guardrails = named(
    "service control policy lockstep-guardrails",
    deny("Vaults", "backup:DeleteBackupVault", {
      Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/custodian" } },
    }),
  );
  const by = (name: string) => {
    const principalArn = `arn:aws:iam::${here}:role/${name}`;
    return asks({
      principalArn,
      context: { "aws:PrincipalArn": principalArn },
      serviceControlPolicies: onRoot(fullAccess, guardrails),
    });
  };

  test("denies it by its conditions", async () => {
    expect(await judge(by("Administrator"))).toEqual({
      allowed: false,
      because: "service control policy lockstep-guardrails: Vaults",
    });
    expect((await judge(by("custodian"))).allowed).toBe(true);
  });

  test("has to allow it at every level", async () => {
    const question = asks({ serviceControlPolicies: [...onRoot(fullAccess), { of: here, policies: [] }] });

    expect(await judge(question)).toEqual({
      allowed: false,
      because: `no service control policy on ${here} allows it`,
    });
  });
});

describe("a resource control policy", () => {
  const within = named(
    "resource control policy lockstep-resource-guardrails",
    deny("Keys", "kms:*", {
      Principal: "*",
      Condition: { StringNotEqualsIfExists: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
    }),
  );
  const uses = (change: Partial<Question>) =>
    judge(
      asks({
        principalArn: `arn:aws:iam::${elsewhere}:role/reader`,
        action: "kms:Decrypt",
        resourceArn: `arn:aws:kms:eu-west-2:${here}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        resourceControlPolicies: [within],
        resourcePolicy: named("key policy of alias/a", allow("Anybody", "kms:*", { Principal: "*" })),
        ...change,
      }),
    );
  const because = "resource control policy lockstep-resource-guardrails: Keys";

  test("denies what the resource's own policy allows, and stands in nobody else's way", async () => {
    const context = (id: string) => ({ context: { "aws:PrincipalOrgID": id } });

    expect(await uses(context("o-zzzzzzzzzz"))).toEqual({ allowed: false, because });
    expect(await uses({})).toEqual({ allowed: false, because });
    expect((await uses(context("o-a1b2c3d4e5"))).allowed).toBe(true);
    expect((await uses({ ...context("o-zzzzzzzzzz"), resourceControlPolicies: [] })).allowed).toBe(true);
  });

  test("denies a token of another repository the role, and is named", async () => {
    const host = "token.actions.githubusercontent.com";
    const provider = `arn:aws:iam::${here}:oidc-provider/${host}`;
    const Action = "sts:AssumeRoleWithWebIdentity";
    const takes = (repository: string) =>
      judge(
        asks({
          action: Action,
          principalArn: provider,
          identityPolicies: [],
          resourceArn: `arn:aws:iam::${here}:role/hub`,
          context: { [`${host}:repository_id`]: repository },
          resourceControlPolicies: [
            named(
              "ours",
              deny("Ours", Action, {
                Principal: "*",
                Condition: { StringNotEqualsIfExists: { [`${host}:repository_id`]: "7" } },
              }),
            ),
          ],
          resourcePolicy: named("trust of hub", {
            Sid: "Open",
            Effect: "Allow",
            Action,
            Principal: { Federated: provider },
          }),
        }),
      );

    expect(await takes("7")).toEqual({ allowed: true, because: "trust of hub: Open" });
    expect(await takes("8")).toEqual({ allowed: false, because: "ours: Ours" });
  });

  test("that AWS would not take is a mistake of the test", async () => {
    const resourceControlPolicies = [named("broken", allow("Allowed", "kms:*", { Principal: "*" }))];

    await expect(uses({ resourceControlPolicies })).rejects.toThrow("cannot be simulated");
  });
});

test("a boundary allows no more than it says", async () => {
  const boundary = named("boundary lockstep-boundary", allow("Reads", "backup:Describe*"));

  expect(await judge(asks({ boundary }))).toEqual({
    allowed: false,
    because: "boundary lockstep-boundary does not allow it",
  });
  expect((await judge(asks({ boundary, action: "backup:DescribeBackupVault" }))).allowed).toBe(true);
});

test("across accounts both sides have to allow it", async () => {
  const copies = (change: Partial<Question>) =>
    judge(
      asks({
        principalArn: `arn:aws:iam::${elsewhere}:role/backup`,
        context: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
        action: "backup:CopyIntoBackupVault",
        ...change,
      }),
    );
  const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } };
  const open = vaultPolicy(allow("CopyIn", "backup:CopyIntoBackupVault", { Principal: "*", Condition }));

  expect(await copies({ resourcePolicy: open })).toEqual({
    allowed: true,
    because: "managed policy AdministratorAccess: Everything, vault policy of lockstep-local: CopyIn",
  });
  expect((await copies({ resourcePolicy: open, identityPolicies: [] })).allowed).toBe(false);
  expect((await copies({ resourcePolicy: null })).allowed).toBe(false);
  expect((await copies({ resourcePolicy: open, context: { "aws:PrincipalOrgID": "o-zzzzzzzzzz" } })).allowed).toBe(
    false,
  );
});

test("the account of a key decides about it only if the key's policy says so", async () => {
  const uses = (resourcePolicy: NamedDocument) =>
    judge(
      asks({
        action: "kms:Decrypt",
        resourceArn: `arn:aws:kms:eu-west-2:${here}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
        resourcePolicy,
      }),
    );
  const Principal = { AWS: `arn:aws:iam::${here}:root` };

  expect((await uses(named("key policy of alias/a", allow("Account", "kms:*", { Principal })))).allowed).toBe(true);
  expect((await uses(named("key policy of alias/a"))).allowed).toBe(false);
});

test("an action that knows no resources is asked on all of them", async () => {
  expect((await judge(asks({ action: "backup:UpdateRegionSettings" }))).allowed).toBe(true);
});

describe("a role", () => {
  const takes = (change: Partial<Question>) =>
    judge(
      asks({ action: "sts:AssumeRole", resourceArn: `arn:aws:iam::${here}:role/lockstep-vault-custodian`, ...change }),
    );
  const trust = (more: Partial<Statement>) =>
    named("trust of lockstep-vault-custodian", {
      Sid: "Trusted",
      Effect: "Allow",
      Action: "sts:AssumeRole",
      ...more,
    });

  test("is taken by those whom its trust names and whom their own account lets", async () => {
    const principalArn = `arn:aws:iam::${elsewhere}:user/custodian-1`;
    const resourcePolicy = trust({
      Principal: { AWS: `arn:aws:iam::${elsewhere}:root` },
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } },
    });
    const withMfa = { "aws:MultiFactorAuthPresent": "true" };

    expect(await takes({ principalArn, resourcePolicy, context: withMfa })).toEqual({
      allowed: true,
      because: "managed policy AdministratorAccess: Everything, trust of lockstep-vault-custodian: Trusted",
    });
    expect((await takes({ principalArn, resourcePolicy })).allowed).toBe(false);
    expect((await takes({ principalArn, resourcePolicy, context: withMfa, identityPolicies: [] })).allowed).toBe(false);
  });

  test("is not taken by an administrator of its own account whom its trust does not name", async () => {
    const resourcePolicy = trust({ Principal: { AWS: `arn:aws:iam::${elsewhere}:root` } });

    expect(await takes({ resourcePolicy })).toEqual({ allowed: false, because: "nothing allows it" });
  });

  test.each([
    ["the deploying job", {}, true],
    ["another repository", { sub: "repo:somebody/else:environment:app-prod" }, false],
    ["another audience", { aud: "https://github.com/acme" }, false],
    ["another branch", { ref: "refs/heads/feature" }, false],
  ])("is taken with GitHub's token by %s: %s", async (_, change, allowed) => {
    const host = "token.actions.githubusercontent.com";
    const provider = `arn:aws:iam::${here}:oidc-provider/${host}`;
    const claims = {
      sub: "repo:acme/backup:environment:app-prod",
      aud: "sts.amazonaws.com",
      ref: "refs/heads/main",
    };
    const keys = (of: object) =>
      Object.fromEntries(Object.entries(of).map(([key, value]) => [`${host}:${key}`, value]));
    const resourcePolicy = trust({
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider },
      Condition: { StringEquals: keys(claims) },
    });

    const verdict = await takes({
      action: "sts:AssumeRoleWithWebIdentity",
      principalArn: provider,
      identityPolicies: [],
      resourcePolicy,
      context: keys({ ...claims, ...change }),
    });

    expect(verdict).toEqual({
      allowed,
      because: allowed ? "trust of lockstep-vault-custodian: Trusted" : "nothing allows it",
    });
  });

  test("is not taken with a token when its trust denies it, which is named", async () => {
    const provider = `arn:aws:iam::${here}:oidc-provider/token.actions.githubusercontent.com`;
    const open: Statement = {
      Sid: "Open",
      Effect: "Allow",
      Action: "sts:AssumeRoleWithWebIdentity",
      Principal: { Federated: provider },
    };
    const resourcePolicy = named("trust of hub", open, { ...open, Sid: "Closed", Effect: "Deny" });

    expect(
      await takes({
        action: "sts:AssumeRoleWithWebIdentity",
        principalArn: provider,
        identityPolicies: [],
        resourcePolicy,
      }),
    ).toEqual({ allowed: false, because: "trust of hub: Closed" });
  });
});

test("an action that AWS does not know is a mistake of the test, and so is a document that it would not take", async () => {
  const broken = { Version: "2012-10-17", Statement: [{ Effect: "Allow" }] } as unknown as Document;

  await expect(judge(asks({ action: "backup:LoseEverything" }))).rejects.toThrow("does not exist");
  await expect(judge(asks({ identityPolicies: [{ name: "broken", document: broken }] }))).rejects.toThrow(
    "cannot be simulated",
  );
});

test("a changed document is judged anew, a document that says the same is not", () => {
  const own = (...statements: Statement[]) => asks({ identityPolicies: [named("own", ...statements)] });
  const first = judge(own(allow("All", "*")));

  expect(judge(own(allow("All", "*")))).toBe(first);
  expect(judge(own(allow("Reads", "backup:Describe*")))).not.toBe(first);
  expect(judge({ ...own(allow("All", "*")), context: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } })).not.toBe(first);
});
