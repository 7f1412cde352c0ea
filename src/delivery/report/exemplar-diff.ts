import type { ChangeSummary, StackSummary } from "../handoff/stack-summary.ts";
import { deedOf } from "./action-words.ts";
import { attributeText, hasWords } from "./attribute-words.ts";
import { count, fencedLine } from "./markdown.ts";
import { shownAttributes } from "./shown-attributes.ts";

const mostAttributes = 40;
// diff colours what is behind ! as it does + and -
const signs = {
  create: "+",
  update: "!",
  replacement: "-/+",
  delete: "-",
  forget: "-",
  move: "!",
  takeover: "!",
} as const;
const remarks = {
  create: "",
  update: "",
  replacement: " (deleted and created anew)",
  delete: " (deleted)",
  forget: " (left behind, no longer planned)",
  move: " (only its place in the state)",
  takeover: " (exists already, and is taken over)",
} as const;

/** What a plan changes, line by line, as far as `longest` goes: first what is lost, created resources only in what matters. */
export function exemplarDiff({ changes }: StackSummary, longest: number): readonly string[] {
  const sorted = [...changes].sort((a, b) => weight(a) - weight(b) || (a.address < b.address ? -1 : 1));
  const lines: string[] = [];
  let room = longest;
  for (const [index, change] of sorted.entries()) {
    const block = changeLines(change);
    room -= block.reduce((sum, line) => sum + line.length + 1, 0);
    if (room < 0 && index > 0) return [...lines, `and ${count(sorted.length - index, "more resource")}`];
    lines.push(...block);
  }
  return lines.length > 0 ? lines : ["only outputs of the stack, which nothing reads"];
}

function changeLines(change: ChangeSummary): readonly string[] {
  const deed = deedOf(change);
  const shown = shownAttributes(change);
  // a new or lost resource is told by its name; of its settings, those that decide about backups
  const told =
    deed === "update" || deed === "replacement" || deed === "takeover"
      ? shown
      : shown.filter((each) => isTelling(change.type, each));
  const lines = told.map((attribute) => fencedLine(`    ${attributeText(change.type, attribute, deed === "create")}`));
  const most = lines.slice(0, mostAttributes);
  if (lines.length > most.length) most.push(`    and ${lines.length - most.length} more values`);
  return [fencedLine(`${signs[deed]} ${change.address}${remarks[deed]}`), ...most];
}

const isTelling = (type: string, attribute: ChangeSummary["attributes"][number]) =>
  hasWords(type, attribute) && attribute.path[0] !== "tags";

function weight(change: ChangeSummary): number {
  return ["delete", "replacement", "forget", "update", "takeover", "create", "move"].indexOf(deedOf(change));
}
