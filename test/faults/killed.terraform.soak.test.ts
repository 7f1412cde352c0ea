import { describe, expect, test } from "vitest";
import { applyNoteKey, stateKey } from "../../src/names.ts";
import { Random } from "../emulator/model/backup/random.ts";
import { missingStandIn } from "../emulator/testing/use-stand-in.ts";
import { record } from "../support/figures.ts";
import { runs, seed } from "../support/soak.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { aftermath, before } from "./support/aftermath.ts";
import { converge } from "./support/converge.ts";
import type { Kill } from "./support/kill-apply.ts";
import { shuffled } from "./support/shuffled.ts";
import { type Outcome, survivesKill } from "./support/survives.ts";
import { trialScope } from "./support/trial.ts";
import { useTrials } from "./support/use-trials.ts";

/** Requests with which an apply changes something: in the account, and on its state, lock, ledger and note. */
const ofFirstApply = 29;
const ofChange = 17;

/** Some of all kills of an apply that has so many requests; at one in five, only the command dies, and Terraform goes on. */
const someKills = (requests: number, many: number): readonly Kill[] =>
  shuffled(
    Array.from({ length: requests }, (_, index) => index + 1).flatMap((at) =>
      (["before", "after"] as const).map((when) => ({ at, when })),
    ),
    new Random(seed),
  )
    .slice(0, many)
    .map((kill, index) => ({ ...kill, what: index % 5 === 4 ? "command" : "machine" }));

/** Whether one more plan and apply made everything good. */
const isSurvived = ({ rounds, problems }: Outcome) => rounds === 1 && problems.length === 0;

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("an apply that is killed", () => {
  const [first, changing] = [someKills(ofFirstApply, runs(1, 20)), someKills(ofChange, runs(1, 5))];
  const trials = useTrials(first.length + changing.length + 1);

  test("at whatever request it dies, the same commands again end as if it had not", async () => {
    const outcomes: (Kill & Outcome)[] = [];
    for (const kill of first) outcomes.push({ ...kill, ...(await survivesKill(trials, trials.trial(), kill)) });

    const killed = outcomes.filter(({ hit }) => hit !== null);
    record("first applies killed at a request, good after the next", killed.filter(isSurvived).length, killed.length);
    record("keys of no use that killed applies left, all told", outcomes.flatMap(({ toldKeys }) => toldKeys).length);
    expect(outcomes.filter((outcome) => !isSurvived(outcome))).toEqual([]);
  });

  test("of a change to an account that has backups, all of them are still there", async () => {
    const outcomes: (Kill & Outcome)[] = [];
    for (const kill of changing) {
      const trial = trials.trial();
      const { things } = await before(trial);
      const { run } = await trial.plan();
      expect(await trial.apply(run)).toMatchObject({ end: 0 });
      await trials.backUp(trial);
      trials.change(trial);
      outcomes.push({ ...kill, ...(await survivesKill(trials, trial, kill, { things })) });
    }

    const killed = outcomes.filter(({ hit }) => hit !== null);
    record("changes killed at a request, good after the next", killed.filter(isSurvived).length, killed.length);
    expect(outcomes.filter((outcome) => !isSurvived(outcome))).toEqual([]);
  });

  test("because its state cannot be written says so, and what it has made is taken over by the next", async () => {
    const trial = trials.trial();
    const was = await before(trial);
    const [stack = ""] = trial.stacks;
    const { run } = await trial.plan();
    // after the note of the apply and the lock comes the state, until the lock is taken away
    let puts = 0;
    let isOver = false;
    trial.standIn.setFaults(({ service, operation }) => {
      if (service === "s3" && operation === "DeleteObject") isOver = true;
      return service === "s3" && operation === "PutObject" && !isOver && ++puts > 2 ? "server-error" : null;
    });

    const said = await trial.apply(run);

    expect(said).toMatchObject({ end: 1, text: expect.stringContaining("got no way to write the state") });
    expect(await trial.object(stateKey(trialScope, stack))).toBe(null);
    expect(await trial.object(applyNoteKey(trialScope, stack))).toContain('"endedAt": null');
    const { rounds, told } = await converge(trial);
    expect([rounds, told]).toEqual([1, expect.stringContaining("takes over")]);
    expect(await aftermath(trials, trial, was, told)).toEqual({ problems: [], toldKeys: [] });
  });
});
