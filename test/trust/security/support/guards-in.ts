import type { Verdict } from "../../../emulator/model/access.ts";
import { matchesPattern } from "../../../emulator/model/backup/pattern.ts";
import type { Document } from "../../../emulator/model/policy-document.ts";
import { list } from "../../organization/documents.ts";
import type { Organization, Request } from "../../organization/organization.ts";
import type { Answer } from "./matrix.ts";
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
  const parts = partsIn(answers);
  const weights: Weight[] = [];
  for (const mutant of mutants) {
    const part = parts.get(mutant.guard) ?? withinBoundary(in_, answers, mutant);
    weights.push(await weighOne(in_, part, mutant));
  }
  return weights;
}

/** What each statement had a part in. */
function partsIn(answers: readonly Answer[]): ReadonlyMap<string, readonly Answer[]> {
  const parts = new Map<string, Answer[]>();
  for (const answer of answers) {
    for (const reason of reasons(answer.because)) {
      const part = parts.get(reason);
      if (part) part.push(answer);
      else parts.set(reason, [answer]);
    }
  }
  return parts;
}

async function weighOne(in_: Organization, part: readonly Answer[], mutant: Mutant): Promise<Weight> {
  const concerned = part
    .toSorted((one, another) => reasons(one.because).length - reasons(another.because).length)
    .slice(0, most);
  const without = mutant.of(in_);
  const written = new Map(in_.written.map(({ document }, index) => [document, without.written[index]?.document]));
  let changed: Answer | null = null;
  for (const answer of concerned) {
    const { allowed, because } = await askAgain(without, written, answer);
    if (allowed !== answer.allowed) return { mutant, weight: "decides", answer };
    if (because !== answer.because) changed ??= answer;
  }
  return { mutant, weight: changed ? "second line" : "nothing", answer: changed };
}

/** The same question, in an organization whose documents differ. */
function askAgain(
  without: Organization,
  written: ReadonlyMap<Document, Document | undefined>,
  { asker, request: [action, target, context = {}] }: Answer,
): Promise<Verdict> {
  const now = (document: Document) => written.get(document) ?? document;
  const { policy, trust } = target;
  const request: Request = [
    action,
    { ...target, policy: policy && now(policy), ...(trust && { trust: now(trust) }) },
    context,
  ];
  return without.verdict(asker.of(without), request);
}

/** A boundary grants nothing, and is no reason of what is allowed: what everybody within it gets is asked again. */
function withinBoundary(in_: Organization, answers: readonly Answer[], { guard }: Mutant): readonly Answer[] {
  const bounded = new Map(
    [...new Set(answers.map(({ asker }) => asker))].map((asker) => [asker, asker.of(in_).boundary] as const),
  );
  const holding = in_.written.filter(
    (one) => `${one.kind} of ${one.of}: ` === guard.slice(0, guard.lastIndexOf(": ") + 2),
  );
  const sid = guard.slice(guard.lastIndexOf(": ") + 2);
  return answers.filter(({ asker, allowed, request: [action] }) => {
    const boundary = bounded.get(asker);
    if (!allowed || !holding.some(({ document }) => document === boundary)) return false;
    // what the statement does not name does not change with it
    const named = boundary?.Statement.filter(({ Sid }) => Sid === sid).flatMap((one) => list(one.Action)) ?? [];
    return named.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase()));
  });
}

const reasons = (because: string) => because.split(", ");
