import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { missingStacks } from "./missing-stacks.ts";
import type { ReportInput } from "./report-input.ts";
import { changedOf } from "./reviewed.ts";

/** All in one sentence, such as `1 stack is created, 3 change, nothing changes for the other 13.` */
export function headline(input: ReportInput): string {
  const { affected, summaries } = input;
  const added = new Set(affected.added.map(({ stack }) => stack));
  const changed = changedOf(summaries);
  const created = changed.filter(({ stack }) => added.has(stack)).length;
  const byPerson = [...affected.added, ...affected.changed, ...affected.retiring].filter(({ wave }) => wave === null);
  const of = (outcome: string) => summaries.filter((summary) => summary.outcome === outcome).length;
  const clauses: readonly (readonly [number, string, string])[] = [
    [created, "is created", "are created"],
    [changed.length - created, "changes", "change"],
    [of("failed") + missingStacks(input).length, "could not be planned", "could not be planned"],
    [of("not-ready"), "is not ready", "are not ready"],
    [affected.removed.length, "is left behind", "are left behind"],
    [byPerson.length, "is applied by a person", "are applied by a person"],
  ];
  const told = clauses
    .filter(([number]) => number > 0)
    .map(([number, one, many], index) =>
      index === 0
        ? `${counted(number, "stack")} ${number === 1 ? one : many}`
        : `${grouped(number)} ${number === 1 ? one : many}`,
    );
  const same = affected.unchanged + of("unchanged");
  if (told.length === 0)
    return same === 0
      ? "There is no stack."
      : `Nothing changes for ${same === 1 ? "the one stack" : `all ${counted(same, "stack")}`}.`;
  const others =
    same === 0 ? "no stack stays as it is" : `nothing changes for the other ${same === 1 ? "one" : grouped(same)}`;
  return `${[...told, others].join(", ")}.`;
}
