import { sentence } from "../../diagnostics/sentence.ts";
import { andMore } from "../../words/and-more.ts";
import { removedProblems } from "../affected/removed-problems.ts";
import type { AffectedStack, PendingStacks } from "../handoff/affected-stacks.ts";

const mostNames = 20;

/** What is pending and why, for people: by wave, stacks of one reason in one line. */
export function pendingLines(pending: PendingStacks): readonly string[] {
  const stacks = [...pending.added, ...pending.changed, ...pending.retiring];
  const problems = removedProblems(pending).map((problem) => `${problem.place.stack}: ${sentence(problem)}`);
  const released = pending.released.map(
    (stack) => `${stack}: is retired and Terraform has let go of it; its account's file may be removed`,
  );

  const groups = new Map<string, { readonly wave: number; readonly names: string[] }>();
  for (const { stack, wave } of [...stacks].sort(byWave)) {
    const title = `wave ${wave}: ${pending.reasons[stack]}`;
    const group = groups.get(title) ?? { wave: wave ?? 0, names: [] };
    group.names.push(stack);
    groups.set(title, group);
  }
  const lines = [...groups].map(([title, { names }]) => `${title}: ${andMore(names, mostNames)}`);
  const applied = plural(pending.unchanged);
  const closing =
    stacks.length === 0
      ? `nothing is pending: ${applied} applied as synthesized`
      : `${plural(stacks.length)} pending, ${applied} applied as synthesized`;
  return [...problems, ...released, ...lines, closing];
}

const byWave = (a: AffectedStack, b: AffectedStack) => (a.wave ?? 0) - (b.wave ?? 0) || (a.stack < b.stack ? -1 : 1);

const plural = (count: number) => `${count} stack${count === 1 ? "" : "s"}`;
