import type { Facts } from "../../../../estate/estate-facts.ts";
import { isObject } from "../../../stack/json-object.ts";
import { mustBe } from "../must-be.ts";
import { type ResourceBody, resourceBodies } from "../resource-bodies.ts";
import { show } from "../shown.ts";
import { type SynthComplaint, synthRule } from "../synth-rule.ts";

export const synthLifecycle = synthRule({
  id: "synth-lifecycle",
  severity: "error",
  what: "a vault, lock or key that Terraform may destroy, or a change that it is told to ignore",
  why: "What prevents it is the last thing between a slip and the backups; what is ignored is guarded by nobody.",
  source: "developer.hashicorp.com/terraform/language/meta-arguments/lifecycle",
  example: {
    bad: { resource: { aws_backup_vault: { "eu-west-2_vault": { lifecycle: { prevent_destroy: false } } } } },
    good: { resource: { aws_backup_vault: { "eu-west-2_vault": { lifecycle: { prevent_destroy: true } } } } },
  },
  check: ({ json, facts }) => resourceBodies(json).flatMap((body) => judgeLifecycle(body, facts.facts)),
});

function judgeLifecycle({ row, body, at: address }: ResourceBody, facts: Facts): readonly SynthComplaint[] {
  const { lifecycle } = body;
  const at = [...address, "lifecycle"];
  if (lifecycle !== undefined && !isObject(lifecycle)) {
    return [{ at, got: `got ${show(lifecycle)}`, use: "use a mapping" }];
  }
  const { prevent_destroy, ignore_changes, ...others } = lifecycle ?? {};
  const ignored: readonly unknown[] =
    ignore_changes === undefined ? [] : Array.isArray(ignore_changes) ? ignore_changes : [ignore_changes];
  const mayIgnore = row.mayIgnoreIf === undefined || facts.get(row.mayIgnoreIf) === true ? row.mayIgnore : undefined;
  const wrong = ignored.filter((path) => typeof path !== "string" || !mayIgnore?.test(path));
  return [
    ...(row.preventDestroy ? mustBe([...at, "prevent_destroy"], prevent_destroy, true) : []),
    ...wrong.map((path) => ({
      at: [...at, "ignore_changes"],
      got: `got ${show(path)}`,
      use: "leave it out: what is ignored is guarded by nobody",
    })),
    ...Object.keys(others).map((key) => ({ at: [...at, key], got: `got ${show(others[key])}`, use: "leave it out" })),
  ];
}
