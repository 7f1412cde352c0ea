import type { Check, Outcome } from "./check.ts";

/** What is lacking first, each with its commands; then what could not be asked, what Terraform brings, and what is there. */
export function checkLines(checks: readonly Check[]): readonly string[] {
  const lines: string[] = [];
  for (const kind of ["lacking", "unknown", "later", "ok"] as const) {
    for (const { what, outcome } of checks) {
      if (outcome.is === kind) lines.push(...outcomeLines(what, outcome));
    }
  }
  const count = (kind: Outcome["is"]) => checks.filter(({ outcome }) => outcome.is === kind).length;
  return [
    ...lines,
    "",
    `${count("lacking")} lacking, ${count("unknown")} could not be asked, ${count("later")} come later, ${count("ok")} there`,
  ];
}

function outcomeLines(what: string, outcome: Outcome): readonly string[] {
  switch (outcome.is) {
    case "ok":
      return [`ok       ${what}`];
    case "later":
      return [`later    ${what}: comes with ${outcome.comesWith}`];
    case "unknown":
      return [`unknown  ${what}: could not be asked, needs ${outcome.needs}`];
    case "lacking":
      return [
        `LACKING  ${what}: got ${outcome.got}; use`,
        ...outcome.commands.map((command) => `           ${command}`),
      ];
  }
}
