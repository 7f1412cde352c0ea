import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import type { Mutant, StackTexts } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

/** Stacks of which a file in test/golden says what reviewers have seen. */
const goldens: Readonly<Record<string, string>> = {
  bootstrap: "bootstrap",
  management: "management",
  shared: "shared",
  "central-prod": "central",
  "central-nonprod": "central-nonprod",
  "app-payments-prod": "app",
  "policies-prod": "policies",
  "policies-nonprod": "policies-nonprod",
};

/** Reviewers, who are shown the Terraform JSON of one stack of each kind: they see it, whether or not it does any harm. */
export function noticedByGolden(texts: StackTexts): Noticer {
  const seen = new Map(
    Object.entries(goldens).map(([stack, kind]) => [stack, readFileSync(`test/golden/${kind}.tf.json`, "utf8")]),
  );
  return {
    who: "golden",
    notices: ({ stack, texts: mutated }: Mutant) => {
      const golden = seen.get(stack);
      if (golden === undefined) return false;
      return !isDeepStrictEqual(withoutNotes(mutated(texts).get(stack) ?? ""), JSON.parse(golden));
    },
  };
}

/** CDKTF's own notes are no part of what is deployed. */
const withoutNotes = (text: string): unknown =>
  JSON.parse(text, (key, value: unknown) => (key === "//" ? undefined : value));
