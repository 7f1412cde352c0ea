import { expect, test } from "vitest";
import type { Agreement } from "../../../src/delivery/handoff/agreement.ts";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { holdBack } from "../../../src/delivery/report/hold-back.ts";
import { reviewedOf } from "../../../src/delivery/report/reviewed.ts";
import { pipelineScopes } from "../../../src/names.ts";
import { plan, summaryOf, updated } from "./support/plans.ts";

const changing = (stack: string, scope: StackSummary["scope"]) =>
  summaryOf(stack, scope, plan(updated("aws_x.a", { a: 1 }, { a: 2 })));
const prod = changing("app-prod-one", "app-prod");
const first = changing("app-nonprod-one", "app-nonprod");

/** Nobody has set anything, and the author begins the run. */
const nobody: Agreement = {
  environments: [],
  branch: false,
  reasons: {
    "app-prod-one": "ada has a part in pull request 7",
    "app-nonprod-one": "ada has a part in pull request 7",
  },
  alone: "",
};

/** What is held of changes, and why nobody else has agreed. */
function held(agreement: Agreement, { shown, accepts }: { readonly shown: boolean; readonly accepts: boolean }) {
  const all = [prod, first];
  const hold = (accept?: string) =>
    holdBack(all, { standing: [], notJudged: [] }, reviewedOf("c", shown ? all : []), agreement, accept);
  const { held: found, whyAlone, reportId } = hold();
  const last = accepts ? hold(reportId) : { held: found, whyAlone };
  return [Object.fromEntries(last.held), last.whyAlone] as const;
}

const unset = "neither environment app-prod nor a ruleset asks somebody else";
const own = "ada has a part in pull request 7";
const both = (reason: string) => ({ "app-nonprod-one": reason, "app-prod-one": reason });

test.each([
  [
    "what was shown waits in prod, and shows itself in non-prod",
    nobody,
    true,
    false,
    { "app-prod-one": "alone" },
    [unset],
  ],
  ["its author's own word changes nothing", nobody, true, true, { "app-prod-one": "alone" }, [own]],
  ["what nobody was shown waits for somebody", nobody, false, false, both("not-reviewed"), []],
  ["who is not its author, in any scope", nobody, false, true, both("alone"), [own]],
  ["somebody else's word lets it go", { ...nobody, reasons: {} }, false, true, {}, []],
  ["and what was shown too", { ...nobody, reasons: {} }, true, true, {}, []],
  ["what a ruleset had approved is applied", { ...nobody, branch: true }, true, false, {}, []],
  ["but not what it did not show", { ...nobody, branch: true }, false, true, both("alone"), [own]],
  ["an environment that asks is enough", { ...nobody, environments: ["app-prod"] }, true, false, {}, []],
  [
    "for what is applied in it, and its author may accept",
    { ...nobody, environments: ["app-prod"] },
    false,
    true,
    { "app-nonprod-one": "alone" },
    [own],
  ],
  ["config may do without, with a reason", { ...nobody, alone: "one person runs it" }, true, false, {}, []],
  ["and then its author accepts", { ...nobody, alone: "one person runs it" }, false, true, {}, []],
  ["but accepting it still takes", { ...nobody, alone: "one person runs it" }, false, false, both("not-reviewed"), []],
] as const)("%s", (_, agreement, shown, accepts, expected, why) => {
  expect(held(agreement, { shown, accepts })).toEqual([expected, why]);
});

test("in every scope but those that show what prod will get, somebody else has to agree to what was shown", () => {
  const asked = pipelineScopes.map(({ scope }) => {
    const one = changing(`of-${scope}`, scope);
    const { held: found } = holdBack(
      [one],
      { standing: [], notJudged: [] },
      reviewedOf("c", [one]),
      { ...nobody, reasons: {} },
      undefined,
    );
    return [scope, found.get(one.stack) ?? "applied"];
  });

  expect(Object.fromEntries(asked)).toEqual({
    management: "alone",
    shared: "alone",
    "central-prod": "alone",
    "central-nonprod": "alone",
    "app-nonprod": "applied",
    "policies-nonprod": "applied",
    "app-prod": "alone",
    "policies-prod": "alone",
  });
});

test("the id of a report names what nobody else has agreed to, beside what nobody was shown", () => {
  const hold = (agreement: Agreement) =>
    holdBack([prod, first], { standing: [], notJudged: [] }, reviewedOf("c", [prod]), agreement, undefined).reportId;
  const alone = holdBack([first], { standing: [], notJudged: [] }, reviewedOf("c", []), nobody, undefined).reportId;

  expect(hold({ ...nobody, branch: true })).toBe(alone);
  expect(hold(nobody)).not.toBe(alone);
});
