import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { iamJudge } from "../../emulator/judge/iam-judge.ts";
import type { NamedDocument, Question, Verdict } from "../../emulator/model/access.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import { runs, seed } from "../../support/soak.ts";
import { example, Organization } from "../organization/organization.ts";
import { askAll } from "../security/support/matrix.ts";
import { quickJudge } from "./quick-judge.ts";
import { questions } from "./random-questions.ts";

const here = "111111111111";
const simulator = iamJudge();
const judge = quickJudge();

describe("answers as the simulator does, with the same reasons", () => {
  test("whatever small documents say", async () => {
    let allowed = 0;

    await fc.assert(
      fc.asyncProperty(questions, async (question) => {
        const verdict = judge(question);
        if (verdict.allowed) allowed++;
        expect(verdict).toEqual(await simulator(question));
      }),
      { numRuns: runs(400, 8_000), seed },
    );

    expect(allowed).toBeGreaterThan(20);
  });

  test("whatever is asked of the example organization", async () => {
    // a million questions: one of so many is enough to be asked again
    const asked = await questionsOf(example, runs(1201, 121));

    const expected = await Promise.all(asked.map(simulator));

    expect(asked.length).toBeGreaterThan(700);
    expect(differences(asked, expected)).toEqual([]);
  });
});

test("a document is read once, and a changed one is another object", () => {
  const own = (document: Document) => asks({ identityPolicies: [named("own", document)] });
  const statements = [...allowEverything.Statement];
  const document: Document = { Version: "2012-10-17", Statement: statements };

  expect(judge(own(document)).allowed).toBe(true);
  statements.pop();
  expect(judge(own(document)).allowed).toBe(true);
  expect(judge(own({ ...document })).allowed).toBe(false);
});

test("a key's own policy decides on what KMS does, not on what another service does with its name", async () => {
  const resourceArn = `arn:aws:kms:eu-west-2:${here}:key/0123456789abcdef0`;
  const asked = ["kms:Decrypt", "events:UpdateArchive"].map((action) => asks({ action, resourceArn }));

  expect(asked.map((question) => judge(question).allowed)).toEqual([false, true]);
  expect(asked.map(judge)).toEqual(await Promise.all(asked.map(simulator)));
});

// the simulator lets its account take it; AWS: "A role trust policy is a required resource-based policy" (IAM User
// Guide, "IAM roles", terms and concepts)
test("a role without a trust is taken by nobody", async () => {
  const question = asks({ action: "sts:AssumeRole", resourceArn: `arn:aws:iam::${here}:role/reader` });

  expect(judge(question)).toEqual({ allowed: false, because: "nothing allows it" });
  expect((await simulator(question)).allowed).toBe(true);
});

describe("what is in the caller's own account, as AWS's policies say it", () => {
  const own = saying({ Condition: { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } } });

  test.each<[string, Question["context"], boolean]>([
    ["the same", { "aws:PrincipalAccount": here, "aws:ResourceAccount": here }, true],
    ["another", { "aws:PrincipalAccount": here, "aws:ResourceAccount": "222222222222" }, false],
    ["nobody knows whose", { "aws:PrincipalAccount": here }, false],
    ["nobody knows of whom", { "aws:ResourceAccount": here }, false],
  ])("%s", async (_, context, allowed) => {
    const question = asks({ ...own, context });

    expect(judge(question).allowed).toBe(allowed);
    expect(judge(question)).toEqual(await simulator(question));
  });
});

describe("what it does not know it says, and guesses nothing", () => {
  const condition = (operator: string, key: string, value: string) =>
    saying({ Condition: { [operator]: { [key]: value } } });
  const onVault = (more: object) => ({ resourcePolicy: named("vault policy", document(more)), identityPolicies: [] });

  test.each<[string, Partial<Question>]>([
    ["got backup:LoseEverything, which does not exist", { action: "backup:LoseEverything" }],
    ["got backup:DeleteBackupVault on arn:aws:backup:*; ask for one resource", { resourceArn: "arn:aws:backup:*" }],
    ["got the policy variable ${aws:username}", condition("StringLike", "s3:prefix", "${aws:username}")],
    ["got the policy variable ${aws:username}/*", condition("StringEquals", "s3:prefix", "${aws:username}/*")],
    [
      "got StringEquals for aws:PrincipalOrgPaths, which has several values",
      condition("StringEquals", "s3:prefix", "${aws:PrincipalOrgPaths}"),
    ],
    ["got the policy variable arn:aws:s3:::${aws:username}", saying({ Resource: "arn:aws:s3:::${aws:username}" })],
    ["got BinaryEquals; quickJudge knows", condition("BinaryEquals", "s3:prefix", "QQ==")],
    ["got StringEquals for aws:TagKeys, which has several values", condition("StringEquals", "aws:TagKeys", "a")],
    [
      "got StringEquals for aws:PrincipalArn, which has several values",
      { ...condition("StringEquals", "aws:PrincipalArn", "a"), context: { "aws:PrincipalArn": ["a", "b"] } },
    ],
    ["got *; use an ARN of six parts", condition("ArnLike", "aws:PrincipalArn", "*")],
    [
      "got backup.amazonaws.com; use an ARN of six parts",
      {
        ...condition("ArnNotLike", "aws:PrincipalArn", "arn:aws:iam::*:role/a"),
        context: { "aws:PrincipalArn": "backup.amazonaws.com" },
      },
    ],
    ["got 1767225600; use a date as of ISO 8601", condition("DateLessThan", "aws:CurrentTime", "1767225600")],
    ["got arn:aws:backup; quickJudge knows", saying({ Resource: "arn:aws:backup" })],
    ["got NotPrincipal in", saying({ NotPrincipal: "*" })],
    ["got a Principal in own: Own; only policies of resources have one", saying({ Principal: "*" })],
    ["got no Principal in vault policy: Own", onVault({})],
    ["got the principal CanonicalUser 79a5", onVault({ Principal: { CanonicalUser: "79a5" } })],
    [
      `got the principal AWS arn:aws:sts::${here}:assumed-role/reader/jo`,
      onVault({ Principal: { AWS: `arn:aws:sts::${here}:assumed-role/reader/jo` } }),
    ],
    [
      `got the principal arn:aws:sts::${here}:assumed-role/reader/jo`,
      { principalArn: `arn:aws:sts::${here}:assumed-role/reader/jo` },
    ],
    ["got policies of backup.amazonaws.com", { principalArn: "backup.amazonaws.com" }],
    [
      `got a boundary of arn:aws:iam::${here}:root`,
      { principalArn: `arn:aws:iam::${here}:root`, boundary: named("boundary", allowEverything) },
    ],
  ])("%s", (message, change) => {
    expect(() => judge(asks(change))).toThrow(message);
  });
});

/** All that the tables of docs/security.md ask. */
async function questionsOf({ estate, resources, written }: Organization, every: number): Promise<readonly Question[]> {
  const asked: Question[] = [];
  let count = seed;
  await askAll(
    new Organization(estate, resources, written, async (question) => {
      if (count++ % every === 0) asked.push(question);
      return { allowed: false, because: "" };
    }),
  );
  return asked;
}

function differences(asked: readonly Question[], expected: readonly Verdict[]) {
  return asked.flatMap((question, index) => {
    const { principalArn, action, resourceArn } = question;
    const [verdict, other] = [judge(question), expected[index]];
    const isSame = verdict.allowed === other?.allowed && verdict.because === other.because;
    return isSame ? [] : [{ principalArn, action, resourceArn, verdict, other }];
  });
}

function asks(change: Partial<Question>): Question {
  return {
    principalArn: `arn:aws:iam::${here}:role/Administrator`,
    action: "backup:DeleteBackupVault",
    resourceArn: `arn:aws:backup:eu-west-2:${here}:backup-vault:lockstep-local`,
    resourceAccountId: here,
    context: {},
    identityPolicies: [named("everything", allowEverything)],
    boundary: null,
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: null,
    ...change,
  };
}

const named = (name: string, document: Document): NamedDocument => ({ name, document });

const document = (more: object): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "Own", Effect: "Allow", Action: "*", Resource: "*", ...more }],
});

function saying(more: object): Partial<Question> {
  return { identityPolicies: [named("own", document(more))] };
}
