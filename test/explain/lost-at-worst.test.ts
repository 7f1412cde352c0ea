import { expect, test } from "vitest";
import { resourceKinds } from "../../src/aws/resource-kinds.ts";
import { lostAtWorst } from "../../src/explain/lost-at-worst.ts";
import type { CentralAccount } from "../../src/model.ts";
import { provePlan } from "../../src/proof/plan-proof.ts";
import { estateWith, planOf, type ShortRule } from "../proof/support/plans.ts";

const nightly: ShortRule = { name: "nightly", cron: "0 1 ? * * *" };

/** What is lost of some kinds in a Region, with central in others. */
function lost(
  rules: readonly ShortRule[],
  names: readonly string[],
  region: string,
  centralRegions: readonly string[],
) {
  const plan = planOf(rules);
  const central: CentralAccount = { ...estateWith(plan).central.prod, regions: centralRegions };
  const kinds = resourceKinds.filter(({ name }) => names.includes(name));
  return lostAtWorst(provePlan(plan), kinds, region, central);
}
const reasons = (...given: Parameters<typeof lost>) => lost(...given).map(({ disaster, reason }) => [disaster, reason]);

test("what is lost has its worst moment, where it is restored from, and no reason", () => {
  expect(lost([nightly], ["EBS", "EFS"], "eu-west-2", ["eu-west-2", "eu-west-1"])).toEqual([
    {
      disaster: "resource",
      kinds: ["EBS", "EFS"],
      minutes: 29 * 60,
      worst: { minute: 29455560, dataOfMinute: 29453820, rule: "nightly" },
      restoredFrom: { where: "local", region: "eu-west-2", continuousDays: null },
      reason: "",
    },
    {
      disaster: "account",
      kinds: ["EBS", "EFS"],
      minutes: 37 * 60,
      worst: { minute: 29456040, dataOfMinute: 29453820, rule: "nightly" },
      restoredFrom: { where: "central", region: "eu-west-2", continuousDays: null },
      reason: "",
    },
    {
      disaster: "Region",
      kinds: ["EBS", "EFS"],
      minutes: 37 * 60,
      worst: { minute: 29456040, dataOfMinute: 29453820, rule: "nightly" },
      restoredFrom: { where: "central", region: "eu-west-1", continuousDays: null },
      reason: "",
    },
  ]);
});

// longer than FSx ever refuses backups at a stretch
const wide = { ...nightly, startHours: 8 } as const;

test("where AWS copies a kind to its own Region alone, a lost Region takes all of it, and says which copies are not made", () => {
  const fsx = ["FSx for Windows"];
  const across = "AWS makes no copies of it from me-central-1 or me-south-1 to another Region, or the other way";

  expect(reasons([wide], fsx, "me-south-1", ["me-south-1", "eu-west-1"])).toEqual([
    ["resource", ""],
    ["account", ""],
    ["Region", across],
  ]);
  expect(reasons([wide], fsx, "me-south-1", ["me-south-1"])).toEqual([
    ["resource", ""],
    ["account", ""],
    ["Region", "every copy is in me-south-1 too"],
  ]);
});

test("it is restored from the first central Region that its copies reach, with what is kept there", () => {
  const regions = (given: readonly string[]) =>
    lost([{ ...wide, furtherDays: 1 }], ["FSx for ONTAP"], "eu-west-1", given).map(({ restoredFrom, reason }) => [
      restoredFrom?.region ?? null,
      reason,
    ]);

  expect(regions(["ap-southeast-6", "eu-west-2"])).toEqual([
    ["eu-west-1", ""],
    [null, "at times no recovery point is left"],
    [null, "at times no recovery point is left"],
  ]);
  expect(regions(["eu-west-2", "ap-southeast-6"])).toEqual([
    ["eu-west-1", ""],
    ["eu-west-2", ""],
    ["eu-west-2", ""],
  ]);
});

test.each([
  ["no rule copies", { ...nightly, centralDays: null }, "no rule copies to the central account"],
  [
    "copies expire before they are there",
    { ...nightly, copyHours: 24, centralDays: 1 },
    "each recovery point has expired before it can be used",
  ],
  ["a schedule cannot be read", { ...nightly, cron: "every day" }, "a schedule cannot be judged"],
  ["copies expire before the next is there", { ...nightly, centralDays: 1 }, "at times no recovery point is left"],
] as const)("where %s, everything is lost with the account, for that reason", (_, rule, reason) => {
  expect(lost([rule], ["EBS"], "eu-west-2", ["eu-west-2"])[1]).toMatchObject({
    disaster: "account",
    minutes: null,
    restoredFrom: null,
    reason,
  });
});

test("what is backed up at starts alone that AWS may refuse is lost altogether", () => {
  const refused = "no start is sure: each may lie in a time in which AWS refuses backups of it";

  expect(reasons([nightly], ["FSx for Windows"], "eu-west-2", ["eu-west-2", "eu-west-1"])).toEqual([
    ["resource", refused],
    ["account", refused],
    ["Region", refused],
  ]);
});
