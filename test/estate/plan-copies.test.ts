import { expect, test } from "vitest";
import { lifecyclesOf } from "../../src/estate/lifecycles-of.ts";
import { centralsOf, copies } from "../../src/estate/plan-copies.ts";
import type { Plan, Rule } from "../../src/model.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

const estate = estateOf(exampleConfig);
const plan = (name: string): Plan => {
  const found = estate.plans.find((each) => each.name === name);
  if (!found) throw new Error(`no plan ${name}`);
  return found;
};
const local = (rule: Rule): Rule => ({ ...rule, copies: { kind: "localOnly", reason: "a cache" } });

test("a plan copies when one of its rules does", () => {
  const [first, second] = plan("gold").rules;
  if (!first || !second) throw new Error("gold has two rules");

  expect(copies({ ...plan("gold"), rules: [first, second] })).toBe(true);
  expect(copies({ ...plan("gold"), rules: [local(first), second] })).toBe(true);
  expect(copies({ ...plan("gold"), rules: [local(first), local(second)] })).toBe(false);
});

test("a plan copies to the central accounts of the classes that have it, and could to both while none has it", () => {
  const classes = (name: string, accounts = estate.accounts) =>
    centralsOf({ ...estate, accounts }, plan(name)).map((central) => central.class);

  expect(classes("bronze")).toEqual(["prod", "nonprod"]);
  expect(classes("gold")).toEqual(["prod"]);
  expect(
    classes(
      "bronze",
      estate.accounts.filter((account) => account.class === "nonprod"),
    ),
  ).toEqual(["nonprod"]);
  expect(classes("gold", [])).toEqual(["prod", "nonprod"]);
});

const keeps = (days: number, cold: number | null = null) => ({
  deleteAfterDays: days,
  coldAfterDays: cold,
  archiveEbs: false,
});
const ruleWith = (copied: Rule["copies"]): Rule => ({
  name: "nightly",
  schedule: "cron(0 3 ? * * *)",
  startWithinMinutes: 60,
  completeWithinMinutes: 120,
  copyWithinMinutes: 60,
  defaultWindows: [],
  continuous: false,
  local: keeps(7),
  copies: copied,
  recoveryPointTags: [],
});

test("a rule that copies nowhere has its local lifecycle alone", () => {
  expect(lifecyclesOf(ruleWith({ kind: "localOnly", reason: "a cache" }))).toEqual([
    { key: "local", coldKey: "localColdAfter", isLocal: true, lifecycle: keeps(7) },
  ]);
});

test.each([
  ["as long as in the home Region", keeps(35), ["local", "central"]],
  ["shorter", keeps(34), ["local", "central", "further"]],
  ["colder", keeps(35, 30), ["local", "central", "further"]],
])("further Regions that keep copies %s", (_, further, keys) => {
  const kept = lifecyclesOf(ruleWith({ kind: "central", home: keeps(35), further, shorterReason: "" }));

  expect(kept.map(({ key }) => key)).toEqual(keys);
});

test("every lifecycle names its keys, and whether it is local", () => {
  const kept = lifecyclesOf(ruleWith({ kind: "central", home: keeps(35), further: keeps(14), shorterReason: "" }));

  expect(kept).toEqual([
    { key: "local", coldKey: "localColdAfter", isLocal: true, lifecycle: keeps(7) },
    { key: "central", coldKey: "centralColdAfter", isLocal: false, lifecycle: keeps(35) },
    { key: "further", coldKey: "furtherColdAfter", isLocal: false, lifecycle: keeps(14) },
  ]);
});
