import type { Diagnostic } from "../diagnostic.ts";
import type { ShownPlace } from "../place.ts";
import { sentence } from "../sentence.ts";
import { placeText } from "./place-text.ts";

/** GitHub's workflow commands, which show each diagnostic beside its line in a pull request, or with the run. */
export const githubAnnotations = (diagnostics: readonly Diagnostic<ShownPlace>[]): readonly string[] =>
  diagnostics.map((diagnostic) => {
    const { rule, severity, place } = diagnostic;
    const { where, key } = placeText(place);
    const properties = "file" in place ? { file: place.file, line: place.line, col: place.column } : {};
    const what = "file" in place ? key : [where, key].filter(Boolean).join(" ");
    const written = Object.entries({ ...properties, title: rule }).map(
      ([name, value]) => `${name}=${escapeProperty(String(value))}`,
    );
    return `::${severity} ${written.join(",")}::${escapeData([what, sentence(diagnostic)].filter(Boolean).join(": "))}`;
  });

const escapeData = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
