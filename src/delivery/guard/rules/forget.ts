import { destroyedBy } from "../destroyed.ts";
import { planRule } from "../plan-rule.ts";

export const forget = planRule({
  id: "forget",
  severity: "error",
  what: "such a resource is taken out of the state and left behind",
  why: "Nobody plans it any more: whatever happens to it is seen by nobody.",
  source: null,
  example: {
    type: "aws_backup_vault",
    before: { name: "lockstep-local", tags: { owner: "a" } },
    bad: null,
    good: { name: "lockstep-local", tags: { owner: "b" } },
    actions: ["forget"],
  },
  check: (change) => destroyedBy("forget", change),
});
