import { type Measured, measureCommand } from "./measure-command.ts";

/** What it takes to check an estate, beside what it takes to synthesize it. */
export function checkAgainstSynth(folder: string, config: string, runs: number): string {
  const check = measureCommand(folder, ["check", "--config", config], runs);
  const synth = measureCommand(folder, ["synth", "--config", config], runs);
  const share = check.seconds / synth.seconds;
  return [
    line("check", check),
    line("synth", synth),
    `check / synth: ${share.toFixed(2)}; check ${share < 1 ? "does not dominate" : "dominates"} synthesis`,
  ].join("\n");
}

const line = (command: string, { seconds, peakMebibytes }: Measured) =>
  `${command}  ${seconds.toFixed(2).padStart(8)} s  ${Math.round(peakMebibytes).toString().padStart(6)} MiB at most`;
