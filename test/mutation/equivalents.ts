import type { Equivalent } from "./equivalent.ts";

/** The mutants that no test can kill. One that fits nothing any more is red. */
export const equivalents: readonly Equivalent[] = [
  {
    file: "src/delivery/handoff/s3-store.ts",
    line: 'const nameOf = (error: unknown) => (error instanceof Error ? error.name : "");',
    before: '""',
    after: '"mutated"',
    why: "what is no error has no name that S3 knows, by either text",
  },
  {
    file: "src/proof/through-centuries.ts",
    line: '[new Date(Date.UTC(year, 0)).getUTCDay(), daysOf(year - 1), daysOf(year), daysOf(year + 1)].join(" ");',
    before: '" "',
    after: '""',
    why: "one digit and three numbers of three digits are told apart without a space",
  },
  {
    file: "src/proof/loss-through-centuries.ts",
    line: ": Math.max(0, ...reaches.map(({ minutes }) => minutes));",
    before: "0",
    after: "1",
    why: "it counts only where no rule starts, and there is nothing to lose in any cycle then",
  },
  {
    file: "src/proof/start-cycle.ts",
    line: "export const shortCalendarReachMinutes = 730 * minutesPerDay;",
    before: "730",
    after: "731",
    why: "731 days that touch four years have a day of the first and of the last, neither in February: only whether the two between are leap years matters, and 28 years have every weekday of each such pair",
  },
  {
    file: "src/delivery/drift/judge-stacks.ts",
    line: 'place: { scope: scopes.get(stack) ?? "", stacks: { [stack]: seenAt } },',
    before: '""',
    after: '"mutated"',
    why: "every stack that is judged is one of those that are due, and each of these has its scope",
  },
  {
    file: "src/config/resolve.ts",
    line: 'if (localOnly !== undefined || keep.central === undefined) return { kind: "localOnly", reason: localOnly ?? "" };',
    before: '""',
    after: '"mutated"',
    why: "a rule that keeps no copy says why: without localOnly its file is refused before",
  },
];
