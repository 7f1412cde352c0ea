import { counted } from "../../words/counted.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { ShownPlace } from "../place.ts";
import { sentence } from "../sentence.ts";
import { placeText } from "./place-text.ts";

/** One line a diagnostic, `place key: got X; why; use Y`, and one that counts them; nothing when there are none. */
export function textLines(diagnostics: readonly Diagnostic<ShownPlace>[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnostics.map(textLine);
  const count = (severity: Severity) => {
    const number = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return number === 0 ? [] : [counted(number, severity)];
  };
  return [...lines, "", [...count("error"), ...count("warning")].join(", ")];
}

/**
 * One diagnostic. Of config: `file:line:column key: got X; why; use Y`. Of a stack: `stack: address attribute: rule: got X;
 * why; use Y`, with the stack, the address and the rule as an allowance names them.
 */
export function textLine(diagnostic: Diagnostic<ShownPlace>): string {
  const { rule, severity, place } = diagnostic;
  const warning = severity === "warning" ? "warning" : "";
  const { where, key } = placeText(place);
  if ("file" in place) {
    const what = [warning, key].filter(Boolean).join(" ");
    return `${where} ${what ? `${what}: ` : ""}${sentence(diagnostic)}`;
  }
  const at = [place.address, key].filter(Boolean).join(" ");
  return [place.stack, at, [warning, rule].filter(Boolean).join(" "), sentence(diagnostic)].filter(Boolean).join(": ");
}
