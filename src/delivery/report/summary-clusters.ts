import { byText } from "../../by-text.ts";
import { groupBy } from "../../group-by.ts";
import type { Scope } from "../../names.ts";
import type { HoldReason } from "../handoff/held-stacks.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { compareScopes } from "../stack/pipeline-scope.ts";
import type { ReportInput } from "./report-input.ts";
import { changedOf } from "./reviewed.ts";

/** Changed stacks of one scope that change alike; what is true of the exemplar's plan is true of all. */
export interface SummaryCluster {
  readonly scope: Scope;
  readonly wave: number;
  readonly isNew: boolean;
  /** In a deploy, why they are not applied. */
  readonly held: HoldReason | undefined;
  /** Sorted. */
  readonly stacks: readonly string[];
  readonly exemplar: StackSummary;
}

const byExemplar = byText(({ exemplar }: SummaryCluster) => exemplar.stack);

/** In the order in which they are applied; within a scope the largest first. */
export function summaryClusters({ affected, summaries, deploy }: ReportInput): readonly SummaryCluster[] {
  const added = new Set(affected.added.map(({ stack }) => stack));
  const changed = [...changedOf(summaries)].sort(byText(({ stack }) => stack));
  const groups = groupBy(changed, ({ stack, scope, shape }) =>
    JSON.stringify([scope, shape, added.has(stack), deploy?.held.get(stack)]),
  );
  return [...groups.values()]
    .flatMap((members): readonly SummaryCluster[] => {
      const [exemplar] = members;
      if (!exemplar) return [];
      const { stack, scope, wave } = exemplar;
      const stacks = members.map((member) => member.stack);
      return [{ scope, wave, isNew: added.has(stack), held: deploy?.held.get(stack), stacks, exemplar }];
    })
    .sort(
      (a, b) =>
        a.wave - b.wave || compareScopes(a.scope, b.scope) || b.stacks.length - a.stacks.length || byExemplar(a, b),
    );
}
