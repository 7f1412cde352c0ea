import { byText } from "../../by-text.ts";
import { linesAndMore } from "../../words/and-more.ts";
import { counted } from "../../words/counted.ts";
import { howManyFit } from "../../words/how-many-fit.ts";
import { fencedLine } from "../../words/markdown.ts";
import type { ChangeSummary, StackSummary } from "../handoff/stack-summary.ts";
import { deedOf } from "../resources/deed.ts";
import { attributeText, hasWords } from "./attribute-words.ts";
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
  const sorted = [...changes].sort((a, b) => weight(a) - weight(b) || byAddress(a, b));
  if (sorted.length === 0) return ["only outputs of the stack, which nothing reads"];
  const blocks = sorted.map(changeLines);
  const sizes = blocks.map((block) => block.reduce((sum, line) => sum + line.length + 1, 0));
  const shown = Math.max(1, howManyFit(sizes, longest));
  const lines = blocks.slice(0, shown).flat();
  return shown < sorted.length ? [...lines, `and ${counted(sorted.length - shown, "more resource")}`] : lines;
}

function changeLines(change: ChangeSummary): readonly string[] {
  const deed = deedOf(change);
  const shown = shownAttributes(change);
  // a new or lost resource is told by its name; of its settings, those that decide about backups
  const told =
    deed === "update" || deed === "replacement" || deed === "takeover"
      ? shown
      : shown.filter((each) => isTelling(change, each));
  const lines = told.map((attribute) => attributeText(change, attribute, deed === "create"));
  return [
    fencedLine(`${signs[deed]} ${change.address}${remarks[deed]}`),
    ...linesAndMore(lines, mostAttributes, " values").map((line) => fencedLine(`    ${line}`)),
  ];
}

const isTelling = (change: ChangeSummary, attribute: ChangeSummary["attributes"][number]) =>
  hasWords(change, attribute) && attribute.path[0] !== "tags";

const byAddress = byText(({ address }: ChangeSummary) => address);

function weight(change: ChangeSummary): number {
  return ["delete", "replacement", "forget", "update", "takeover", "create", "move"].indexOf(deedOf(change));
}
