import { inPlan } from "../diagnostics/config-key.ts";
import { changeRule } from "../diagnostics/rule.ts";
import type { LeftOut, Selection } from "../model.ts";

export const selectionReduced = changeRule({
  id: "selection-reduced",
  severity: "warning",
  what: "a plan that selects less",
  why: "What only the former selection matched is no longer backed up, and no job fails.",
  source: null,
  example: {
    bad: { "plans/gold.yaml": "select: { tag: { backup-plan: golden } }" },
    good: { "plans/gold.yaml": "select: { tag: { backup-plan: [gold, golden] } }" },
  },
  check: (base, head) =>
    base.plans.flatMap(({ name, selection: was, leftOut }) => {
      const is = head.plans.find((plan) => plan.name === name)?.selection;
      if (!is || selectsAtLeast(is, was, leftOut)) return [];
      return [
        {
          at: inPlan(name, "select"),
          got: `got ${selectionText(is)}, was ${selectionText(was)}`,
          why: "what only the former matched gets no backup after the deployment, and no job fails",
          use: "use it again unless that is meant",
        },
      ];
    }),
});

/** @param leftOut what the former selection did not take, by the organization's word: to except it loses nothing */
function selectsAtLeast(is: Selection, was: Selection, leftOut: readonly LeftOut[]): boolean {
  const includes = (all: readonly string[], some: readonly string[]) => some.every((each) => all.includes(each));
  const types = is.types.length === 0 || (was.types.length > 0 && includes(is.types, was.types));
  const out = leftOut.flatMap(({ tagKey, tagValues }) => (tagKey === was.tagKey ? tagValues : []));
  const values =
    is.kind === "tagged" ? includes(is.tagValues, was.tagValues) : includes([...was.tagValues, ...out], is.tagValues);
  return is.kind === was.kind && is.tagKey === was.tagKey && types && values;
}

const selectionText = ({ kind, tagKey, tagValues, types }: Selection) =>
  `${kind === "tagged" ? "" : "everything except "}${tagKey}: ${tagValues.join(", ")}${types.length > 0 ? ` of ${types.join(", ")}` : ""}`;
