import { quote } from "../../aws/cron-field.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { JsonNode } from "../../aws/policy/json-node.ts";
import { pointerTo } from "../../aws/policy/json-pointer.ts";
import { valueOperators } from "../../aws/policy/policy-operators.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { useInstead } from "../../words/nearest.ts";
import { policyOperator } from "../rules/policy-operator.ts";
import { show } from "./show.ts";

const known: readonly string[] = ["@@all", "@@none", ...valueOperators];

/** What a policy lets the policies below it do: a list of operators, or all, or none. */
export function judgeChildControl(node: JsonNode, at: Origin): readonly Diagnostic<Origin>[] {
  if (node.kind !== "array" || node.items.length === 0) {
    return [diagnosticOf(policyOperator, { at, got: `got ${show(node)}`, use: 'use a list such as ["@@none"]' })];
  }
  const findings = node.items.flatMap((item, index) => {
    const inside = { policy: at.policy, pointer: pointerTo(at.pointer, index), offset: item.offset };
    if (item.kind === "scalar" && typeof item.value === "string") {
      if (known.includes(item.value)) return [];
      return [
        diagnosticOf(policyOperator, {
          at: inside,
          got: `got ${quote(item.value)}`,
          use: useInstead(item.value, known),
        }),
      ];
    }
    return [
      diagnosticOf(policyOperator, { at: inside, got: `got ${show(item)}`, use: `use one of ${known.join(", ")}` }),
    ];
  });
  const values = node.items.flatMap((item) => (item.kind === "scalar" ? [item.value] : []));
  const alone = ["@@all", "@@none"].find((value) => values.includes(value) && values.some((other) => other !== value));
  if (findings.length > 0 || alone === undefined) return findings;
  return [
    diagnosticOf(policyOperator, {
      at,
      got: `got ${alone} beside other operators`,
      use: `use ${alone} alone or leave it out`,
    }),
  ];
}
