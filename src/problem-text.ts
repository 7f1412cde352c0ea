import type { Problem } from "./problem.ts";

/** One line a problem, `file:line:column key: message`, and one that counts them; nothing when there are none. */
export function problemLines(problems: readonly Problem[]): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.map(({ severity, file, line, column, key, message }) => {
    const what = [severity === "warning" ? "warning" : "", key].filter(Boolean).join(" ");
    return `${file}:${line}:${column} ${what ? `${what}: ` : ""}${message}`;
  });
  const count = (severity: Problem["severity"]) => problems.filter((problem) => problem.severity === severity).length;
  const counted = [plural(count("error"), "error"), plural(count("warning"), "warning")].filter(Boolean).join(", ");
  return [...lines, "", counted];
}

/** GitHub's workflow commands, which show each problem beside its line in a pull request. */
export function problemAnnotations(problems: readonly Problem[]): readonly string[] {
  return problems.map(
    ({ severity, file, line, column, rule, key, message }) =>
      `::${severity} file=${escapeProperty(file)},line=${line},col=${column},title=${escapeProperty(rule)}::${escapeData(key ? `${key}: ${message}` : message)}`,
  );
}

const plural = (count: number, noun: string) => (count === 0 ? "" : `${count} ${noun}${count === 1 ? "" : "s"}`);
const escapeData = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const escapeProperty = (text: string) => escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
