import { expect, test } from "vitest";
import { estateFacts, stackKinds } from "../../../../src/estate/estate-facts.ts";
import { stackTexts } from "../../../../src/stack-texts.ts";
import { deriveTemplate, type Sample } from "./support/derive-template.ts";
import { sentinelCount, sentinelEstate } from "./support/sentinel-estate.ts";

const samples = Array.from({ length: sentinelCount }, (_, variant) => sentinelEstate(variant)).flatMap((estate) => {
  const facts = estateFacts(estate);
  return [...stackTexts(estate)].map(([id, text]): Sample => {
    const stack = facts.get(id);
    if (!stack) throw new Error(`got no facts of ${id}`);
    return { json: JSON.parse(text), stack };
  });
});

test.each(stackKinds)("what a %s stack is expected to hold is what its synthesis makes of any estate", async (kind) => {
  const derived = deriveTemplate(samples.filter(({ stack }) => stack.kind === kind));

  await expect(`${JSON.stringify(derived, null, 2)}\n`).toMatchFileSnapshot(
    `../../../../src/delivery/guard/expected/data/${kind}.json`,
  );
});
