import { isObject, objectAt } from "../../../stack/json-object.ts";
import type { AttributePath } from "../../../terraform/attribute-path.ts";
import { addressesIn, resourceBodies } from "../resource-bodies.ts";
import { show } from "../shown.ts";
import { type SynthComplaint, synthRule } from "../synth-rule.ts";

export const synthExpression = synthRule({
  id: "synth-expression",
  severity: "error",
  what: "a template that is more than a reference to a resource of the stack",
  why: "Functions read the runner's disk and variables while they are planned, and write them where others can read.",
  source: "developer.hashicorp.com/terraform/language/functions/file",
  example: {
    bad: { resource: { aws_kms_key: { "eu-west-2_key": { description: '${file("/proc/self/environ")}' } } } },
    good: {
      resource: { aws_kms_key: { "eu-west-2_key": { description: "${aws_backup_vault.eu-west-2_vault.name}" } } },
    },
  },
  check: ({ json }) => {
    const { aws } = objectAt(json, "provider");
    const addresses = addressesIn(json);
    return [
      ...(Array.isArray(aws) ? aws : []).flatMap((provider: unknown, index) =>
        isObject(provider)
          ? expressions(provider["default_tags"], ["provider", "aws", index, "default_tags"], new Set())
          : [],
      ),
      ...resourceBodies(json).flatMap(({ body, at }) => {
        // other rules say what these must be
        const { "//": _, provider: __, lifecycle: ___, depends_on: ____, ...settings } = body;
        return expressions(settings, at, addresses);
      }),
    ];
  },
});

// what stacks refer to of one another's resources; anything else could read the runner's disk or its variables
const reference = /^([a-z0-9_]+\.[A-Za-z0-9_-]+)\.(arn|id|key_id|name)$/;

/** In the texts and keys of a value: functions, conditions, loops. */
function expressions(value: unknown, at: AttributePath, addresses: ReadonlySet<string>): readonly SynthComplaint[] {
  if (typeof value === "string") return inText(value, at, addresses);
  if (Array.isArray(value)) return value.flatMap((item, index) => expressions(item, [...at, index], addresses));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    ...inText(key, at, addresses),
    ...expressions(part, [...at, key], addresses),
  ]);
}

function inText(text: string, at: AttributePath, addresses: ReadonlySet<string>): readonly SynthComplaint[] {
  const found: SynthComplaint[] = [];
  // the sign doubled is the text itself; more of them Terraform reads in ways that nobody should have to know
  for (const { 0: signs, index } of text.matchAll(/(?:\$+|%+)\{/g)) {
    if (signs === "$${" || signs === "%%{") continue;
    const end = text.indexOf("}", index);
    const template = text.slice(index, end < 0 ? undefined : end + 1);
    const [, address] = (signs === "${" && reference.exec(template.slice(2, -1))) || [];
    if (address !== undefined && addresses.has(address)) continue;
    found.push({
      at,
      got: `got the expression ${show(template)}`,
      use: "use plain text, or a reference to a resource of this stack",
    });
  }
  return found;
}
