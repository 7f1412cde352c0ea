import { groupBy } from "../../../src/group-by.ts";
import type { Answer } from "./matrix.ts";
import { shortly } from "./shortly.ts";

const nothing = "nothing allows it";

/** What can be asked of AWS, who gets it, and what denies it to everybody else. */
export function actionsTable(answers: readonly Answer[]): string {
  const rows = [...groupBy(answers, ({ ask }) => ask)].map(([ask, given]) => ({
    what: ask.what,
    where: ask.where,
    may: whoMay(given),
    denied: deniedBy(given),
  }));
  const merged = [...groupBy(rows, ({ what, may, denied }) => [what, may, denied].join("\n")).values()];
  return [
    "| what | where | who may, by which statement | denied to everybody else who asks, by |",
    "| --- | --- | --- | --- |",
    ...merged.map((same) => {
      const [{ what, may, denied } = { what: "", may: "", denied: "" }] = same;
      return `| ${what} | ${same.map(({ where }) => where).join(", ")} | ${may} | ${denied} |`;
    }),
  ].join("\n");
}

function whoMay(given: readonly Answer[]): string {
  const getting = [...groupBy(given, ({ asker }) => asker)].flatMap(([asker, own]) => {
    const allowed = own.filter((answer) => answer.allowed);
    if (allowed.length === 0) return [];
    const actions = [...new Set(allowed.map(({ request: [action] }) => `\`${action}\``))];
    const by = [...new Set(allowed.map(({ because }) => shortly(because)))].sort().join("; ");
    const isHome = asker.accountId === own[0]?.ask.accountId;
    const who = isHome ? asker.who : `${asker.who} of ${asker.group}`;
    return [{ who: allowed.length === own.length ? who : `${who} (only ${actions.join(", ")})`, by }];
  });
  const parts = [...groupBy(getting, ({ by }) => by)].map(
    ([by, all]) => `${all.map(({ who }) => who).join(", ")}: ${by}`,
  );
  return parts.length === 0 ? "nobody" : parts.join("<br>");
}

function deniedBy(given: readonly Answer[]): string {
  const denied = given.filter(({ allowed }) => !allowed);
  const reasons = denied.flatMap(({ because }) => (because === nothing ? [] : shortly(because).split(", ")));
  const said = [...new Set(reasons)].sort();
  const isQuiet = denied.some(({ because }) => because === nothing);
  return [...said, ...(isQuiet ? [nothing] : [])].join(", ");
}
