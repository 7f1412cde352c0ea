import { describe, expect, test } from "vitest";
import { Random } from "../emulator/model/backup/random.ts";
import { missingStandIn } from "../emulator/testing/use-stand-in.ts";
import { record } from "../support/figures.ts";
import { runs, seed } from "../support/soak.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { aftermath, before } from "./support/aftermath.ts";
import { appliedAtOnce } from "./support/applied-at-once.ts";
import type { FaultKind } from "./support/faults-at-rate.ts";
import { shuffled } from "./support/shuffled.ts";
import { type Disturbance, type Outcome, survivesFaults } from "./support/survives.ts";
import { useTrials } from "./support/use-trials.ts";

const kinds: readonly FaultKind[] = ["throttle", "server-error", "cut-before", "cut-after", "slow", "mixed"];
/** Each with the patience that the provider has by itself, and with next to none. */
const everyDisturbance = kinds.flatMap((kind) =>
  [1, 5, 15, 30].flatMap((percent) => [null, 2].map((maxAttempts) => ({ kind, percent, maxAttempts }))),
);

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("a deploy that is disturbed", () => {
  const disturbances = shuffled(everyDisturbance, new Random(seed))
    .slice(0, runs(1, 14))
    .map((one, index): Disturbance => ({ ...one, seed: seed + 10 * index }));
  const pairs = runs(1, 3);
  const trials = useTrials(disturbances.length + 2 * pairs + 1);

  test("by requests that go wrong ends, with the same commands again, as if none had", async () => {
    const outcomes: (Disturbance & Outcome)[] = [];
    for (const one of disturbances) outcomes.push({ ...one, ...(await survivesFaults(trials, trials.trial(), one)) });

    const isSurvived = ({ rounds, problems }: Outcome) => rounds !== null && problems.length === 0;
    record("deploys while requests went wrong, good in the end", outcomes.filter(isSurvived).length, outcomes.length);
    for (const count of [1, 2, 3, 4]) {
      const after = outcomes.filter(({ rounds }) => rounds === count);
      if (after.length > 0) record(`of these, after so many plans and applies as ${count}`, after.length);
    }
    record("keys of no use that these left, all told", outcomes.flatMap(({ toldKeys }) => toldKeys).length);
    expect(outcomes.filter((outcome) => !isSurvived(outcome))).toEqual([]);
  });

  test("by another of the same stack is done once, and the other says why it does nothing", async () => {
    for (let pair = 0; pair < pairs; pair++) {
      const [ofOnePlan, ofTwoPlans] = [trials.trial(), trials.trial()];
      const { run } = await ofOnePlan.plan();
      await appliedAtOnce(trials, ofOnePlan, [run, run]);
      const [one, another] = await Promise.all([ofTwoPlans.plan(), ofTwoPlans.plan()]);
      await appliedAtOnce(trials, ofTwoPlans, [one.run, another.run]);
    }
    record("pairs of applies at once of which one did all", 2 * pairs, 2 * pairs);
  });

  test("by the loss of the answer to CreateKey, which the provider sends again, tells of the key of no use", async () => {
    const trial = trials.trial();
    const was = await before(trial);
    const { run } = await trial.plan();
    let lost = 0;
    trial.standIn.setFaults(({ operation }) => (operation === "CreateKey" && lost++ === 0 ? "cut-after" : null));

    const said = await trial.apply(run);

    expect([said.end, lost]).toEqual([0, 2]);
    expect(said.text).toMatch(
      /applied: arn:aws:kms:eu-west-2:\d+:key\/\S+ was made because an answer of AWS was lost and is used by nothing: /,
    );
    expect(await aftermath(trials, trial, was, said.text)).toEqual({ problems: [], toldKeys: [expect.anything()] });
  });
});
