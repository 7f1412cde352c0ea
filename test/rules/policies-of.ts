import type { PolicyFiles } from "../../src/lint/examples/policy-example.ts";
import { soundPolicy } from "../../src/lint/examples/sound-policy.ts";
import type { PolicyFile } from "../../src/lint/lint-policies.ts";
import { laidOver } from "./laid-over.ts";

/** The policies of a rule's example, the parent first. */
export function policiesOf(files: PolicyFiles): readonly PolicyFile[] {
  const [parent, child] = isPair(files) ? files : [files];
  const text = typeof parent === "string" ? parent : JSON.stringify(laidOver(soundPolicy, parent));
  return [
    { path: "parent.json", text },
    ...(child === undefined ? [] : [{ path: "child.json", text: JSON.stringify(child) }]),
  ];
}

// Array.isArray does not narrow a readonly tuple
const isPair = (files: PolicyFiles): files is Extract<PolicyFiles, readonly unknown[]> => Array.isArray(files);
