import { inPlan } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import type { Plan } from "../model.ts";

// docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
const most = 30;

const values = (count: number) => Array.from({ length: count }, (_, index) => `value-${index}`).join(", ");

export const tooManyConditions = estateRule({
  id: "too-many-conditions",
  severity: "error",
  what: "a plan that leaves out more tag values than one selection takes",
  why: "AWS takes 30 conditions in a selection, and each value that is left out is one.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html",
  example: {
    at: "plans/bronze.yaml",
    bad: {
      "organization.yaml": `leftOut: { scratch: { tag: { team: [${values(28)}] }, reason: it is made anew every night } }`,
    },
    good: {
      "organization.yaml": "leftOut: { scratch: { tag: { team: value-* }, reason: it is made anew every night } }",
    },
  },
  check: ({ plans }) =>
    plans.flatMap((plan) => {
      const out = plan.leftOut.flatMap(({ tagValues }) => tagValues).length;
      const count = out + ownConditions(plan);
      if (out === 0 || count <= most) return [];
      return [
        {
          at: inPlan(plan.name, "select"),
          got: `got a selection with ${count} conditions, ${out} of them for leftOut in organization.yaml`,
          why: `AWS takes ${most}`,
          use: "use fewer values, or values with *",
        },
      ];
    }),
});

function ownConditions({ selection, leftOut }: Plan): number {
  if (selection.kind === "everythingExcept") return selection.tagValues.length;
  const isByTag =
    selection.types.length === 0 &&
    leftOut.every(({ types }) => types.length === 0) &&
    selection.tagValues.every((value) => !value.includes("*"));
  return isByTag ? 0 : 1;
}
