import type { Organization } from "../../isolation/support/organization.ts";
import { type Answer, askAgain } from "./matrix.ts";
import type { Mutant } from "./mutants.ts";

/** What a guard is to the answers: what becomes of them when it is gone. */
export interface Weight {
  readonly mutant: Mutant;
  /** `decides`: an answer turns; `second line`: another statement gives the same answer; `nothing`: it is no guard. */
  readonly weight: "decides" | "second line" | "nothing";
  /** An answer that turns, or that loses one of its reasons. */
  readonly answer: Answer | null;
}

// those that one statement alone decides come first: they turn when it is gone
const most = 40;

/** Asks again, without each guard, what it had a part in. */
export async function weigh(
  in_: Organization,
  answers: readonly Answer[],
  mutants: readonly Mutant[],
): Promise<readonly Weight[]> {
  const weights: Weight[] = [];
  for (const mutant of mutants) weights.push(await weighOne(in_, answers, mutant));
  return weights;
}

async function weighOne(in_: Organization, answers: readonly Answer[], mutant: Mutant): Promise<Weight> {
  const part = answers.filter(({ because }) => reasons(because).includes(mutant.guard));
  const concerned = (part.length > 0 ? part : withinBoundary(in_, answers, mutant))
    .toSorted((one, another) => reasons(one.because).length - reasons(another.because).length)
    .slice(0, most);
  const without = mutant.of(in_);
  let changed: Answer | null = null;
  for (const answer of concerned) {
    const { allowed, because } = await askAgain(without, answer);
    if (allowed !== answer.allowed) return { mutant, weight: "decides", answer };
    if (because !== answer.because) changed ??= answer;
  }
  return { mutant, weight: changed ? "second line" : "nothing", answer: changed };
}

/** A boundary grants nothing, and is no reason of what is allowed: what everybody within it gets is asked again. */
function withinBoundary(in_: Organization, answers: readonly Answer[], { guard }: Mutant): readonly Answer[] {
  const bounded = new Map(
    [...new Set(answers.map(({ asker }) => asker))].map((asker) => [asker, asker.of(in_).boundary] as const),
  );
  const holding = in_.written.filter(
    (one) => `${one.kind} of ${one.of}: ` === guard.slice(0, guard.lastIndexOf(": ") + 2),
  );
  return answers.filter(({ asker, allowed }) => {
    const boundary = bounded.get(asker);
    return allowed && holding.some(({ document }) => document === boundary);
  });
}

const reasons = (because: string) => because.split(", ");
