import type { Example, Overlay } from "../../src/diagnostics/example.ts";
import type { PolicyExample } from "../../src/lint/examples/policy-example.ts";
import { policyRules } from "../../src/lint/rules/index.ts";
import { policyChapter, type RuleOfChapter, ruleChapters } from "../../src/rules/chapters.ts";
import { guardChapters } from "./guard-chapters.ts";
import { policyExampleLines, soundPolicyLines } from "./policy-example-lines.ts";

/** `docs/rules.md`: every rule by chapter, each with an anchor of its own. */
export function rulesPage(): string {
  const chapters = Object.entries(ruleChapters).flatMap(([title, rules]) => [
    `## ${title}`,
    "",
    ...(title === policyChapter ? soundPolicyLines : []),
    ...rules.flatMap(section),
  ]);
  return [
    "# Rules",
    "",
    "What `check` and `lint-policy` look for. An error stops synthesis, a warning does not. Each finding names its rule in",
    "`--format json` and in GitHub's annotations. A rule without a source is Lockstep's own.",
    "",
    "Examples are laid over the example organization in [`config`](../config): mappings are merged, `null` takes a key out.",
    "A test holds each against `check`.",
    "",
    "Where `lint-policy` finds a rule of config in a policy too, it is the same rule: one id, one severity, one meaning. It then has a",
    `second pair of examples, which are laid over the policy of the chapter [${policyChapter}](#backup-policies); \`unreadable\` alone,`,
    "of a policy's file, has none.",
    "",
    "`npm run golden` renews this page from the rules' files, in `src/checks`, `src/changes`, `src/config/rules`, `src/lint/rules`,",
    "`src/delivery/guard/rules`, `src/delivery/guard/synth/rules` and `src/delivery/drift/rules`.",
    "",
    ...chapters,
    ...guardChapters(),
  ]
    .join("\n")
    .concat("\n")
    .replace(/\n+$/, "\n");
}

const shared = new Map(
  policyRules.flatMap((rule) => (rule.kind === "shared" ? [[rule.id as string, rule] as const] : [])),
);

function section(rule: RuleOfChapter): readonly string[] {
  const { id, severity, what, why, source } = rule;
  return [
    `### ${id}`,
    "",
    `${severity === "error" ? "Error" : "Warning"}: ${what}. ${why}`,
    "",
    ...(source === null ? [] : [`Source: <https://${source}>`, ""]),
    ...("kind" in rule && rule.kind === "assertion" ? [assertionText, ""] : []),
    ...("kind" in rule && rule.kind === "day" ? [dayText, ""] : []),
    ...("kind" in rule && rule.kind === "policy" ? policyExampleLines(rule.example) : []),
    ...("example" in rule && !("kind" in rule) ? exampleLines(rule.example) : []),
    ...sharedLines(shared.get(id)?.example),
  ];
}

const assertionText = "No config comes to it, because the schema or a default prevents it.";

const dayText = "A day brings it, and no config.";

const sharedLines = (example: PolicyExample | undefined) =>
  example ? ["`lint-policy` finds the same in policies, whoever wrote them.", "", ...policyExampleLines(example)] : [];

function exampleLines({ before, found, bad, good }: Example): readonly string[] {
  return [
    ...(found
      ? [`With plans in which \`guard\` finds \`${found.rule}\` of \`${found.address}\` in \`${found.stack}\`:`, ""]
      : []),
    ...(before ? ["Before the change:", "", ...overlayLines(before)] : []),
    "Bad:",
    "",
    ...overlayLines(bad),
    "Good:",
    "",
    ...overlayLines(good),
  ];
}

// more than a reader takes in
const mostFiles = 4;
const mostLines = 12;

function overlayLines(overlay: Overlay): readonly string[] {
  const files = Object.entries(overlay);
  if (files.length === 0) return ["```yaml", "# as it was", "```", ""];
  const shown = files.length > mostFiles ? files.slice(0, 2) : files;
  const lines = shown.flatMap(([file, change]) => {
    if (change === null) return [`# ${file} is not there`];
    const text = (typeof change === "string" ? change : change.whole).trimEnd().split("\n");
    const head = text.length > mostLines ? [...text.slice(0, mostLines - 4), `# … ${text.length} lines in all`] : text;
    return [`# ${file}`, ...head];
  });
  const more = files.length - shown.length;
  return ["```yaml", ...lines, ...(more > 0 ? [`# … and ${more} files more like these`] : []), "```", ""];
}
