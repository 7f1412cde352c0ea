import { names } from "../../words/markdown.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { deedOf } from "../resources/deed.ts";
import { attributeText, hasWords } from "./attribute-words.ts";
import { shownAttributes } from "./shown-attributes.ts";

const most = 3;

/**
 * The changes of values that a reviewer looks for first, such as `retention 35d → 90d on silver/nightly`; where none of
 * them has words, the addresses that change.
 */
export function changeTitle({ changes }: StackSummary): string {
  const updated = changes.filter((change) => ["update", "replacement"].includes(deedOf(change)));
  const told = updated.flatMap((change) =>
    shownAttributes(change)
      .filter((attribute) => hasWords(change, attribute))
      .map((attribute) => attributeText(change, attribute)),
  );
  const texts = [...new Set(told)];
  const all = texts.length > 0 ? texts : changes.map(({ address }) => address).sort();
  return names(all, most);
}
