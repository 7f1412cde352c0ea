import { expect } from "vitest";
import { aftermath, before } from "./aftermath.ts";
import { asOften, created, whyNotApplied } from "./created.ts";
import type { Trial } from "./trial.ts";
import type { Trials } from "./use-trials.ts";

/** Two applies of a new stack at the same time: one does it, the other says why it does not, and nothing is made twice. */
export async function appliedAtOnce(trials: Trials, trial: Trial, runs: readonly [one: number, another: number]) {
  const was = await before(trial);
  const [stack = ""] = trial.stacks;

  const said = await Promise.all(runs.map((run) => trial.apply(run)));

  const winner = said.findIndex(({ text }) => text.startsWith(`${stack}: applied\n`));
  expect(said[winner]).toMatchObject({ end: 0 });
  expect(said[1 - winner]?.text).toMatch(whyNotApplied);
  expect(created(trial.standIn, trial.accountOf(stack))).toEqual(asOften);
  expect(await aftermath(trials, trial, was, "")).toEqual({ problems: [], toldKeys: [] });
}
