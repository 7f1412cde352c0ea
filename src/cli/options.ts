import { type Command, InvalidArgumentError, Option } from "commander";
import type { WaveResult } from "../delivery/report/left-stacks.ts";

/** Where synthesis writes and everything else reads. */
export const outdir = "cdktf.out";

/** A command on a config folder. */
export const onConfig = (program: Command, name: string, description: string) =>
  program.command(name).description(description).option("--config <dir>", "folder with organization.yaml", "config");

export const format = (...choices: readonly string[]) =>
  new Option("--format <format>", "how to print it").choices(choices).default("text");

export const list = (value: string): string[] => value.split(",").filter((part) => part !== "");

export function count(value: string): number {
  const parsed = Number(value);
  if (!Number.isInteger(parsed) || parsed < 1) {
    throw new InvalidArgumentError(`got ${value}; use a whole number from 1`);
  }
  return parsed;
}

/** How each wave's jobs came out, from the first on, as GitHub says it. */
export const waveResults = (value: string): readonly WaveResult[] =>
  list(value).map((result) => {
    if (result === "success" || result === "failure" || result === "cancelled" || result === "skipped") return result;
    throw new InvalidArgumentError(`got ${result}; use success, failure, cancelled or skipped`);
  });

/** Of a shard, from 0. */
export function index(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError(`got ${value}; use a whole number from 0`);
  return Number(value);
}

/** A file that GitHub Actions reads after the step; `undefined`: not in a workflow. */
export const inWorkflow = (variable: "GITHUB_OUTPUT" | "GITHUB_STEP_SUMMARY"): string | undefined =>
  process.env[variable];

export function share(value: string): number {
  const parsed = Number(value);
  if (value === "" || !(parsed >= 0 && parsed <= 1))
    throw new InvalidArgumentError(`got ${value}; use 0 to 1, such as 0.2`);
  return parsed;
}

/** As YYYY-MM-DD (UTC). */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** A moment as minutes since 1970 (UTC). */
export function minuteOf(value: string): number {
  const written = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}Z?)?$/.test(value);
  const milliseconds = written ? Date.parse(value.length === 16 ? `${value}Z` : value) : Number.NaN;
  if (Number.isNaN(milliseconds)) {
    throw new InvalidArgumentError(`got ${value}; use a time in UTC, such as 2026-12-01T00:00`);
  }
  return milliseconds / 60_000;
}

/** What a command returns is the exit code of the process. */
export const exit = (code: number): void => {
  process.exitCode = code;
};
