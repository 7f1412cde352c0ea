import type { Shard } from "../../../src/delivery/handoff/shard.ts";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { wavesToApply } from "../../../src/delivery/report/waves-to-apply.ts";
import type { GitHubEvent } from "./events.ts";
import { simulate } from "./simulate.ts";
import type { Workflow } from "./workflows.ts";

/**
 * How often somebody has to approve each environment in a run of `deploy.yml`, if it asks. One answer is for all jobs
 * of an environment that wait at that moment, and for none that comes later: GitHub makes as many jobs of a matrix as
 * `max-parallel` lets it, and the next once one has ended.
 */
export async function approvalsOf(
  workflow: Workflow,
  event: GitHubEvent,
  shards: readonly Shard[],
): Promise<Readonly<Record<string, number>>> {
  const planned = shards.flatMap(({ stacks }) =>
    stacks.map((stack) => ({ stack, outcome: "changed" }) as StackSummary),
  );
  const waves = [...wavesToApply(shards, planned, new Map())].map(
    ([wave, jobs]) => [`wave-${wave}`, JSON.stringify(jobs)] as const,
  );
  const outputs = {
    pending: { shards: JSON.stringify(shards.map(({ index }) => index)), count: String(shards.length) },
    report: { "report-id": "", ...Object.fromEntries(waves) },
  };
  const approvals = new Map<string, number>();
  for (const [id, { instances }] of await simulate(workflow, { event, outputs })) {
    const atOnce = workflow.content.jobs?.[id]?.strategy?.["max-parallel"] ?? instances.length;
    const waiting = instances.map(({ environment }) => environment);
    // those that are made at once are answered at once; each after them begins when another has ended, alone
    const asked = [...new Set(waiting.slice(0, atOnce)), ...waiting.slice(atOnce)];
    for (const environment of asked)
      if (environment !== null) approvals.set(environment, (approvals.get(environment) ?? 0) + 1);
  }
  return Object.fromEntries(approvals);
}
