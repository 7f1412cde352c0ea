import { quote } from "../../aws/cron-field.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { Leaf } from "../../aws/policy/grammar.ts";
import type { JsonNode } from "../../aws/policy/json-node.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { childControl, valueOperators } from "../../aws/policy/policy-operators.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { useInstead } from "../../words/nearest.ts";
import { policyBareBoolean } from "../rules/policy-bare-boolean.ts";
import { policyNotText } from "../rules/policy-not-text.ts";
import { policyOperator } from "../rules/policy-operator.ts";
import { unknownKey } from "../rules/unknown-key.ts";
import { wrongType } from "../rules/wrong-type.ts";
import { judgeChildControl } from "./judge-child-control.ts";
import { judgeValue } from "./judge-value.ts";
import { show } from "./show.ts";

const scalarOperators: readonly string[] = ["@@assign", childControl];
const listOperators: readonly string[] = [...valueOperators, childControl];

/** A setting with its operators, as one policy writes it. */
export function judgeSetting(node: JsonNode, leaf: Leaf, at: Origin): readonly Diagnostic<Origin>[] {
  if (node.kind !== "object") {
    const value = node.kind === "array" ? "[…]" : show(node);
    return [
      diagnosticOf(policyOperator, {
        at,
        got: `got ${show(node)} without an operator`,
        use: `use { "@@assign": ${value} }`,
      }),
    ];
  }
  if (node.members.length === 0) {
    return [diagnosticOf(policyOperator, { at, got: "got {} without an operator", use: 'use { "@@assign": … }' })];
  }
  const operators = leaf.isList ? listOperators : scalarOperators;
  return node.members.flatMap(({ key, keyOffset, value }) => {
    const inside = { policy: at.policy, pointer: pointerTo(at.pointer, key), offset: value.offset };
    const atKey = { ...inside, offset: keyOffset };
    if (key === childControl) return judgeChildControl(value, inside);
    if (operators.includes(key)) return judgeAssigned(value, leaf, key, inside);
    if (listOperators.includes(key)) {
      return [
        diagnosticOf(policyOperator, {
          at: atKey,
          got: `got ${key} on a setting with one value`,
          why: `only lists take ${key}`,
          use: "use @@assign",
        }),
      ];
    }
    if (key.startsWith("@")) {
      return [
        diagnosticOf(policyOperator, { at: atKey, got: `got operator ${quote(key)}`, use: useInstead(key, operators) }),
      ];
    }
    return [
      diagnosticOf(unknownKey, {
        at: atKey,
        got: `unknown key ${quote(key)}`,
        use: "use operators alone here, as in @@assign",
      }),
    ];
  });
}

function judgeAssigned(node: JsonNode, leaf: Leaf, operator: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (!leaf.isList) {
    if (node.kind === "array") {
      return [
        diagnosticOf(wrongType, { at, got: `got ${show(node)}`, use: "use one value in quotes, without brackets" }),
      ];
    }
    return judgeText(node, leaf, at);
  }
  if (node.kind !== "array") {
    const item = node.kind === "scalar" ? JSON.stringify(String(node.value)).slice(0, 60) : "…";
    return [diagnosticOf(wrongType, { at, got: `got ${show(node)}`, use: `use a list, as in [${item}]` })];
  }
  return node.items.flatMap((item, index) => {
    const inside = { policy: at.policy, pointer: pointerTo(at.pointer, index), offset: item.offset };
    // what is taken away may have been wrong all along
    return operator === "@@remove" ? judgeKind(item, leaf, inside) : judgeText(item, leaf, inside);
  });
}

function judgeText(node: JsonNode, leaf: Leaf, at: Origin): readonly Diagnostic<Origin>[] {
  const wrong = judgeKind(node, leaf, at);
  if (wrong.length > 0 || node.kind !== "scalar" || typeof node.value !== "string") return wrong;
  return judgeValue(node.value, leaf.value, at);
}

function judgeKind(node: JsonNode, leaf: Leaf, at: Origin): readonly Diagnostic<Origin>[] {
  if (node.kind !== "scalar")
    return [diagnosticOf(wrongType, { at, got: `got ${show(node)}`, use: "use one value in quotes" })];
  const { value } = node;
  if (typeof value === "string") return [];
  if (typeof value === "boolean" && leaf.value.is === "boolean") {
    return [
      diagnosticOf(policyBareBoolean, {
        at,
        got: `got ${value}`,
        use: `use "${value}", in quotes, as AWS documents it`,
      }),
    ];
  }
  const instead = value === null ? "a value in quotes, or leave the setting out" : `"${value}", in quotes`;
  return [diagnosticOf(policyNotText, { at, got: `got ${value}`, use: `use ${instead}` })];
}
