import { toPlainJson } from "../../../../src/aws/policy/effective-policy.ts";
import { type AttachedDocument, mergePolicies } from "../../../../src/aws/policy/merge-policies.ts";
import { readJson } from "../../../../src/aws/policy/read-json.ts";
import { sentence } from "../../../../src/diagnostics/sentence.ts";

/** A document that is attached to the same place as the one before it. */
export const beside = (document: unknown) => ({ isBesidePrevious: true, document });

/** Documents called a.json, b.json, and so on, the parent first. */
export function attached(documents: readonly unknown[]): readonly AttachedDocument[] {
  return documents.map((each, index) => {
    const isBeside = typeof each === "object" && each !== null && "isBesidePrevious" in each;
    const document = isBeside ? (each as ReturnType<typeof beside>).document : each;
    const reading = readJson(JSON.stringify(document));
    if (!reading.ok) throw new Error(reading.problems[0]?.got);
    return { root: reading.root, name: `${String.fromCharCode(97 + index)}.json`, isBesidePrevious: isBeside };
  });
}

/** What AWS makes of the documents, as plain JSON. */
export const effectiveOf = (...documents: readonly unknown[]) =>
  toPlainJson(mergePolicies(attached(documents)).effective);

/** What is said about the documents, as `file pointer: message`. */
export const findingsOf = (...documents: readonly unknown[]) => {
  const files = attached(documents);
  return mergePolicies(files).findings.map(
    ({ at: { policy, pointer }, ...clauses }) => `${files[policy]?.name} ${pointer}: ${sentence(clauses)}`,
  );
};
