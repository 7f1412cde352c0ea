import type { Decision, StackViolation } from "./decide.ts";
import { oneLine } from "./one-line.ts";

/** A decision as an operator reads it: what stands first, then what is let pass, then the sum. */
export function decisionLines({ standing, allowed, notJudged }: Decision): readonly string[] {
  return [
    ...standing.map(line),
    ...allowed.map(
      (each) =>
        `allowed until ${each.violation.allowance?.expires}: ${line(each)} (${each.violation.allowance?.reason})`,
    ),
    ...notJudged.map((stack) => `${stack}: could not be planned and is not judged; mend its plan first`),
    ...(standing.length > 0 ? ["", wayOut(standing)] : []),
    ...(standing.length + allowed.length + notJudged.length > 0 ? [""] : []),
    `guard: ${count(standing.length)} stand, ${count(allowed.length)} allowed${notJudged.length > 0 ? `, ${notJudged.length} not judged` : ""}`,
  ];
}

const line = ({ stack, violation }: StackViolation) =>
  oneLine(`${stack}: ${violation.address}: ${violation.rule}: ${violation.message}`);

function wayOut([first]: readonly StackViolation[]): string {
  return [
    "To let one pass, have an entry reviewed in config/allowances.yaml, such as:",
    `- stack: ${oneLine(first?.stack ?? "")}`,
    `  address: ${JSON.stringify(first?.violation.address)}`,
    `  action: ${oneLine(first?.violation.rule ?? "")}`,
    "  reason: why it is meant",
    "  expires: the last day it holds, at most 30 days ahead",
  ].join("\n");
}

const count = (violations: number) => (violations === 0 ? "none" : String(violations));
