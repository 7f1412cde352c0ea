import { destroyedBy } from "../destroyed.ts";
import { planRule } from "../plan-rule.ts";

export const replace = planRule({
  id: "replace",
  severity: "error",
  what: "such a resource is deleted and created anew",
  why: "The new one is empty, and between the two there is none.",
  source: null,
  example: {
    type: "aws_backup_vault",
    before: { name: "lockstep-local", tags: { owner: "a" } },
    bad: { name: "lockstep-other" },
    good: { name: "lockstep-local", tags: { owner: "b" } },
    actions: ["delete", "create"],
  },
  check: (change) => destroyedBy("replace", change),
});
