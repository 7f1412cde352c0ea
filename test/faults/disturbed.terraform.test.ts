import { describe, expect, test } from "vitest";
import { missingStandIn } from "../emulator/testing/use-stand-in.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { survivesFaults } from "./support/survives.ts";
import { useTrials } from "./support/use-trials.ts";

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("a deploy that is disturbed", () => {
  const trials = useTrials(1);

  test("by requests of which every seventh goes wrong ends, with the same commands again, as if none had", async () => {
    const outcome = await survivesFaults(trials, trials.trial(), {
      kind: "mixed",
      percent: 15,
      maxAttempts: 2,
      seed: 20_261_123,
    });

    expect(outcome.rounds).not.toBe(null);
    expect(outcome.problems).toEqual([]);
  });
});
