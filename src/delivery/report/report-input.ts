import type { Decision } from "../guard/decide.ts";
import type { AffectedStacks } from "../handoff/affected-stacks.ts";
import type { Reviewed } from "../handoff/reviewed.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import type { HeldBack } from "./hold-back.ts";

export interface ReportInput {
  readonly affected: AffectedStacks;
  readonly summaries: readonly StackSummary[];
  readonly decision: Decision;
  /** In a deploy, what was reviewed and what is held back; `null`: a pull request, which is what people review. */
  readonly deploy: (HeldBack & { readonly reviewed: Reviewed }) | null;
}
