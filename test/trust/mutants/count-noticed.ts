import { type How, hows, type Mutant, ways } from "./mutant.ts";
import type { Noticer } from "./noticer.ts";

export interface Noticed {
  readonly mutant: Mutant;
  /** All of them, in the order in which they were asked. */
  readonly by: readonly string[];
}

/** Mutants of one way, and how many of them each notices. */
export interface Count {
  readonly how: How;
  readonly mutants: number;
  readonly by: Readonly<Record<string, number>>;
  readonly nobody: number;
}

export interface Tally {
  readonly each: readonly Noticed[];
  readonly counts: readonly Count[];
  /** What everybody asked let pass. */
  readonly unnoticed: readonly Mutant[];
}

/** Shows every mutant to everybody; nobody is spared one that somebody else has noticed. */
export async function countNoticed(mutants: readonly Mutant[], noticers: readonly Noticer[]): Promise<Tally> {
  const each: Noticed[] = [];
  for (const mutant of mutants) {
    const by: string[] = [];
    for (const { who, notices } of noticers) if (await notices(mutant)) by.push(who);
    each.push({ mutant, by });
  }
  return {
    each,
    counts: hows.map((how) => countOf(how, each, noticers)),
    unnoticed: each.filter(isUnnoticed).map(({ mutant }) => mutant),
  };
}

function countOf(how: How, each: readonly Noticed[], noticers: readonly Noticer[]): Count {
  const found = each.filter(({ mutant }) => mutant.how === how);
  const by = (who: string) => found.filter((one) => one.by.includes(who)).length;
  return {
    how,
    mutants: found.length,
    by: Object.fromEntries(noticers.map(({ who }) => [who, by(who)] as const)),
    nobody: found.filter(isUnnoticed).length,
  };
}

const isUnnoticed = ({ by }: Noticed) => by.length === 0;

/** The counts as a person reads them, a line for each way. */
export const countLines = (counts: readonly Count[]): readonly string[] =>
  counts.map(({ how, mutants, by, nobody }) =>
    [
      `${ways[how]}: ${mutants}`,
      ...Object.entries(by).map(([who, count]) => `${who} ${count}`),
      `nobody ${nobody}`,
    ].join(", "),
  );
