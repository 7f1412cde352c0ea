import type { PolicyExample, PolicyFiles } from "../../src/lint/examples/policy-example.ts";
import { soundPolicy } from "../../src/lint/examples/sound-policy.ts";

// more than a reader takes in
const mostLines = 16;
const widest = 100;

/** The policy that examples are laid over. */
export const soundPolicyLines: readonly string[] = [
  "Examples are laid over this policy, with which nothing is wrong: objects are merged, `null` takes a key out. A test holds each",
  "against `lint-policy`.",
  "",
  ...fenced(shown(soundPolicy)),
];

/** An example of a rule of policies, for `docs/rules.md`. */
export const policyExampleLines = ({ bad, good }: PolicyExample): readonly string[] => [
  "Bad:",
  "",
  ...filesLines(bad),
  "Good:",
  "",
  ...filesLines(good),
];

function filesLines(files: PolicyFiles): readonly string[] {
  if (typeof files === "string") return fenced(files.trimEnd(), files.length);
  if (Array.isArray(files))
    return files.flatMap((overlay, index) => [
      index === 0 ? "The parent's:" : "The child's:",
      "",
      ...filesLines(overlay),
    ]);
  return Object.keys(files).length === 0 ? ["The policy as it was.", ""] : fenced(shown(files));
}

function fenced(text: string, characters = text.length): readonly string[] {
  const lines = text.split("\n");
  const head =
    lines.length > 2 * mostLines
      ? [...lines.slice(0, mostLines), `… ${lines.length} lines and ${characters} characters in all`]
      : lines;
  return ["```json", ...head, "```", ""];
}

/** JSON with what fits into a line in one. */
function shown(value: unknown, indent = ""): string {
  const flat = JSON.stringify(value, null, 1).replace(/\n */g, " ");
  if (typeof value !== "object" || value === null || indent.length + flat.length <= widest) return flat;
  const inner = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((item) => inner + shown(item, inner)).join(",\n")}\n${indent}]`;
  const members = Object.entries(value).map(([key, item]) => `${inner}${JSON.stringify(key)}: ${shown(item, inner)}`);
  return `{\n${members.join(",\n")}\n${indent}}`;
}
