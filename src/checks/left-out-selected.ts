import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { covers } from "../words/pattern.ts";

export const leftOutSelected = estateRule({
  id: "left-out-selected",
  severity: "error",
  what: "a plan selects by name what the organization leaves out",
  why: "What is left out wins: the plan reads as if it backed it up, and does not.",
  source: null,
  example: {
    at: "plans/gold.yaml",
    bad: {
      "organization.yaml": "leftOut: { gilded: { tag: { backup-plan: gold }, reason: it is made anew every night } }",
    },
    good: {
      "organization.yaml": "leftOut: { scratch: { tag: { backup-plan: none }, reason: it is made anew every night } }",
    },
  },
  check: (estate) =>
    estate.plans.flatMap(({ name, selection, leftOut }) =>
      leftOut.flatMap((out) => {
        const values =
          selection.kind === "tagged" && out.tagKey === selection.tagKey
            ? selection.tagValues.filter((own) => out.tagValues.some((value) => covers(value, own)))
            : [];
        const types = selection.types.filter((type) => out.types.includes(type));
        return [
          ...values.map((value) => ({ at: inPlan(name, "select", "tag"), what: `${selection.tagKey}: ${value}` })),
          ...types.map((type) => ({ at: inPlan(name, "select", "types"), what: type })),
        ].map(({ at, what }) => ({
          at,
          got: `got ${what}, which organization.yaml leaves out as ${out.name}`,
          use: "use it in one of the two places",
        }));
      }),
    ),
});
