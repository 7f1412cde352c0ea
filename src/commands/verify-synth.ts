import type { StackExpectation, SynthExpectation } from "../delivery/guard/synth/synth-expectation.ts";
import { verifyFolder } from "../delivery/guard/synth/verify-folder.ts";
import { synthProblemsFile } from "../delivery/handoff/synth-problems.ts";
import { textLine } from "../diagnostics/render/text.ts";
import { estateFacts } from "../estate/estate-facts.ts";
import { accountClasses, type Estate } from "../model.ts";
import { appStackId, stateBucket, stateKeyAliasArn } from "../names.ts";
import { counted } from "../words/counted.ts";
import { oneLine } from "../words/one-line.ts";
import { print, printError } from "./print.ts";
import { soundEstate } from "./sound-estate.ts";

/**
 * Says what synthesized stacks hold that must not meet a credential, or that config does not ask for.
 *
 * @param out where what is found goes, for a change whose base this is; nothing is written where nothing could be judged
 * @returns the exit code
 */
export async function verifySynth(config: string, outdir: string, out?: string): Promise<number> {
  const estate = soundEstate(config, "nothing was verified");
  if (!estate) return 1;
  const problems = await verifyFolder(outdir, expectationOf(estate));
  if (out !== undefined) await synthProblemsFile.write(out, { problems });
  printError(...problems.map((problem) => oneLine(textLine(problem))));
  if (problems.length > 0) {
    printError(
      "",
      `${counted(problems.length, "problem")} in ${outdir}; give these stacks no credentials. Run synth again, since config may have changed; what comes back was changed in the code: don't merge it`,
    );
    return 1;
  }
  print(`the stacks in ${outdir} are what they must be`);
  return 0;
}

/** What the stacks of an estate must be, by its config alone. */
export function expectationOf(estate: Estate): SynthExpectation {
  const { shared, central, management, organization, accounts } = estate;
  return {
    facts: estateFacts(estate),
    state: {
      partition: estate.partition,
      bucket: stateBucket(estate),
      region: shared.region,
      kmsKeyArn: stateKeyAliasArn(estate),
    },
    stacks: new Map<string, StackExpectation>([
      ["bootstrap", { scope: "bootstrap", accountId: shared.accountId }],
      ["shared", { scope: "shared", accountId: shared.accountId }],
      ...(management
        ? ([["management", { scope: "management", accountId: organization.managementAccountId }]] as const)
        : []),
      ...accountClasses.flatMap(
        (cls) =>
          [
            [`central-${cls}`, { scope: `central-${cls}`, accountId: central[cls].accountId }],
            [`policies-${cls}`, { scope: `policies-${cls}`, accountId: shared.accountId }],
          ] as const,
      ),
      ...accounts.map(
        (account) =>
          [appStackId(account.name), { scope: `app-${account.class}`, accountId: account.accountId }] as const,
      ),
    ]),
  };
}
