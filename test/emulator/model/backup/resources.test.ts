import { expect, test } from "vitest";
import { Resources } from "../resources.ts";

const volume = {
  arn: "arn:aws:ec2:eu-west-2:333333333333:volume/vol-1",
  accountId: "333333333333",
  region: "eu-west-2",
  kind: "EBS",
  tags: {},
  keyArn: null,
} as const;

function world() {
  const time = { now: 1000 };
  const resources = new Resources(() => time.now);
  resources.add(volume);
  resources.add({ ...volume, arn: `${volume.arn}-elsewhere`, region: "eu-west-1" });
  return { time, resources };
}

test("what is added is there from now on, in its account and Region", () => {
  const { resources } = world();

  expect(resources.of("333333333333", "eu-west-2")).toEqual([
    {
      ...{ ...volume, createdAt: 1000, deletedAt: null, corruptedAt: null },
      ...{ ownWindows: null, firstBackupMinutes: null, tellsOfChanges: true },
      ...{ silentSince: null, uncopiedFor: null },
    },
  ]);
  expect(resources.of("222222222222", "eu-west-2")).toEqual([]);
});

test("what is deleted is remembered, and no longer there", () => {
  const { time, resources } = world();

  time.now = 2000;
  resources.delete(volume.arn);

  expect(resources.of("333333333333", "eu-west-2")).toEqual([]);
  expect(resources.get(volume.arn)).toMatchObject({ deletedAt: 2000 });
  expect(resources.all()).toHaveLength(2);
});

test("it is corrupted and tagged where it stands", () => {
  const { time, resources } = world();

  time.now = 2000;
  resources.corrupt(volume.arn);
  resources.tag(volume.arn, { plan: "gold" });

  expect(resources.of("333333333333", "eu-west-2")).toMatchObject([{ corruptedAt: 2000, tags: { plan: "gold" } }]);
});

test("a whole account goes at once, without what went before", () => {
  const { time, resources } = world();
  resources.delete(volume.arn);

  time.now = 2000;
  resources.deleteAll(({ accountId }) => accountId === "333333333333");

  expect(resources.all().map(({ deletedAt }) => deletedAt)).toEqual([1000, 2000]);
});

test("what nobody added cannot be changed", () => {
  expect(() => world().resources.delete("arn:none")).toThrow("got no resource arn:none");
});
