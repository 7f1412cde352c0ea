import { groupBy } from "../../../../src/group-by.ts";
import { type ActionClass, dangerousClasses } from "../../actions/action-class.ts";
import { type Asker, askers, ownerNames } from "../../organization/askers.ts";
import { whoOf } from "./actions-table.ts";
import type { Ask } from "./ask.ts";
import { type DangerAsk, dangerAsks } from "./danger-asks.ts";
import { few } from "./few.ts";
import type { Answer } from "./matrix.ts";
import { shortly } from "./shortly.ts";

interface Row {
  readonly class: ActionClass;
  readonly sort: string;
  readonly things: readonly string[];
  readonly where: readonly string[];
  readonly actions: readonly string[];
  readonly may: string;
  readonly denied: string;
}

/** What could be done, to what, by whom, and what denies it: things, places and classes with equal answers are one row. */
export function dangerTable(dangers: readonly Answer<DangerAsk>[], isShown: (where: string) => boolean): string {
  const rows = rowsOf(dangers, isShown);
  return [
    "| what | where | who may, by which statement | denied to everybody else by |",
    "| --- | --- | --- | --- |",
    ...rows.map(
      ({ class: name, things, actions, where, may, denied }) =>
        `| ${name} · ${few(things, 3)}: ${few(coded(actions), 2)} | ${where.join(", ")} | ${may} | ${denied} |`,
    ),
  ].join("\n");
}

export function rowsOf(dangers: readonly Answer<DangerAsk>[], isShown: (where: string) => boolean): readonly Row[] {
  const given = groupBy(dangers, ({ ask }) => ask);
  const rows = dangerAsks
    .filter(({ where }) => isShown(where))
    .map((ask): Row => {
      const answers = given.get(ask) ?? [];
      const { class: name, thing, where, actions } = ask;
      const { sort, said } = thing;
      const may = ofItsScope(whoMay(ask, answers), said);
      return { class: name, sort, things: [said], where: [where], actions, may, denied: deniedBy(answers) };
    });
  const byThing = folded(rows, (row) => [row.class, row.sort, row.where, row.may, row.denied]);
  const byPlace = folded(byThing, (row) => [row.class, row.sort, row.things, row.may, row.denied]);
  return byPlace.toSorted((one, other) => dangerousClasses.indexOf(one.class) - dangerousClasses.indexOf(other.class));
}

function folded(rows: readonly Row[], keyOf: (row: Row) => unknown): readonly Row[] {
  return [...groupBy(rows, (row) => JSON.stringify(keyOf(row))).values()].map((same) => ({
    ...(same[0] as Row),
    things: unique(same.flatMap(({ things }) => things)),
    where: unique(same.flatMap(({ where }) => where)),
    actions: unique(same.flatMap(({ actions }) => actions)),
  }));
}

function whoMay(ask: DangerAsk, answers: readonly Answer[]): string {
  const allowed = answers.filter((answer) => answer.allowed);
  const getting = [...groupBy(allowed, ({ asker }) => asker)].map(([asker, own]) => ({
    asker,
    only: onlyOf(ask.actions, unique(own.map(({ request: [action] }) => action))),
    by: byWhat(own),
  }));
  const parts = [...groupBy(getting, ({ only, by }) => `${only}${by}`)].map(
    ([by, all]) =>
      `${ownersFirst(
        all.map(({ asker }) => asker),
        ask,
      ).join(", ")}${by}`,
  );
  return parts.length === 0 ? "nobody" : parts.join("<br>");
}

/** @returns nothing when it is but that they may do everything. */
function byWhat(own: readonly Answer[]): string {
  const by = unique(own.flatMap(({ because }) => shortly(because).split(", "))).sort();
  const more = by.filter((reason) => reason !== "AdministratorAccess `Everything`");
  return more.length === 0 ? "" : `: ${more.join(", ")}`;
}

/** Who can do everything in an account is told as one, where all of them get the same answer. */
function ownersFirst(all: readonly Asker[], ask: Ask): readonly string[] {
  const asOwners = unique(all.map(({ group }) => group)).filter((group) =>
    askers
      .filter((asker) => isOwner(asker) && asker.group === group)
      .every((owner, _, owners) => owners.length > 1 && all.includes(owner)),
  );
  const isTold = (asker: Asker) => isOwner(asker) && asOwners.includes(asker.group);
  const hasOwners = (group: string) => askers.some((asker) => isOwner(asker) && asker.group === group);
  return [
    ...asOwners.filter(hasOwners).map((group) => whoOf({ who: "owners", group }, ask)),
    ...all.filter((asker) => !isTold(asker)).map((asker) => whoOf(asker, ask)),
  ];
}

const isOwner = ({ who }: Asker) => ownerNames.includes(who);

/** @returns nothing for who may do it all. */
function onlyOf(all: readonly string[], actions: readonly string[]): string {
  const others = all.filter((action) => !actions.includes(action));
  if (others.length === 0) return "";
  if (others.length < actions.length && others.length < 4) return ` (all but ${coded(others).join(", ")})`;
  return ` (only ${few(coded(actions), 3)})`;
}

/** What a role's own policy denies it, it denies nobody else. */
function deniedBy(answers: readonly Answer[]): string {
  const reasons = answers.flatMap(({ allowed, because }) => (allowed ? [] : shortly(because).split(", ")));
  return unique(reasons.filter((reason) => !reason.startsWith("role `")))
    .sort()
    .join(", ");
}

/** The role that applies a scope is the same to each of them. */
function ofItsScope(may: string, said: string): string {
  const scope = said.slice(said.lastIndexOf(" ") + 1);
  return may.replaceAll(`that applies ${scope}`, "that applies it");
}

const coded = (actions: readonly string[]) => actions.map((action) => `\`${action}\``);
const unique = <Item>(items: readonly Item[]): Item[] => [...new Set(items)];
