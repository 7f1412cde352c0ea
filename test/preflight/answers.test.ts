import { expect, test, vi } from "vitest";
import type { Facts } from "../../src/preflight/facts.ts";
import { gatherFacts } from "../../src/preflight/gather-facts.ts";
import { example, known } from "./support/facts.ts";
import { type SmallAnswer, useSmallAws } from "./support/small-aws.ts";

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
  // it waits up to 20 seconds, by chance
  vi.spyOn(Math, "random").mockReturnValue(0);

  const facts = await gatherFacts(estate);

  expect(asked.filter((action) => action === throttled).length).toBeGreaterThan(9);
  expect(facts.caller.role).toBe("Admin");
  expect(facts.organization).toEqual(
    known({ id: "o-a1b2c3d4e5", managementAccountId: "111111111111", allFeatures: true }),
  );
  expect(facts.globalSettings).toEqual(known({ isCrossAccountBackupEnabled: "true" }));
  expect(roleOf(facts, "333333333333")).toEqual(known("ours"));
  expect(roleOf(facts, "444444444444")).toEqual(known("ours"));
});
