import { expect, test } from "vitest";
import { edit } from "../support/config.ts";
import { add, change } from "./support/change.ts";

const gold = "plans/gold.yaml";
const organization = "organization.yaml";
const leftOut = (text: string) => ({
  [organization]: add(`leftOut: { ${text}, reason: it is made anew every night } }\n`),
});

test("Windows VSS that is taken away is said, one that comes is not, and a plan that is gone is told as such", () => {
  const vss = { [gold]: add("windowsVss: true\n") };

  expect(change({}, vss)).toEqual([
    "warning vss-dropped plans/gold.yaml windowsVss: got no Windows VSS, was backed up through it; backups of Windows on EC2 are not consistent for its applications after the deployment; use windowsVss: true again unless that is meant",
  ]);
  expect(change(vss)).toEqual([]);
  expect(change(vss, vss)).toEqual([]);
});

test("tags that recovery points lose are said, rule by rule, and tags more are not", () => {
  const tags = (text: string) => ({ [gold]: add(`recoveryPointTags: { ${text} }\n`) });
  const lost = (rule: string, got: string) =>
    `warning point-tags-dropped plans/gold.yaml rules.${rule}: ${got} on recovery points, was tier: one; those that exist keep the tags they have; use it again unless that is meant`;

  expect(change(tags("tier: two"), tags("tier: one"))).toEqual([
    lost("four-hourly", "got tier: two"),
    lost("monthly", "got tier: two"),
  ]);
  expect(change({}, tags("tier: one"))).toEqual([lost("four-hourly", "got no tier"), lost("monthly", "got no tier")]);
  expect(change(tags("tier: one, made-by: gold"), tags("tier: one"))).toEqual([]);
});

test("what is newly left out is said once, with the plans that backed it up", () => {
  const said = (what: string, plans: string) =>
    `warning newly-left-out organization.yaml leftOut.a: got ${what} left out, was backed up by ${plans}; it gets no backup after the deployment, what exists expires by its own retention; remove it unless that is meant`;

  expect(change(leftOut("a: { tag: { role: cache }"))).toEqual([said("role: cache", "bronze, gold, silver")]);
  expect(change(leftOut("a: { types: [S3, EFS]"))).toEqual([said("EFS, S3", "bronze, gold, silver")]);
  expect(change(leftOut("a: { tag: { backup-plan: other }"))).toEqual([said("backup-plan: other", "bronze")]);
});

test("what plans left out already, under whatever name, is not said again", () => {
  expect(change(leftOut("a: { tag: { backup-plan: none }"))).toEqual([]);
  expect(change(leftOut("b: { types: [S3]"), leftOut("a: { types: [S3]"))).toEqual([]);
  expect(change(leftOut("a: { tag: { role: cache-a }"), leftOut("a: { tag: { role: [cache*] }"))).toEqual([]);
  expect(change({}, leftOut("a: { types: [S3]"))).toEqual([]);
});

test("what goes over from a plan's exceptions to what is left out loses nothing", () => {
  const none = { "plans/bronze.yaml": edit("[gold, silver, none]", "[gold, silver]") };

  const out = { ...none, ...leftOut("a: { tag: { backup-plan: none }") };

  expect(change(out)).toEqual([]);
  expect(change({}, out)).toEqual([]);
  expect(change({}, none)).toHaveLength(1);
});
