import type { DriftExample, DriftRule } from "../../src/delivery/drift/drift-rule.ts";
import { driftRules } from "../../src/delivery/drift/rules/index.ts";
import { guardRules } from "../../src/delivery/guard/rules/index.ts";
import { folderRules, synthRules } from "../../src/delivery/guard/synth/rules/index.ts";
import type { RuleText } from "../../src/diagnostics/rule.ts";

type Rule = RuleText & { readonly example: object };

/** Chapters of `docs/rules.md` on what the pipeline holds against plans and synthesized stacks. */
export const guardChapters = (): readonly string[] => [
  "## Plans",
  "",
  "What `guard` looks for in Terraform plans. Each stops its stack, unless `config/allowances.yaml` names it as `action`.",
  "Examples are a planned change of one resource; its policies, which are texts in a plan, are shown as objects.",
  "",
  ...(guardRules as readonly Rule[]).flatMap(section),
  "## Synthesized stacks",
  "",
  "What `verify-synth` looks for in a synthesized folder, before any credential is near it. Nothing lets one pass. Examples are",
  "laid over the Terraform JSON of a stack of the example organization, or are files of the folder.",
  "",
  ...([...folderRules, ...synthRules] as readonly Rule[]).flatMap(section),
  "## Drift",
  "",
  "What `drift` looks for in stacks of which everything that was merged is applied. It stops nothing: the rolling issue tells it until",
  "it is settled. Examples are what a plan of the stack comes to.",
  "",
  ...(driftRules as readonly DriftRule[]).flatMap(driftSection),
];

const section = (rule: Rule): readonly string[] => [
  ...head(rule),
  ...exampleLines(rule.example as Readonly<Record<string, unknown>>),
];

const driftSection = (rule: DriftRule): readonly string[] => {
  const lines = (example: DriftExample) =>
    example === null ? ["The job that was to plan it did not come to an end.", ""] : block(example);
  return [...head(rule), "Bad:", "", ...lines(rule.example.bad), "Good:", "", ...lines(rule.example.good)];
};

const head = ({ id, what, why, source }: RuleText): readonly string[] => [
  `### ${id}`,
  "",
  `${what.charAt(0).toUpperCase()}${what.slice(1)}. ${why}`,
  "",
  ...(source === null ? [] : [`Source: <https://${source}>`, ""]),
];

function exampleLines({ type, before, bad, good, actions, unknown }: Readonly<Record<string, unknown>>) {
  const how = [
    ...(actions ? [`which Terraform plans as ${(actions as readonly string[]).join(" and ")}`] : []),
    ...(unknown ? [`of which ${Object.keys(unknown).join(", ")} is known only after the apply`] : []),
  ];
  return [
    ...(before === undefined ? [] : [`Before, of \`${type}\`:`, "", ...block(before)]),
    `Bad${how.length > 0 ? `, ${how.join(", ")}` : ""}:`,
    "",
    ...(bad === null ? ["It is gone.", ""] : block(bad)),
    "Good:",
    "",
    ...block(good),
  ];
}

const widest = 110;

/** JSON with as many members on a line as fit. */
function block(value: unknown): readonly string[] {
  return ["```json", json(value, ""), "```", ""];
}

function json(value: unknown, indent: string): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, " ");
  if (indent.length + flat.length <= widest || typeof value !== "object" || value === null) return flat;
  const inner = `${indent}  `;
  const members = Array.isArray(value)
    ? value.map((item) => `${inner}${json(item, inner)}`)
    : Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${json(item, inner)}`);
  const [open, close] = Array.isArray(value) ? ["[", "]"] : ["{", "}"];
  return [open, members.join(",\n"), `${indent}${close}`].join("\n");
}
