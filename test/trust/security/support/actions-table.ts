import { groupBy } from "../../../../src/group-by.ts";
import type { Asker } from "../../organization/askers.ts";
import type { Ask } from "./ask.ts";
import { few } from "./few.ts";
import { type Answer, nothing } from "./matrix.ts";
import { shortly } from "./shortly.ts";

/** What can be asked of AWS, who gets it, and what denies it to everybody else. */
export function actionsTable(answers: readonly Answer[]): string {
  const rows = [...groupBy(answers, ({ ask }) => ask)].map(([ask, given]) => ({
    what: ask.what,
    where: ask.where,
    may: whoMay(ask, given).replaceAll(
      `that applies ${ask.where.slice(ask.where.lastIndexOf(" ") + 1)}`,
      "that applies it",
    ),
    denied: deniedBy(given),
  }));
  const merged = [...groupBy(rows, ({ what, may, denied }) => [what, may, denied].join("\n")).values()];
  return [
    "| what | where | who may, by which statement | denied to everybody else who asks, by |",
    "| --- | --- | --- | --- |",
    ...merged.map((same) => {
      const [{ what, may, denied } = { what: "", may: "", denied: "" }] = same;
      const places = same.map(({ where }) => where);
      return `| ${what} | ${few(places, places.length)} | ${may} | ${denied} |`;
    }),
  ].join("\n");
}

const ofNoAccount = ["AWS", "GitHub", "elsewhere"];

/** @returns where they are, for who is not at home. */
export function whoOf({ who, group }: Pick<Asker, "who" | "group">, { where, home = where }: Ask): string {
  return group === home || ofNoAccount.includes(group) ? who : `${who} of ${group}`;
}

function whoMay(ask: Ask, given: readonly Answer[]): string {
  const getting = [...groupBy(given, ({ asker }) => asker)].flatMap(([asker, own]) => {
    const allowed = own.filter((answer) => answer.allowed);
    if (allowed.length === 0) return [];
    const actions = [...new Set(allowed.map(({ request: [action] }) => `\`${action}\``))];
    const by = [...new Set(allowed.map(({ because }) => shortly(because)))].sort().join("; ");
    const who = whoOf(asker, ask);
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
