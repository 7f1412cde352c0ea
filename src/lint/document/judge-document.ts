import { quote } from "../../aws/cron-field.ts";
import { objectNames } from "../../aws/object-names.ts";
import { effectiveKey } from "../../aws/policy/effective-key.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { Grammar, Leaf, NameKind, Names, Section } from "../../aws/policy/grammar.ts";
import { backupPolicyGrammar, isMisplaced } from "../../aws/policy/grammar.ts";
import type { JsonMember, JsonNode, JsonObject } from "../../aws/policy/json-node.ts";
import { keysOf, pointerTo } from "../../aws/policy/json-pointer.ts";
import { childControl, isValueOperator, valueOperators } from "../../aws/policy/policy-operators.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest, useInstead } from "../../words/nearest.ts";
import { objectName } from "../rules/object-name.ts";
import { policyIncomplete } from "../rules/policy-incomplete.ts";
import { policyOperator } from "../rules/policy-operator.ts";
import { policyRuleCase } from "../rules/policy-rule-case.ts";
import { unknownKey } from "../rules/unknown-key.ts";
import { wrongType } from "../rules/wrong-type.ts";
import { judgeChildControl } from "./judge-child-control.ts";
import { judgeSetting } from "./judge-setting.ts";
import { show } from "./show.ts";

/** What is wrong with one policy, whatever it is merged with. */
export interface JudgedDocument {
  readonly findings: readonly Diagnostic<Origin>[];
  /** Pointers of the settings and groups that are not as AWS wants them: that they are missing is no news. */
  readonly broken: ReadonlySet<string>;
}

export function judgeDocument(root: JsonNode, policy: number): JudgedDocument {
  const broken = new Set<string>();
  const findings = judgeNode(root, backupPolicyGrammar, { policy, pointer: "", offset: root.offset }, broken);
  return { findings, broken };
}

function judgeNode(node: JsonNode, grammar: Grammar, at: Origin, broken: Set<string>): readonly Diagnostic<Origin>[] {
  if (grammar.kind === "leaf") return judgeLeaf(node, grammar, at, broken);
  if (node.kind === "object" && node.members.length > 0) return judgeGroup(node, grammar, at, broken);
  broken.add(at.pointer);
  const rule = node.kind === "object" ? policyIncomplete : wrongType;
  return [diagnosticOf(rule, { at, got: `got ${show(node)}`, use: `use an object with ${contents(grammar)}` })];
}

function judgeLeaf(node: JsonNode, leaf: Leaf, at: Origin, broken: Set<string>): readonly Diagnostic<Origin>[] {
  const findings = judgeSetting(node, leaf, at);
  if (findings.some(({ severity }) => severity === "error")) broken.add(at.pointer);
  return findings;
}

function judgeGroup(node: JsonObject, grammar: Section | Names, at: Origin, broken: Set<string>) {
  const seen = new Map<string, string>();
  return node.members.flatMap((member) => {
    const { key, value, keyOffset } = member;
    const inside = { policy: at.policy, pointer: pointerTo(at.pointer, key), offset: value.offset };
    const atKey = { ...inside, offset: keyOffset };
    if (key === childControl) return judgeChildControl(value, inside);
    if (key.startsWith("@")) return [judgeStrayOperator(member, grammar, at, atKey, broken)];
    if (grammar.kind === "names") {
      if (isMisplaced(grammar, key)) {
        broken.add(at.pointer);
        return [
          diagnosticOf(unknownKey, {
            at: atKey,
            got: `got ${key} where the name of a ${grammar.of} belongs`,
            use: "use it in one",
          }),
        ];
      }
      const called = effectiveKey(keysOf(at.pointer), key);
      const twin = seen.get(called);
      seen.set(called, key);
      return [
        ...judgeName(key, grammar.of, atKey),
        ...judgeTwin(key, twin, grammar.of, atKey),
        ...judgeNode(value, grammar.entry, inside, broken),
      ];
    }
    const entry = Object.hasOwn(grammar.keys, key) ? grammar.keys[key] : undefined;
    return entry ? judgeNode(value, entry, inside, broken) : [judgeUnknownKey(key, grammar, at, atKey, broken)];
  });
}

function judgeStrayOperator(
  { key }: JsonMember,
  grammar: Section | Names,
  at: Origin,
  atKey: Origin,
  broken: Set<string>,
): Diagnostic<Origin> {
  broken.add(at.pointer);
  if (isValueOperator(key)) {
    return diagnosticOf(policyOperator, {
      at: atKey,
      got: `got ${key} on a group`,
      use: `use it on each setting in ${contents(grammar)}`,
    });
  }
  return diagnosticOf(policyOperator, {
    at: atKey,
    got: `got operator ${quote(key)}`,
    use: useInstead(key, operators),
  });
}

const operators = [...valueOperators, childControl];

function judgeUnknownKey(
  key: string,
  grammar: Section,
  at: Origin,
  atKey: Origin,
  broken: Set<string>,
): Diagnostic<Origin> {
  const known = Object.keys(grammar.keys);
  if (key === "schedule_expression_timezone") {
    return diagnosticOf(unknownKey, {
      at: atKey,
      got: "got a time zone",
      why: "AWS documents none for policies",
      use: "leave it out, and write the schedule in UTC",
    });
  }
  const owner = Object.entries(grammar.keys).find(([, own]) => own.kind === "section" && Object.hasOwn(own.keys, key));
  if (owner) {
    broken.add(pointerTo(at.pointer, owner[0]));
    return diagnosticOf(unknownKey, { at: atKey, got: `got ${key} here`, use: `use it in ${owner[0]}` });
  }
  const near = nearest(key, known);
  if (near !== undefined) broken.add(pointerTo(at.pointer, near));
  return diagnosticOf(unknownKey, { at: atKey, got: `unknown key ${quote(key)}`, use: useInstead(key, known) });
}

const patterned = {
  plan: objectNames.backupPlan,
  rule: objectNames.backupRule,
  selection: objectNames.backupSelection,
} as const;

function judgeName(name: string, of: NameKind, atKey: Origin): readonly Diagnostic<Origin>[] {
  if (of !== "plan" && of !== "rule" && of !== "selection") return [];
  const { pattern, takes, object } = patterned[of];
  if (pattern.test(name)) return [];
  const got = name.length > 50 ? `${name.length} characters` : quote(name);
  return [diagnosticOf(objectName, { at: atKey, got: `got ${got} as name of a ${object}`, use: `use ${takes}` })];
}

/** A second name that AWS cannot tell from the first; the very same name is found when the JSON is read. */
function judgeTwin(name: string, twin: string | undefined, of: NameKind, atKey: Origin): readonly Diagnostic<Origin>[] {
  if (twin === undefined || twin === name) return [];
  return [
    diagnosticOf(policyRuleCase, {
      at: atKey,
      got: `got ${of} ${quote(name)} beside ${quote(twin)}, and AWS writes both in lower case`,
      use: "use names that differ by more",
    }),
  ];
}

function contents(grammar: Section | Names): string {
  if (grammar.kind === "names") return `a name for each ${nouns[grammar.of]}`;
  const keys = Object.keys(grammar.keys);
  return keys.length > 1 ? `${keys.slice(0, -1).join(", ")} or ${keys.at(-1)}` : keys.join("");
}

const nouns: Readonly<Record<NameKind, string>> = {
  plan: "plan",
  rule: "rule",
  selection: "selection",
  copy: "copy, which is its target's ARN",
  condition: "condition",
  tag: "tag",
};
