import { destroyedBy } from "../destroyed.ts";
import { judgeTemplate } from "../judge-template.ts";
import { planRule } from "../plan-rule.ts";

export const deleted = planRule({
  id: "delete",
  severity: "error",
  what: "a vault, lock, key, policy, role or switch that protection rests on is deleted",
  why: "Backups stop, or what keeps them from being deleted is gone; some of it nobody can bring back.",
  source: null,
  example: {
    type: "aws_backup_vault",
    before: { name: "lockstep-local", tags: { owner: "a" } },
    bad: null,
    good: { name: "lockstep-local", tags: { owner: "b" } },
  },
  check: (change) => [...destroyedBy("delete", change), ...judgeTemplate(change).gone],
});
