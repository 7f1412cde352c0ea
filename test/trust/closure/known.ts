import { matchesPattern } from "../../emulator/model/backup/pattern.ts";
import { type Cut, cutting } from "./cut.ts";
import type { KnownPath } from "./known-path.ts";
import { openPaths } from "./open-paths.ts";
import { pathsByDesign } from "./paths-by-design.ts";
import type { Start } from "./starts.ts";
import { type Attempt, lineOf } from "./step.ts";

type Beginning = Pick<Start, "who" | "own" | "home" | "standsFor">;

export const knownPaths: readonly KnownPath[] = [...openPaths, ...pathsByDesign];

/**
 * Which known path a step belongs to, of those that somebody who starts there may have; of the others, when `but` is
 * given. Nobody else's are known: whoever should not have begun there has found a path.
 */
export function whichKnown(
  { who, own, home }: Beginning,
  but?: KnownPath,
): (attempt: Attempt) => KnownPath | undefined {
  const tests = knownPaths
    .filter((path) => path !== but && beginsPath(path, { who }))
    .map((path) => ({ path, cuts: cutting(cutsOf(path).map((cut) => filled(cut, own))) }));
  return (attempt) => {
    const line = lineOf(attempt, home);
    return tests.find(({ cuts }) => cuts(line))?.path;
  };
}

export function isKnown(start: Beginning, but?: KnownPath): (attempt: Attempt) => boolean {
  const all = [start, ...(start.standsFor ?? [])].map((one) => whichKnown(one, but));
  return (attempt) => all.some((which) => which(attempt) !== undefined);
}

export const beginsPath = (path: KnownPath, { who }: Pick<Start, "who">): boolean =>
  path.from.some((pattern) => matchesPattern(pattern, who));

const ends = "use what one has,attach or detach";

/**
 * What is open is not gone through, so that whatever else there is shows, unless it says that it goes on. What stays by design is no end of a path, but
 * goes on: what somebody makes of it is looked for, too.
 */
const cutsOf = (path: KnownPath): readonly Cut[] =>
  openPaths.includes(path) && !path.goesOn ? path.cuts : path.cuts.map((cut) => ({ kind: ends, ...cut }));

function filled(cut: Cut, own: Start["own"]): Cut {
  const fill = (pattern: string) => pattern.replace(/\{(\w+)\}/g, (_, word: keyof typeof own) => own[word]);
  return { ...cut, by: fill(cut.by), on: fill(cut.on) };
}
