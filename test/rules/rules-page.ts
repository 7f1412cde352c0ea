import { type GuardRuleText, guardRules } from "../../src/guard-rules.ts";
import { ruleChapters } from "../../src/rules/index.ts";
import type { RuleText } from "../../src/rules/rule-text.ts";

/** `docs/rules.md`: every rule by chapter, each with an anchor of its own. */
export function rulesPage(): string {
  const chapters = Object.entries(ruleChapters).flatMap(([title, rules]) => [
    `## ${title}`,
    "",
    ...Object.entries<RuleText>(rules).flatMap(([id, rule]) => section(id, rule)),
  ]);
  return [
    "# Rules",
    "",
    "What `check` and `lint-policy` look for. An error stops synthesis, a warning does not. Each finding names its rule in",
    "`--format json` and in GitHub's annotations. A rule without a source is Lockstep's own.",
    "",
    "`npm run golden` renews this page from `src/rules`.",
    "",
    ...chapters,
    "## Plans",
    "",
    "What `guard` looks for in Terraform plans. Each stops its stack, unless `config/allowances.yaml` names it as `action`.",
    "",
    ...Object.entries<GuardRuleText>(guardRules).flatMap(([id, { what, why }]) => [
      `### ${id}`,
      "",
      `${capital(what)}. ${why}`,
      "",
    ]),
  ]
    .join("\n")
    .concat("\n")
    .replace(/\n+$/, "\n");
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function section(id: string, { severity, what, why, source }: RuleText): readonly string[] {
  return [
    `### ${id}`,
    "",
    `${severity === "error" ? "Error" : "Warning"}: ${what}. ${why}`,
    ...(source === null ? [] : ["", `Source: <https://${source}>`]),
    "",
  ];
}
