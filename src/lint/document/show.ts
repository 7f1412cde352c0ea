import { quote } from "../../aws/cron-field.ts";
import type { JsonNode } from "../../aws/policy/json-node.ts";

/** A value for a message: short, on one line, and never a whole object. */
export function show(node: JsonNode): string {
  if (node.kind === "object") return node.members.length === 0 ? "{}" : "an object";
  if (node.kind === "array") return node.items.length === 0 ? "[]" : "a list";
  return typeof node.value === "string" ? quote(node.value) : String(node.value);
}
