import type { Judge, NamedDocument, Question, Verdict } from "../model/access.ts";
import type { Document } from "../model/policy-document.ts";
import { simulate } from "./simulate.ts";

/**
 * Decides as IAM does, by the simulator of @cloud-copilot. The same question is answered once. Documents count by what
 * they say: one judge can serve many worlds, and asks anew only what a changed document decides.
 */
export function iamJudge(): Judge {
  const answers = new Map<string, Promise<Verdict>>();
  const documents = new KnownDocuments();

  return (question) => {
    const { identityPolicies, boundary, serviceControlPolicies, resourceControlPolicies, resourcePolicy, ...rest } =
      question;
    const key = JSON.stringify([
      rest,
      identityPolicies.map((one) => documents.keyOf(one)),
      boundary && documents.keyOf(boundary),
      serviceControlPolicies.map(({ of, policies }) => [of, policies.map((one) => documents.keyOf(one))]),
      resourceControlPolicies.map((one) => documents.keyOf(one)),
      resourcePolicy && documents.keyOf(resourcePolicy),
    ]);
    const known = answers.get(key);
    if (known) return known;
    const answer = simulate(documents.withoutDoubles(question));
    answers.set(key, answer);
    return answer;
  };
}

interface Known {
  readonly id: number;
  /** The first of those that say the same. */
  readonly document: Document;
}

/** Tells documents apart by what they say, and reads each object once. */
class KnownDocuments {
  readonly #byObject = new WeakMap<Document, Known>();
  readonly #byText = new Map<string, Known>();

  keyOf({ name, document }: NamedDocument): string {
    return `${name}#${this.#known(document).id}`;
  }

  withoutDoubles(question: Question): Question {
    const first = (one: NamedDocument) => ({ ...one, document: this.#known(one.document).document });
    const { boundary, resourcePolicy } = question;
    return {
      ...question,
      identityPolicies: question.identityPolicies.map(first),
      boundary: boundary && first(boundary),
      serviceControlPolicies: question.serviceControlPolicies.map(({ of, policies }) => ({
        of,
        policies: policies.map(first),
      })),
      resourceControlPolicies: question.resourceControlPolicies.map(first),
      resourcePolicy: resourcePolicy && first(resourcePolicy),
    };
  }

  #known(document: Document): Known {
    const seen = this.#byObject.get(document);
    if (seen) return seen;
    const text = JSON.stringify(document);
    const known = this.#byText.get(text) ?? { id: this.#byText.size, document };
    this.#byText.set(text, known);
    this.#byObject.set(document, known);
    return known;
  }
}
