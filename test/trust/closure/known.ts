import { type Cut, cutting } from "./cut.ts";
import type { KnownPath } from "./known-path.ts";
import { openPaths } from "./open-paths.ts";
import { pathsByDesign } from "./paths-by-design.ts";
import type { Start } from "./starts.ts";

export const knownPaths: readonly KnownPath[] = [...openPaths, ...pathsByDesign];

/**
 * Which steps of somebody who starts there belong to a known path; to one of the others, when `but` is given. Nobody
 * else's are known: whoever should not have begun there has found a path.
 */
export const isKnown = ({ who, own }: Pick<Start, "who" | "own">, but?: KnownPath): ((line: string) => boolean) =>
  cutting(
    knownPaths
      .filter((path) => path !== but && beginsPath(path, { who }))
      .flatMap(cutsOf)
      .map((cut) => filled(cut, own)),
  );

export const beginsPath = (path: KnownPath, { who }: Pick<Start, "who">): boolean =>
  path.from.some((pattern) => matches(pattern, who));

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

const matches = (pattern: string, who: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(who);
