import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { copies } from "../estate/plan-copies.ts";
import { kindsOf } from "../estate/reach.ts";
import { uncopiedKinds } from "../estate/uncopied-kinds.ts";

export const uncopiedUnneeded = estateRule({
  id: "uncopied-unneeded",
  severity: "error",
  what: "a reason for a type that is not copied, where nothing is left uncopied",
  why: "It would read as a gap that is not there, and hide the one that comes.",
  source: null,
  example: {
    bad: { "plans/gold.yaml": "uncopied: { EBS: volumes are rebuilt from images }" },
    good: { "plans/gold.yaml": "uncopied: null" },
  },
  check: (estate) =>
    uncopiedKinds(estate)
      // a plan that no active account has is warned of as a whole
      .filter(({ reaches }) => reaches.length > 0)
      .flatMap(({ plan, reaches, uncopied }) => {
        const reached = new Set<string>(kindsOf(reaches).map(({ type }) => type));
        const uncopiedTypes = new Set<string>(uncopied.map(({ kind }) => kind.type));
        const reasonAgainst = (type: string) => {
          if (!copies(plan)) return "but no rule of the plan copies";
          return reached.has(type) ? "all of which AWS copies" : "which the plan does not reach";
        };
        return Object.keys(plan.uncopied)
          .filter((type) => !uncopiedTypes.has(type))
          .map((type) => ({
            at: { ...inPlan(plan.name, "uncopied", type), key: true as const },
            got: `got a reason for ${type}, ${reasonAgainst(type)}`,
            use: "remove it",
          }));
      }),
});
