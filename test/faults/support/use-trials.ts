import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { Estate } from "../../../src/model.ts";
import { appStackId } from "../../../src/names.ts";
import { stackTexts } from "../../../src/stack-texts.ts";
import { synthesize } from "../../../src/synthesize.ts";
import { documentsOf, type HeldDocument } from "../../emulator/deploy/documents-of.ts";
import { bootstrappedCloud } from "../../emulator/testing/bootstrapped-cloud.ts";
import { allowAll } from "../../emulator/testing/judges.ts";
import { useStandIn } from "../../emulator/testing/use-stand-in.ts";
import { lightProvider } from "../../end-to-end/support/light-provider.ts";
import { makeStatePlace } from "../../end-to-end/support/state-place.ts";
import { bundleOf } from "../../support/bundle.ts";
import { lockOfMirror } from "../../support/lock-of-mirror.ts";
import { backUp } from "./back-up.ts";
import { programFiles, Trial } from "./trial.ts";
import { changedEstate, trialEstate } from "./trial-estate.ts";

const others = ["management", "shared"];

const directly = async (estate: Estate): Promise<readonly HeldDocument[]> => {
  const stacks = [...others, ...estate.accounts.map(({ name }) => appStackId(name))];
  return documentsOf(await bootstrappedCloud(estate, { stacks, judge: allowAll }));
};

/**
 * An organization over the wire in which the pipeline can be tried, on accounts that have nothing yet.
 *
 * @param accounts how many stacks the trials of the file have at most
 */
export function useTrials(accounts: number) {
  const estate = trialEstate(accounts);
  const names = estate.accounts.map(({ name }) => appStackId(name));
  const standIn = useStandIn(() => bootstrappedCloud(estate, { stacks: others }));
  const programs = () => bundleOf(...programFiles);
  let folder = "";
  let provider: Readonly<Record<string, string>> = {};
  let texts: ReadonlyMap<string, string> | undefined;
  const changed = { estate: changedEstate(estate), accounts: new Set<string>() };
  const held = new Map<Estate, Promise<readonly HeldDocument[]>>();
  let used = 0;
  let trials = 0;
  let runs = 0;

  beforeAll(async () => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "faults-")));
    provider = await lightProvider(folder);
    await makeStatePlace(standIn(), estate);
    mkdirSync(join(folder, "synth"));
    writeFileSync(join(folder, "synth/.terraform.lock.hcl"), await lockOfMirror());
    synthesize(estate, join(folder, "synth/head"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  return {
    standIn,

    /** The next accounts, with nothing going wrong. */
    trial(stacks = 1): Trial {
      const own = names.slice(used, used + stacks);
      if (own.length < stacks) throw new Error(`got ${accounts} accounts for the trials; use more`);
      used += stacks;
      standIn().setFaults(() => null);
      const base = join(folder, `t${trials}`);
      mkdirSync(base);
      return new Trial({
        ...{ standIn: standIn(), estate, provider, folder: base, synth: join(folder, "synth"), programs: programs() },
        ...{ stacks: own, shard: trials++, nextRun: () => ++runs },
      });
    },

    /** Has something in each account of a trial backed up, into the vault that is there. */
    backUp: (trial: Trial) => backUp(trial),

    /** Merges another config of the accounts of a trial. */
    change(trial: Trial): void {
      texts ??= stackTexts(changed.estate);
      for (const stack of trial.stacks) {
        writeFileSync(join(folder, "synth/head/stacks", stack, "cdk.tf.json"), texts.get(stack) ?? "");
        changed.accounts.add(trial.accountOf(stack));
      }
    },

    /** Documents of an account to which all that is merged has been put without Terraform. */
    async documents(accountId: string): Promise<readonly HeldDocument[]> {
      const merged = changed.accounts.has(accountId) ? changed.estate : estate;
      const direct = held.get(merged) ?? directly(merged);
      held.set(merged, direct);
      return (await direct).filter((one) => one.accountId === accountId);
    },
  };
}

export type Trials = ReturnType<typeof useTrials>;
