import type { Diagnostic, Severity } from "../diagnostic.ts";
import type { ShownPlace } from "../place.ts";
import { sentence } from "../sentence.ts";
import { placeText } from "./place-text.ts";

/** One line a diagnostic, `place key: got X; why; use Y`, and one that counts them; nothing when there are none. */
export function textLines(diagnostics: readonly Diagnostic<ShownPlace>[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnostics.map((diagnostic) => {
    const { where, key } = placeText(diagnostic.place);
    const what = [diagnostic.severity === "warning" ? "warning" : "", key].filter(Boolean).join(" ");
    return `${where} ${what ? `${what}: ` : ""}${sentence(diagnostic)}`;
  });
  const count = (severity: Severity) => diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
  const counted = [plural(count("error"), "error"), plural(count("warning"), "warning")].filter(Boolean).join(", ");
  return [...lines, "", counted];
}

const plural = (count: number, noun: string) => (count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`);
