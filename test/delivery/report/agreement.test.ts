import { expect, test } from "vitest";
import { isProgram, whyNobodyElse } from "../../../src/delivery/github/why-nobody-else.ts";
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
    { ...nobody, reasons: {} },
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

/** Every way in which a change that ada wrote can come to be applied. */
const ways = ["ada", "grace", "github-actions[bot]"].flatMap((starter) =>
  [true, false].flatMap((reviewers) =>
    [true, false].flatMap((ruleset) =>
      [true, false].flatMap((shown) =>
        [true, false].flatMap((accepts) =>
          (["app-prod", "app-nonprod"] as const).map((scope) => ({
            starter,
            reviewers,
            ruleset,
            shown,
            accepts,
            scope,
          })),
        ),
      ),
    ),
  ),
);

/** People who agree to it where everybody lets ada do as much as GitHub lets her: the fewest that there can be. */
function peopleIn({ starter, reviewers, ruleset, shown, accepts }: (typeof ways)[number]): ReadonlySet<string> {
  const began = starter.endsWith("[bot]") ? "ada" : starter;
  // who began a deployment does not approve it, whoever told a program to does
  const approver = starter === "ada" ? "grace" : "ada";
  return new Set([
    "ada",
    ...(accepts ? [began] : []),
    ...(reviewers ? [began, approver] : []),
    ...(shown && ruleset ? ["linus"] : []),
  ]);
}

test("nobody alone gets a change of theirs into prod, and what two agree to is applied", () => {
  const applied = ways.filter((way) => {
    const change = changing("app-one", way.scope);
    const isPerson = !isProgram(way.starter);
    const why = whyNobodyElse([way.starter], [{ commit: "c".repeat(40), pull: 7, logins: ["ada"] }]);
    const agreement = {
      environments: way.reviewers && isPerson ? [way.scope] : [],
      branch: way.ruleset,
      reasons: way.accepts && why !== null ? { "app-one": why } : {},
      alone: "",
    };
    const shown = reviewedOf("c", way.shown ? [change] : []);
    const hold = (accept?: string) => holdBack([change], { standing: [], notJudged: [] }, shown, agreement, accept);
    return hold(way.accepts ? hold().reportId : undefined).held.size === 0;
  });

  const alone = ways.filter((way) => peopleIn(way).size < 2);
  const isFirst = ({ scope, shown }: (typeof ways)[number]) => scope === "app-nonprod" && shown;
  expect(ways).toHaveLength(96);
  expect(alone.length).toBeGreaterThan(20);
  expect(applied.filter((way) => alone.includes(way) && !isFirst(way))).toEqual([]);
  // what nobody was shown waits for somebody to accept it, however many have to agree to the rest
  const waits = ways.filter((way) => !way.shown && !way.accepts);
  expect(ways.filter((way) => !applied.includes(way) && !alone.includes(way) && !waits.includes(way))).toEqual([]);
});
