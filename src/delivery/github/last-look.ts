import { z } from "zod";
import { ask } from "./ask.ts";
import type { Gh } from "./gh.ts";

const workflow = z.object({ state: z.string(), created_at: z.iso.datetime({ offset: true }) });
const runs = z.object({ workflow_runs: z.array(z.object({ run_started_at: z.iso.datetime({ offset: true }) })) });

/** What GitHub knows of a workflow that a schedule starts. */
export interface LastLook {
  /** `active`, or how it was turned off, such as `disabled_inactivity`. */
  readonly state: string;
  /** When its last run on `main` began that ended well, or it was first there, as ISO 8601. */
  readonly at: string;
  /** Whether any run ended well yet. */
  readonly isFirst: boolean;
}

/**
 * The last time that a scheduled workflow did all of its work. GitHub's own record of its runs is its heartbeat: whoever
 * looks may write nothing, so that it can leave none itself.
 */
export async function lastLook(gh: Gh, repository: string, file: string): Promise<LastLook> {
  const path = `${repository}/actions/workflows/${file}`;
  const { state, created_at: since } = await ask(gh, path, workflow);
  const { workflow_runs: found } = await ask(gh, `${path}/runs?branch=main&status=success&per_page=1`, runs);
  const [last] = found;
  return { state, at: last?.run_started_at ?? since, isFirst: last === undefined };
}

/** GitHub begins scheduled runs late and leaves some out; more than so many of an hourly one are a fault. */
export const longestSilenceHours = 6;

/** That nobody may be looking any more, and the calls that change it. */
export interface Silence {
  readonly why: string;
  readonly calls: readonly string[];
}

/** @returns `null`: it does its work */
export function silenceOf(file: string, { state, at, isFirst }: LastLook, nowMs: number): Silence | null {
  const since = `${at.slice(0, 16)}Z`;
  const again = `gh workflow run ${file} --ref main -f all=true`;
  if (state !== "active") {
    const why = `${file} is turned off (${state}); it did its work last ${since}. GitHub turns a schedule off after 60 days without activity. Turn it on again`;
    return { why, calls: [`gh workflow enable ${file}`, again] };
  }
  const hours = Math.floor((nowMs - Date.parse(at)) / 3_600_000);
  if (hours < longestSilenceHours) return null;
  const told = isFirst ? "has never done its work" : "has not done its work";
  const why = `${file} ${told} since ${since}, ${hours} hours ago, and is to do so every hour. See whether its runs fail, or do not begin, then start it`;
  return { why, calls: [`gh run list --workflow ${file}`, again] };
}
