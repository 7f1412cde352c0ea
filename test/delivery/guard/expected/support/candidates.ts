import type { Facts } from "../../../../../src/estate/estate-facts.ts";

/**
 * Every text with holes that comes to this text in a stack of these facts, those with the most in holes first; at last
 * the text itself.
 */
export function* candidates(text: string, facts: Facts): Generator<string> {
  for (const [fact, value] of facts) if (typeof value === "number" && text === String(value)) yield `<<${fact}>>`;
  yield* from(
    text,
    0,
    values(text, facts).filter(({ value }) => text.includes(value)),
  );
}

interface Value {
  readonly value: string;
  readonly fact: string;
}

function values(text: string, facts: Facts): readonly Value[] {
  return [...facts]
    .flatMap(([fact, value]) =>
      (Array.isArray(value) ? value : [value])
        .filter((one: unknown) => typeof one === "string" && one !== "")
        // a stack's id is made of words that stand elsewhere for themselves
        .filter((one: unknown) => fact !== "stack" || one === text)
        .map((one: unknown) => ({ fact, value: one as string })),
    )
    .sort((a, b) => b.value.length - a.value.length);
}

function* from(text: string, start: number, known: readonly Value[]): Generator<string> {
  const next = known
    .map((one) => ({ ...one, at: text.indexOf(one.value, start) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at || b.value.length - a.value.length);
  const [first] = next;
  if (!first) {
    yield text.slice(start);
    return;
  }
  const before = text.slice(start, first.at);
  for (const { value, fact } of next.filter(({ at }) => at === first.at)) {
    for (const rest of from(text, first.at + value.length, known)) yield `${before}<<${fact}>>${rest}`;
  }
  // it may be there by chance, as `prod` is
  for (const rest of from(text, first.at + 1, known)) yield `${before}${text.charAt(first.at)}${rest}`;
}
