import { byText } from "../../by-text.ts";
import { sentence } from "../../diagnostics/sentence.ts";
import { groupBy } from "../../group-by.ts";
import { andMore } from "../../words/and-more.ts";
import { counted } from "../../words/counted.ts";
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

  const groups = groupBy([...stacks].sort(byWave), ({ stack, wave }) => `wave ${wave}: ${pending.reasons[stack]}`);
  const lines = [...groups].map(
    ([title, members]) =>
      `${title}: ${andMore(
        members.map(({ stack }) => stack),
        mostNames,
      )}`,
  );
  const applied = counted(pending.unchanged, "stack");
  const closing =
    stacks.length === 0
      ? `nothing is pending: ${applied} applied as synthesized`
      : `${counted(stacks.length, "stack")} pending, ${applied} applied as synthesized`;
  return [...problems, ...released, ...lines, closing];
}

const byStack = byText(({ stack }: AffectedStack) => stack);
const byWave = (a: AffectedStack, b: AffectedStack) => Number(a.wave) - Number(b.wave) || byStack(a, b);
