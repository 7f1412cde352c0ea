import { stateKey } from "../../../../names.ts";
import { isObject, objectAt } from "../../../stack/json-object.ts";
import { mustBe } from "../must-be.ts";
import { show } from "../shown.ts";
import { surplus } from "../surplus.ts";
import { synthRule } from "../synth-rule.ts";

export const synthState = synthRule({
  id: "synth-state",
  severity: "error",
  what: "a stack that keeps its state elsewhere than config says",
  why: "In another place Terraform would start from nothing, read another stack's state, or hand it to whoever owns that place.",
  source: "developer.hashicorp.com/terraform/language/backend/s3",
  example: {
    bad: { terraform: { backend: { s3: { key: "state/app-prod/app-ledger-prod.tfstate" } } } },
    good: { terraform: { backend: { s3: { key: "state/app-prod/app-payments-prod.tfstate" } } } },
  },
  check: ({ name, json, own, state }) => {
    const { s3: written, ...others } = objectAt(json, "terraform", "backend");
    const at = ["terraform", "backend"] as const;
    if (!isObject(written)) {
      return [{ at, got: `got ${show(objectAt(json, "terraform")["backend"])}`, use: "use s3" }];
    }
    const s3: Readonly<Record<string, unknown>> = {
      bucket: state.bucket,
      encrypt: true,
      key: stateKey(own.scope, name),
      kms_key_id: state.kmsKeyArn,
      region: state.region,
      use_lockfile: true,
    };
    const keys = [...new Set([...Object.keys(s3), ...Object.keys(written)])].sort();
    return [...keys.flatMap((key) => mustBe([...at, "s3", key], written[key], s3[key])), ...surplus(at, others)];
  },
});
