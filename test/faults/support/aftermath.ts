import { configHash } from "../../../src/delivery/stack/config-hash.ts";
import { parseObject } from "../../../src/delivery/stack/stack-tree.ts";
import { ledgerKey, stateKey } from "../../../src/names.ts";
import { documentsOf } from "../../emulator/deploy/documents-of.ts";
import { inventory } from "./inventory.ts";
import { stated } from "./stated.ts";
import { type Trial, trialScope } from "./trial.ts";
import type { Trials } from "./use-trials.ts";

/** What an account held before anything happened to it. */
export interface Before {
  readonly things: ReadonlyMap<string, readonly string[]>;
  readonly recoveryPoints: readonly string[];
}

export interface Aftermath {
  /** Everything that is not as it should be, in words. */
  readonly problems: readonly string[];
  /** Keys that are of no use and that the pipeline has told of. */
  readonly toldKeys: readonly string[];
}

const regionOf = ({ estate }: Trial) => estate.shared.region;

export async function before(trial: Trial): Promise<Before> {
  const things = new Map<string, readonly string[]>();
  for (const stack of trial.stacks) {
    things.set(stack, await inventory(trial.standIn, trial.accountOf(stack), regionOf(trial)));
  }
  return { things, recoveryPoints: trial.standIn.cloud.backup.recoveryPoints().map(({ arn }) => arn) };
}

/**
 * Whether everything is as if nothing had gone wrong: nothing is left to do, what exists is in the state exactly once and
 * the other way round, every document is the one that was synthesized, no backup is lost, no lock is left, and the ledger
 * says so.
 *
 * @param told all that the pipeline has said, in which it may have told of keys that are of no use
 */
export async function aftermath(trials: Trials, trial: Trial, was: Before, told: string): Promise<Aftermath> {
  const { standIn } = trial;
  standIn.setFaults(() => null);
  const problems: string[] = [];
  const toldKeys: string[] = [];
  const again = await trial.plan();
  if (again.end !== 0) problems.push(`the next plan ends with ${again.end}: ${again.text}`);
  for (const stack of trial.stacks) {
    const say = (problem: string) => problems.push(`${stack}: ${problem}`);
    const summary = trial.planned(again.run, stack);
    if (summary.outcome !== "unchanged") {
      say(`the next plan is ${summary.outcome}: ${summary.changes.map(({ address }) => address).join(", ")}`);
    }

    const accountId = trial.accountOf(stack);
    const exists = without(await inventory(standIn, accountId, regionOf(trial)), was.things.get(stack) ?? []);
    const state = await trial.object(stateKey(trialScope, stack));
    const known = state === null ? [] : stated(state);
    for (const thing of without(exists, known)) {
      const key = /^key (.*)/.exec(thing)?.[1];
      if (key !== undefined && told.includes(key)) toldKeys.push(key);
      else say(`exists and is in no state: ${thing}`);
    }
    for (const thing of without(known, exists))
      say(`is in the state and does not exist, or stands there twice: ${thing}`);

    const useless = new Set(toldKeys);
    const isUseless = ({ kind, of }: { readonly kind: string; readonly of: string }) =>
      useless.size > 0 && kind === "key policy" && of === "without an alias";
    const documents = (await documentsOf(standIn.cloud)).filter((one) => one.accountId === accountId);
    const own = documents.filter((one) => !isUseless(one)).map((one) => JSON.stringify(one));
    const wanted = (await trials.documents(accountId)).map((one) => JSON.stringify(one));
    for (const document of without(own, wanted)) say(`holds a document that nothing says: ${document}`);
    for (const document of without(wanted, own)) say(`lacks a document: ${document}`);

    const lock = await trial.lock(stack);
    if (lock) say(`its state is locked by ${lock.who}`);
    const entry = await trial.object(ledgerKey(trialScope, stack));
    const hash = configHash(parseObject(trial.synthesized(stack), stack));
    if (entry === null || (JSON.parse(entry) as { readonly configHash?: string }).configHash !== hash) {
      say(`the ledger says ${entry}`);
    }
  }
  for (const stack of await trial.pending()) problems.push(`${stack}: is pending`);
  const points = new Set(standIn.cloud.backup.recoveryPoints().map(({ arn }) => arn));
  for (const arn of was.recoveryPoints) if (!points.has(arn)) problems.push(`a backup is lost: ${arn}`);
  return { problems, toldKeys };
}

/** What is in the first and not in the second, each line as often as it is there more. */
function without(lines: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return lines.filter((line) => {
    const index = left.indexOf(line);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}
