import { expect, test } from "vitest";
import { objectName } from "../../src/checks/object-name.ts";
import type { Estate } from "../../src/model.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const namesFit = saidBy(objectName);

const estate = exampleEstate();

/** The example with only account ledger-prod and one plan of one rule, named so. */
function named(plan: string, rule = "nightly", regions: readonly string[] = ["eu-west-2"]): Estate {
  const [model] = estate.plans;
  const [first] = model?.rules ?? [];
  if (!model || !first) throw new Error("no rule");
  return {
    ...estate,
    plans: [{ ...model, name: plan, rules: [{ ...first, name: rule }] }],
    units: [],
    accounts: estate.accounts
      .filter(({ name }) => name === "ledger-prod")
      .map((account) => ({ ...account, plans: [plan], regions })),
  };
}
const lines = (of: Estate) => findingLines(namesFit(of));
const a = (length: number) => "a".repeat(length);

test("the example's names are taken, and so are the longest that config lets through", () => {
  const five = ["ap-northeast-1", "ap-northeast-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3"];

  expect(lines(estate)).toEqual([]);
  expect(lines({ ...named(a(32), a(32), five), name: a(30) })).toEqual([]);
});

test.each<readonly [string, Estate, Estate, string]>([
  [
    "the state bucket's has 63 characters at most",
    { ...estate, name: a(35) },
    { ...estate, name: a(36) },
    `error object-name organization.yaml name: gives S3 bucket lockstep-state-${a(36)}-222222222222 of 64 characters; AWS takes 3 to 63 lower-case letters, digits, hyphens and dots, starting and ending with a letter or digit`,
  ],
  [
    "a backup plan's has 50",
    named(a(41)),
    named(a(42)),
    `error object-name plans/${a(42)}.yaml: gives backup plan lockstep-${a(42)} of 51 characters; AWS takes 1 to 50 letters, digits, hyphens, underscores and dots`,
  ],
  [
    "a rule's has 50",
    named("gold", a(50)),
    named("gold", a(51)),
    `error object-name plans/gold.yaml rules.${a(51)}: gives backup rule ${a(51)} of 51 characters; AWS takes 1 to 50 letters, digits, hyphens, underscores and dots`,
  ],
  [
    "a rule's has no space",
    named("gold", "every_night.1-a"),
    named("gold", "every night"),
    "error object-name plans/gold.yaml rules.every night: gives backup rule every night of 11 characters; AWS takes 1 to 50 letters, digits, hyphens, underscores and dots",
  ],
  [
    "a policy's has 128",
    named(
      "gold",
      "nightly",
      Array.from({ length: 7 }, () => "ap-southeast-1"),
    ),
    named(
      "gold",
      "nightly",
      Array.from({ length: 8 }, () => "ap-southeast-1"),
    ),
    `error object-name plans/gold.yaml: gives organization policy lockstep-prod-gold${"_ap-southeast-1".repeat(8)} of 138 characters; AWS takes 1 to 128 characters`,
  ],
])("%s", (_name, lastGood, firstBad, line) => {
  expect(lines(lastGood)).toEqual([]);
  expect(lines(firstBad)).toEqual([line]);
});
