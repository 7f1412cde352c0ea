import { removedProblems } from "../../affected/removed-problems.ts";
import type { AffectedStacks } from "../../handoff/affected-stacks.ts";
import { guardRule } from "../guard-rule.ts";

export const stackRemoved = guardRule({
  id: "stack-removed",
  severity: "error",
  what: "a stack is not part of the estate any more",
  why: "Terraform forgets all it deployed: an account leaves by state: retired.",
  source: null,
  example: {
    bad: [
      {
        removed: [{ stack: "app-lab", scope: "app-nonprod", wave: 2, accountId: "666666666601", retired: false }],
        moved: [],
      },
    ],
    good: [{ removed: [], moved: [] }],
  },
  check: (affected: Pick<AffectedStacks, "removed" | "moved">) => removedProblems(affected),
});
