import type { Estate } from "../../../src/model.ts";
import { allowEverything, type Document } from "../../emulator/model/policy-document.ts";
import { isGuardrail, keyed } from "../closure/documents.ts";
import { promised } from "../judge/quick-judge.ts";
import type { Asker } from "../organization/askers.ts";
import { quick } from "../organization/judge.ts";
import { example, Organization, organizationFrom, type Principal } from "../organization/organization.ts";
import { type Answer, askAll } from "../security/support/matrix.ts";
import type { StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

/** The tests of what has to go on: somebody can no longer do their work. */
export async function noticedByWork(estate: Estate, texts: StackTexts): Promise<Noticer> {
  const judge = promised(quick);
  // the very documents that the questions are about
  const before = new Organization(example.estate, example.resources, example.written, judge);
  const { answers, dangers } = await askAll(before);
  const work = [...answers, ...dangers].filter(
    ({ allowed, asker }) => allowed && !asker.of(before).policies.includes(allowEverything),
  );
  const resting = restingOn(before, work);
  return {
    who: "work",
    notices: async ({ texts: mutated }) => {
      const after = organizationFrom(estate, mutated(texts), judge);
      const changed = changedIn(before, after);
      const guardrails = new Set(after.written.filter(({ kind }) => isGuardrail(kind)).map(({ document }) => document));
      for (const answer of concerned(changed, guardrails, resting, work)) {
        if (!(await isStillAllowed(after, changed, answer))) return true;
      }
      return false;
    },
  };
}

type Resting = ReadonlyMap<Document, ReadonlySet<Answer>>;

/** Answers by the documents that have a part in them. */
function restingOn(in_: Organization, answers: readonly Answer[]): Resting {
  const resting = new Map<Document, Set<Answer>>();
  const principals = new Map<Asker, Principal>();
  for (const answer of answers) {
    const principal = principals.get(answer.asker) ?? answer.asker.of(in_);
    principals.set(answer.asker, principal);
    const [, target] = answer.request;
    for (const document of [...principal.policies, principal.boundary, target.policy, target.trust]) {
      if (!document) continue;
      const known = resting.get(document) ?? new Set();
      resting.set(document, known.add(answer));
    }
  }
  return resting;
}

/** Documents that say something else now, by what they said before. */
function changedIn(before: Organization, after: Organization): ReadonlyMap<Document | null, Document> {
  const had = new Map(keyed(before.written).map(({ key, one }) => [key, one.document]));
  return new Map(
    keyed(after.written)
      .filter(({ key, one }) => !isSame(had.get(key), one.document))
      .map(({ key, one }) => [had.get(key) ?? null, one.document]),
  );
}

const isSame = (one: Document | undefined, other: Document) =>
  one === other || JSON.stringify(one) === JSON.stringify(other);

/** What rests on a document that has changed; everything, where a guardrail is another. */
function concerned(
  changed: ReadonlyMap<Document | null, Document>,
  guardrails: ReadonlySet<Document>,
  resting: Resting,
  all: readonly Answer[],
): Iterable<Answer> {
  if ([...changed.values()].some((document) => guardrails.has(document))) return all;
  return new Set([...changed.keys()].flatMap((document) => (document ? [...(resting.get(document) ?? [])] : [])));
}

async function isStillAllowed(
  after: Organization,
  changed: ReadonlyMap<Document | null, Document>,
  { asker, request: [action, target, context = {}] }: Answer,
): Promise<boolean> {
  const now = {
    ...target,
    policy: target.policy && (changed.get(target.policy) ?? target.policy),
    ...(target.trust ? { trust: changed.get(target.trust) ?? target.trust } : {}),
  };
  return (await after.verdict(asker.of(after), [action, now, context])).allowed;
}
