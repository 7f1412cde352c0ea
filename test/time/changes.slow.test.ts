import { expect, test } from "vitest";
import { dayMs } from "../emulator/model/clock.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { exampleEstate } from "../support/stacks.ts";
import { deployChange } from "./support/deploy-change.ts";
import { deployed } from "./support/deployed.ts";
import { expectedSeries } from "./support/expected-series.ts";
import { failuresOf } from "./support/failures.ts";
import { liveThrough } from "./support/live-through.ts";
import { addResource } from "./support/seeded-resources.ts";
import { Watch } from "./support/watch.ts";

const estate = exampleEstate();
const ledger = accountNamed("ledger-prod");
// no plan of the account starts between ten and eleven
const start = new Date("2027-11-24T10:10:00Z");
const dayOf = (day: number) => start.getTime() + day * dayMs;

function accountNamed(name: string) {
  const account = estate.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`the example has no account ${name} any more`);
  return account;
}
const tagged = (plan: string) => ({ "backup-plan": plan });

test("a resource is backed up from the first start after it got its tag, until the last before it lost it", async () => {
  const cloud = await deployed(estate, { start });
  const add = (id: string, plan: string) => addResource(cloud, estate, ledger, "eu-west-2", "EFS", id, tagged(plan));
  const [late, lost, moved] = [add("late", "none"), add("lost", "silver"), add("moved", "silver")];
  const watch = new Watch(cloud);
  const isSilver = (resource: typeof late) => ({ ...resource, tags: tagged("silver") });
  watch.expect(
    estate,
    expectedSeries(estate, cloud.kms, [
      { resource: isSilver(late), from: dayOf(10), to: dayOf(420) },
      { resource: lost, from: dayOf(0), to: dayOf(20) },
      { resource: moved, from: dayOf(0), to: dayOf(30) },
      // whatever carries no tag that is known is caught by the plan for everything else
      { resource: { ...moved, tags: {} }, from: dayOf(30), to: dayOf(420) },
    ]),
  );

  await liveThrough(cloud, 10, watch);
  expect(cloud.backup.recoveryPoints().filter(({ resourceArn }) => resourceArn === late.arn)).toEqual([]);
  cloud.resources.tag(late.arn, tagged("silver"));
  await liveThrough(cloud, 10, watch);
  cloud.resources.tag(lost.arn, tagged("none"));
  await liveThrough(cloud, 10, watch);
  cloud.resources.tag(moved.arn, {});
  await liveThrough(cloud, 390, watch);

  expect(watch.faults).toEqual([]);
  expect(failuresOf(cloud.backup)).toEqual([]);
  const firstOf = (arn: string) =>
    Math.min(...[...watch.seen.values()].filter(({ point }) => point.resourceArn === arn).map(({ start: at }) => at));
  expect(new Date(firstOf(late.arn)).toISOString()).toBe("2027-12-05T01:30:00.000Z");
  // a year and some days after its last backup nothing is left of it
  expect(cloud.backup.recoveryPoints().filter(({ resourceArn }) => resourceArn === lost.arn)).toEqual([]);
});

test("what is backed up of a resource outlives it, in its account and in central, each to the end of its retention", async () => {
  const cloud = await deployed(estate, { start });
  const resource = addResource(cloud, estate, ledger, "eu-west-2", "EBS", "deleted", tagged("silver"));
  const watch = new Watch(cloud);
  watch.expect(estate, expectedSeries(estate, cloud.kms, [{ resource, from: dayOf(0), to: dayOf(40) }]));
  const left = () => {
    const points = cloud.backup.recoveryPoints();
    return Object.fromEntries(
      ["lockstep-local", "lockstep-central-prod"].map((vault) => [
        vault,
        points.filter(({ vaultName }) => vaultName === vault).length,
      ]),
    );
  };

  await liveThrough(cloud, 40, watch);
  cloud.resources.delete(resource.arn);
  // 21 nights and the firsts of two months; in central 35 nights and both firsts, in each of two Regions
  expect(left()).toEqual({ "lockstep-local": 21 + 2, "lockstep-central-prod": 2 * (35 + 2) });
  await liveThrough(cloud, 20, watch);
  expect(left()["lockstep-local"]).toBeLessThan(5);
  await liveThrough(cloud, 20, watch);
  expect(left()).toEqual({ "lockstep-local": 0, "lockstep-central-prod": 2 * 2 });
  await liveThrough(cloud, 340, watch);

  expect(left()).toEqual({ "lockstep-local": 0, "lockstep-central-prod": 0 });
  expect(watch.faults).toEqual([]);
  expect(failuresOf(cloud.backup)).toEqual([]);
});

test("an account onboarded on day 100 has its first copies after the next start, and changes nothing for the others", async () => {
  const onboarded = estateOf(
    configWith({
      "accounts/orders-prod.yaml":
        'account: "555555555506"\nclass: prod\nowner: orders@acme.example\nplans: [silver]\nsourceKeys: customer\n',
    }),
  );
  const orders = onboarded.accounts.find(({ name }) => name === "orders-prod");
  if (!orders) throw new Error("orders-prod was not onboarded");
  const cloud = await deployed(estate, { start });
  cloud.organizations.addAccount({ id: orders.accountId, name: orders.name, parentId: estate.organization.rootId });
  const other = addResource(cloud, estate, ledger, "eu-west-2", "EFS", "other", tagged("silver"));
  const own = addResource(cloud, onboarded, orders, "eu-west-2", "EC2", "own", tagged("silver"));
  const watch = new Watch(cloud);
  const all = { from: dayOf(0), to: dayOf(400) };
  watch.expect(estate, expectedSeries(estate, cloud.kms, [{ resource: other, ...all }]));
  const pointsOf = (resource: typeof own) =>
    cloud.backup.recoveryPoints().filter(({ resourceArn }) => resourceArn === resource.arn);

  await liveThrough(cloud, 100, watch);
  expect(pointsOf(own)).toEqual([]);
  await deployChange(cloud, estate, onboarded);
  watch.expect(onboarded, expectedSeries(onboarded, cloud.kms, [{ resource: own, from: dayOf(100), to: dayOf(400) }]));
  await liveThrough(cloud, 1, watch);

  expect(
    pointsOf(own)
      .map(({ accountId, region }) => `${accountId} ${region}`)
      .sort(),
  ).toEqual(["333333333333 eu-west-1", "333333333333 eu-west-2", "555555555506 eu-west-2"]);
  await liveThrough(cloud, 299, watch);
  expect(watch.faults).toEqual([]);
  expect(failuresOf(cloud.backup)).toEqual([]);
});

test("an account retired on day 200 has no new backups, and keeps those that it has until they expire", async () => {
  const retired = estateOf(
    configWith({ "accounts/storefront-staging.yaml": edit("class: nonprod\n", "class: nonprod\nstate: retired\n") }),
  );
  const cloud = await deployed(estate, { start });
  const staging = accountNamed("storefront-staging");
  const dev = accountNamed("payments-dev");
  const own = addResource(cloud, estate, staging, "eu-west-2", "DynamoDB", "own", tagged("silver"));
  const other = addResource(cloud, estate, dev, "eu-west-2", "DynamoDB", "other", {});
  const watch = new Watch(cloud);
  watch.expect(
    estate,
    expectedSeries(estate, cloud.kms, [
      { resource: own, from: dayOf(0), to: dayOf(200) },
      { resource: other, from: dayOf(0), to: dayOf(600) },
    ]),
  );
  const left = () => {
    const points = cloud.backup.recoveryPoints().filter(({ resourceArn }) => resourceArn === own.arn);
    return new Set(points.map(({ vaultName, ruleName }) => `${ruleName} in ${vaultName}`));
  };

  await liveThrough(cloud, 200, watch);
  await deployChange(cloud, estate, retired);
  watch.expect(retired, []);
  await liveThrough(cloud, 22, watch);
  expect(left()).toEqual(
    new Set([
      "nightly in lockstep-central-nonprod",
      "monthly in lockstep-local",
      "monthly in lockstep-central-nonprod",
    ]),
  );
  await liveThrough(cloud, 178, watch);
  expect(left()).toEqual(new Set(["monthly in lockstep-central-nonprod"]));
  await liveThrough(cloud, 200, watch);

  expect(left()).toEqual(new Set());
  expect(watch.faults).toEqual([]);
  expect(failuresOf(cloud.backup)).toEqual([]);
});
