import { byText } from "../../by-text.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { markdownItem } from "../../diagnostics/render/markdown.ts";
import { groupBy } from "../../group-by.ts";
import { counted } from "../../words/counted.ts";
import { cut } from "../../words/cut.ts";
import { howManyFit } from "../../words/how-many-fit.ts";
import { code, details, fence, names, prose } from "../../words/markdown.ts";
import { type DriftFinding, hiddenFindings } from "../handoff/drift-findings.ts";
import { driftRules } from "./rules/index.ts";
import { withStacks } from "./with-stacks.ts";

export interface DriftDashboard {
  readonly findings: readonly DriftFinding[];
  /** Why stacks are pending, by stack. */
  readonly pending: Readonly<Record<string, string>>;
  /** Stacks that are in the ledger and no longer synthesized. */
  readonly removed: readonly Diagnostic<StackResource>[];
  /**
   * What AWS has changed of its own settings: nothing is wrong by it, so that it is told where something else is.
   *
   * @default nothing
   */
  readonly notes?: readonly string[];
}

/** GitHub takes 65,536 UTF-16 units in an issue. */
const longest = 60_000;
const longestFindings = 24_000;
const longestOthers = 10_000;
/** In base64, this and a third. */
const longestKept = 18_000;
const mostNames = 20;

/** Markdown for the rolling issue; empty when nothing is wrong anywhere. What the next run must know is hidden in it. */
export function driftDashboard({ findings, pending, removed, notes = [] }: DriftDashboard): string {
  const waiting = groupBy(Object.keys(pending).sort(), (stack) => pending[stack] ?? "");
  if (findings.length === 0 && waiting.size === 0 && removed.length === 0) return "";

  const sorted = [...findings].sort((a, b) => size(b) - size(a) || byScope(a, b));
  const sections = driftRules.flatMap(({ id, title, use, folded }) => {
    const own = sorted.filter(({ rule }) => rule === id);
    if (own.length === 0) return [];
    return [section(title, sum(own.map(size)), use), ...own.map((finding) => findingBlock(finding, folded))];
  });
  const others = [
    ...(waiting.size === 0
      ? []
      : [
          section(
            "Merged and not applied",
            Object.keys(pending).length,
            "Approve the deploy that waits for it, or dispatch deploy.",
          ),
          ...[...waiting].map(([reason, stacks]) => `- ${prose(reason)}: ${names(stacks, mostNames)}`),
        ]),
    ...(removed.length === 0
      ? []
      : [
          section("No longer synthesized", removed.length, "What they made stays in AWS, and nobody plans it."),
          ...removed.map(markdownItem),
        ]),
    ...(notes.length === 0 ? [] : ["### Settings that AWS has changed", ...notes.map((note) => `- ${prose(note)}`)]),
  ];
  const shown = [...withinBudget(others, longestOthers), ...withinBudget(sections, longestFindings)];
  const text = [...shown, hiddenFindings(keptFindings(sorted))].join("\n\n");
  if (text.length > longest) throw new Error(`got a dashboard of ${text.length} units; use shorter budgets`);
  return `${text}\n`;
}

const section = (title: string, stacks: number, whatToDo: string) =>
  `### ${title}: ${counted(stacks, "stack")}\n\n${whatToDo}`;

function findingBlock({ place: { scope, stacks }, got, lines }: DriftFinding, folded: string): string {
  const all = Object.keys(stacks).sort();
  const seen = Object.values(stacks).sort();
  const when = `seen last ${seen[0]?.slice(0, 16)}Z${seen[0] === seen.at(-1) ? "" : ` to ${seen.at(-1)?.slice(0, 16)}Z`}`;
  const head = `- **${counted(all.length, "stack")}** of ${code(scope)}: ${code(got, 400)}: ${names(all, mostNames)}, ${when}`;
  return lines.length === 0 ? head : `${head}\n\n${details(folded, fence(lines, "diff"))}`;
}

/** The first parts that fit, and how many more there are. */
function withinBudget(parts: readonly string[], budget: number): readonly string[] {
  const fitting = howManyFit(
    parts.map(({ length }) => length + 2),
    budget,
  );
  if (fitting === parts.length) return parts;
  const more = counted(parts.length - fitting, "more entry", "more entries");
  return [...parts.slice(0, fitting), `And ${more}, for which there is no room here.`];
}

/**
 * What fits of the findings, first without what is only to be read: a stack that is left out is found again when its turn
 * comes.
 */
function keptFindings(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  const length = (kept: readonly DriftFinding[]) => JSON.stringify(kept).length;
  if (length(findings) <= longestKept) return findings;

  const kept: DriftFinding[] = [];
  let room = longestKept;
  for (const finding of findings) {
    const bare = withStacks({ ...finding, got: cut(finding.got, 200), lines: [] }, {});
    room -= length([bare]);
    const stacks: [string, string][] = [];
    for (const entry of Object.entries(finding.place.stacks)) {
      room -= JSON.stringify(entry).length + 1;
      if (room < 0) break;
      stacks.push(entry);
    }
    if (stacks.length > 0) kept.push(withStacks(bare, Object.fromEntries(stacks)));
    if (room < 0) break;
  }
  return kept;
}

const byScope = byText(({ place }: DriftFinding) => place.scope);
const size = ({ place }: DriftFinding) => Object.keys(place.stacks).length;
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
