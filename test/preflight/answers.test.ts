import { expect, test } from "vitest";
import type { Facts } from "../../src/preflight/facts.ts";
import { gatherFacts } from "../../src/preflight/gather-facts.ts";
import { example, known } from "./support/facts.ts";
import { type SmallAnswer, type SmallQuestion, useSmallAws } from "./support/small-aws.ts";

const xml = (action: string, result: string): SmallAnswer => ({
  status: 200,
  body: `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`,
});

const roleWith = (...tags: readonly string[]) => {
  const members = tags.map((key) => `<member><Key>${key}</Key><Value>any</Value></member>`);
  return xml("GetRole", `<Role><RoleName>any</RoleName><Tags>${members.join("")}</Tags></Role>`);
};

const credentials =
  "<Credentials><AccessKeyId>any</AccessKeyId><SecretAccessKey>any</SecretAccessKey><SessionToken>any</SessionToken><Expiration>2027-01-01T00:00:00Z</Expiration></Credentials>";

const answers: Readonly<Record<string, SmallAnswer>> = {
  GetCallerIdentity: xml(
    "GetCallerIdentity",
    "<Account>111111111111</Account><Arn>arn:aws:sts::111111111111:assumed-role/Admin/me</Arn>",
  ),
  AssumeRole: xml("AssumeRole", credentials),
  GetRole: roleWith("lockstep:stack"),
  DescribeOrganization: {
    status: 200,
    body: '{"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"111111111111","FeatureSet":"ALL"}}',
  },
  "GET /global-settings": { status: 200, body: '{"GlobalSettings":{"isCrossAccountBackupEnabled":"true"}}' },
  "GET /account-settings": { status: 200, body: '{"ResourceTypeOptInPreference":{"EBS":true}}' },
};

// two accounts whose service-linked role matters
const estate = { ...example, accounts: [], units: [] };

const roleOf = (facts: Facts, accountId: string) => {
  const entry = facts.entries.get(accountId);
  return entry?.outcome === "entered" ? entry.serviceLinkedRole : entry;
};

test.each([
  ["with Lockstep's tag alone", ["lockstep:stack"], "ours"],
  ["with Lockstep's tag and another", ["cost-center", "lockstep:stack"], "ours"],
  ["with others' tags", ["cost-center", "team"], "others"],
  ["without any", [], "others"],
])("a service-linked role %s is told apart", async (_, tags, whose) => {
  await useSmallAws((action) => (action === "GetRole" ? roleWith(...tags) : answers[action]));

  const facts = await gatherFacts(estate);

  expect(roleOf(facts, "333333333333")).toEqual(known(whose));
});

test.each([
  ["of the caller", "GetCallerIdentity"],
  ["to enter an account", "AssumeRole"],
  ["of an account's roles", "GetRole"],
  ["of the organization", "DescribeOrganization"],
  ["of AWS Backup", "GET /global-settings"],
])("a question %s that AWS throttles is asked until it is answered", async (_, throttled) => {
  let refusals = 0;
  const asked = await useSmallAws((action) =>
    // the SDK by itself gives up after three
    action === throttled && refusals++ < 9 ? { status: 503, body: "<Error/>" } : answers[action],
  );

  const facts = await gatherFacts(estate, { waitMs: () => 0 });

  expect(asked.filter((action) => action === throttled).length).toBeGreaterThan(9);
  expect(facts.caller.role).toBe("Admin");
  expect(facts.organization).toEqual(
    known({ id: "o-a1b2c3d4e5", managementAccountId: "111111111111", allFeatures: true }),
  );
  expect(facts.globalSettings).toEqual(known({ isCrossAccountBackupEnabled: "true" }));
  expect(roleOf(facts, "333333333333")).toEqual(known("ours"));
  expect(roleOf(facts, "444444444444")).toEqual(known("ours"));
});

/** What was answered, and what was asked with it. */
async function askedOf(answer: (question: SmallQuestion) => SmallAnswer | undefined) {
  const questions: SmallQuestion[] = [];
  await useSmallAws((action, question) => {
    questions.push(question);
    return answer(question) ?? answers[action];
  });
  return questions;
}

const refusedAs = (code: string): SmallAnswer => ({
  status: 400,
  body: `<ErrorResponse><Error><Code>${code}</Code><Message>not today\nnor tomorrow</Message></Error></ErrorResponse>`,
});
const failing = (name: string): SmallAnswer => ({ status: 400, body: `{"__type":"${name}","message":"no"}` });
const sessionOf = (accountId: string) =>
  xml("AssumeRole", credentials.replace("<AccessKeyId>any", `<AccessKeyId>of-${accountId}`));
const accountIn = ({ form }: SmallQuestion) => /::(\d{12}):/.exec(form["RoleArn"] ?? "")?.[1] ?? "";

test("the plan role is taken in every account, for a quarter of an hour, under a name that CloudTrail shows", async () => {
  const questions = await askedOf(() => undefined);

  await gatherFacts(estate);

  expect(questions.filter(({ action }) => action === "AssumeRole").map(({ form }) => form)).toMatchObject(
    ["111111111111", "222222222222", "333333333333", "444444444444"].map((id) => ({
      RoleArn: `arn:aws:iam::${id}:role/lockstep-pipeline-plan`,
      RoleSessionName: "lockstep-preflight",
      DurationSeconds: "900",
    })),
  );
});

test("an account that refuses is told from one that fails to answer, by its first line", async () => {
  await askedOf((question) => {
    if (question.action !== "AssumeRole") return undefined;
    if (accountIn(question) === "333333333333") return refusedAs("AccessDenied");
    return accountIn(question) === "444444444444" ? refusedAs("RegionDisabledException") : undefined;
  });

  const { entries } = await gatherFacts(estate);

  expect(entries.get("333333333333")).toEqual({ outcome: "refused" });
  expect(entries.get("444444444444")).toEqual({ outcome: "failed", why: "RegionDisabledException: not today" });
});

test.each(["UnrecognizedClientException", "InvalidClientTokenId", "AuthFailure"])(
  "a Region that answers %s is off; of one that answers something else nothing is known",
  async (name) => {
    await askedOf(({ action, region, accessKeyId }) => {
      if (action === "AssumeRole") return sessionOf("a-session");
      if (action !== "GET /account-settings" || !accessKeyId.startsWith("of-")) return undefined;
      return region === "eu-west-1" ? failing(name) : failing("ServiceException");
    });

    const { entries } = await gatherFacts(estate);

    expect(estate.central.prod.regions).toEqual(["eu-west-2", "eu-west-1"]);
    expect(entries.get("333333333333")).toMatchObject({
      outcome: "entered",
      disabledRegions: ["eu-west-1"],
      unaskedRegions: ["eu-west-2"],
    });
  },
);

test("a service-linked role is asked for only where it matters, with the account's own session", async () => {
  const questions = await askedOf((question) =>
    question.action === "AssumeRole" ? sessionOf(accountIn(question)) : undefined,
  );

  const facts = await gatherFacts(estate);

  const asked = questions.filter(({ action }) => action === "GetRole");
  expect(asked.map(({ accessKeyId }) => accessKeyId).sort()).toEqual(["of-333333333333", "of-444444444444"]);
  expect(asked[0]?.form["RoleName"]).toBe("AWSServiceRoleForBackup");
  expect(roleOf(facts, "222222222222")).toEqual({ needs: "to matter" });
});

test.each([
  ["NoSuchEntity", refusedAs("NoSuchEntity"), known("missing")],
  ["AccessDenied", refusedAs("AccessDenied"), { needs: "iam:GetRole" }],
  [
    "SignatureDoesNotMatch",
    refusedAs("SignatureDoesNotMatch"),
    { needs: "iam:GetRole to answer (SignatureDoesNotMatch: not today)" },
  ],
])("a service-linked role of which AWS says %s is told as such", async (_, answer, role) => {
  await askedOf(({ action }) => (action === "GetRole" ? answer : undefined));

  expect(roleOf(await gatherFacts(estate), "333333333333")).toEqual(role);
});

const callerIn = (accountId: string, arn: string) =>
  xml("GetCallerIdentity", `<Account>${accountId}</Account><Arn>${arn}</Arn>`);

test("what the management account opts in to is asked with its own session", async () => {
  const byPipeline = callerIn("222222222222", "arn:aws:sts::222222222222:assumed-role/lockstep-hub-plan/run");
  const questions = await askedOf((question) => {
    if (question.action === "GetCallerIdentity") return byPipeline;
    return question.action === "AssumeRole" ? sessionOf(accountIn(question)) : undefined;
  });

  const facts = await gatherFacts(example);

  expect(facts.caller).toEqual({ accountId: "222222222222", role: "lockstep-hub-plan" });
  expect(facts.managementOptIn).toEqual({
    "eu-west-1": known({ EBS: true }),
    "eu-west-2": known({ EBS: true }),
  });
  expect(
    questions.filter(
      ({ action, accessKeyId }) => action === "GET /account-settings" && accessKeyId === "of-111111111111",
    ).length,
  ).toBeGreaterThanOrEqual(2);
});

test("what the management account opts in to needs its credentials when its role can't be taken", async () => {
  await askedOf((question) => {
    if (question.action === "GetCallerIdentity") return callerIn("222222222222", "arn:aws:iam::222222222222:user/me");
    return question.action === "AssumeRole" && accountIn(question) === "111111111111"
      ? refusedAs("AccessDenied")
      : undefined;
  });

  const facts = await gatherFacts(example);

  expect(facts.caller.role).toBeNull();
  expect(facts.managementOptIn["eu-west-2"]).toEqual({
    needs: "credentials of the management account (111111111111)",
  });
});

test("credentials of any other account, or none, are refused at once", async () => {
  const arn = "arn:aws:sts::999999999999:assumed-role/Admin/test";
  const wanted = "use credentials of the shared account (222222222222) or the management account (111111111111)";
  let answer = callerIn("999999999999", arn);
  const questions = await askedOf(() => answer);

  await expect(gatherFacts(estate)).rejects.toThrow(`got credentials of account 999999999999 (${arn}); ${wanted}`);
  answer = refusedAs("InvalidClientTokenId");
  await expect(gatherFacts(estate)).rejects.toThrow(
    `got no AWS credentials that work (InvalidClientTokenId: not today); ${wanted}`,
  );
  expect(questions).toHaveLength(2);
});
