import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";
import { textLine } from "../../diagnostics/render/text.ts";
import { oneLine } from "../../words/one-line.ts";
import type { Decision } from "./decide.ts";

/** A decision as an operator reads it: what stands first, then what is let pass, then the sum. */
export function decisionLines({ standing, allowed, notJudged }: Decision): readonly string[] {
  return [
    ...standing.map(line),
    ...allowed.map((each) => `allowed until ${each.allowance.expires}: ${line(each)} (${each.allowance.reason})`),
    ...notJudged.map((stack) => `${stack}: could not be planned and is not judged; mend its plan first`),
    ...(standing.length > 0 ? ["", wayOut(standing)] : []),
    ...(standing.length + allowed.length + notJudged.length > 0 ? [""] : []),
    `guard: ${count(standing.length)} stand, ${count(allowed.length)} allowed${notJudged.length > 0 ? `, ${notJudged.length} not judged` : ""}`,
  ];
}

const line = (violation: Diagnostic<StackResource>) => oneLine(textLine(violation));

function wayOut([first]: readonly Diagnostic<StackResource>[]): string {
  return [
    "To let one pass, have an entry reviewed in config/allowances.yaml, such as:",
    `- stack: ${oneLine(first?.place.stack ?? "")}`,
    `  address: ${JSON.stringify(first?.place.address)}`,
    `  action: ${oneLine(first?.rule ?? "")}`,
    "  reason: why it is meant",
    "  expires: the last day it holds, at most 30 days ahead",
  ].join("\n");
}

const count = (violations: number) => (violations === 0 ? "none" : String(violations));
