import { describe, expect, test } from "vitest";
import { dutyNames } from "../../../src/model.ts";
import { pipelineScopes } from "../../../src/names.ts";
import { record } from "../../support/figures.ts";
import { runs } from "../../support/soak.ts";
import { exampleWorld as world } from "./example-world.ts";
import { explore } from "./explore.ts";
import { isKnown } from "./known.ts";
import { search } from "./search.ts";
import { toldWithDenial } from "./told.ts";

describe("every path, in the example organization", () => {
  const exploration = explore(world);

  test("from nobody but those listed, by nothing but the paths listed, is anything reached", () => {
    const unknown = exploration.unknown.map(({ who, steps }) =>
      [`from ${who}:`, ...steps.map((step) => `  - ${toldWithDenial(world, step)}`)].join("\n"),
    );

    expect(
      [...new Set(unknown)],
      "close it in the documents; only what has to stay goes to paths-by-design.ts, with what it takes",
    ).toEqual([]);
  });

  test("everybody starts: strangers, workflows, merged changes, apply roles, administrators, duties, and pairs", () => {
    record("starting points searched to the end", exploration.starts.length + exploration.pairs);
    record("requests judged", exploration.asked);
    record("facts that follow", exploration.facts);

    const started = (pattern: RegExp) => exploration.starts.filter(({ who }) => pattern.test(who)).length;

    expect(started(/^a stranger$|workflow/)).toBe(4);
    expect(started(/^a person who is /)).toBe(dutyNames.length);
    expect(started(/^a merged change in /)).toBe(pipelineScopes.length);
    expect(started(/^lockstep-pipeline-(plan|apply)/)).toBe(20);
    expect(started(/^(Administrator|root user) of /)).toBe(2 * 10);
    // none of them acts in the management account
    expect(started(/^(policyAdmin|vaultCustodian|backupOperator|restoreOperator|auditor) of /)).toBe(29);
    expect(exploration.pairs).toBeGreaterThan(50);
  });

  test("the paths that are known are made of these steps, and of no others", async () => {
    await expect(`${exploration.covered.join("\n")}\n`).toMatchFileSnapshot("known-steps.txt");
  });

  test("nothing more follows when everybody tries everything once more", () => {
    const some = exploration.starts.filter((_, index) => index % runs(12, 1) === 0);

    const more = some.flatMap((start) => {
      const isCut = isKnown(start);
      const { holdings } = search(world, start.facts, { isCut });
      return [...search(world, holdings.facts.values(), { isCut }).derivations.keys()].map((key) => [start.who, key]);
    });

    expect(some.length).toBeGreaterThan(5);
    expect(more).toEqual([]);
  });
});
