import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { guardPlan } from "../../../../src/delivery/guard/guard-plan.ts";
import { inTemporaryFolder } from "../../../../src/delivery/terraform/in-temporary-folder.ts";
import type { StackJson } from "../../../../src/delivery/terraform/offline-copy.ts";
import { offlineCopy } from "../../../../src/delivery/terraform/offline-copy.ts";
import { offlineEnvironment } from "../../../../src/delivery/terraform/offline-environment.ts";
import type { PlanJson } from "../../../../src/delivery/terraform/plan-json.ts";
import { findProviderMirror, mirrorConfig } from "../../../../src/delivery/terraform/provider-mirror.ts";
import { readPlan } from "../../../../src/delivery/terraform/read-plan.ts";
import { runTerraform, saidBy } from "../../../../src/delivery/terraform/terraform.ts";
import { unpackedMirror } from "../../../../src/delivery/terraform/unpacked-mirror.ts";

/** Attributes of a resource that is deployed, by its address. */
export type Deployed = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Violations of the plan that the real Terraform and the real provider make of a stack, from what is deployed, without
 * AWS.
 */
export const violationsOfPlan = async (deployed: Deployed, stack: StackJson) =>
  guardPlan(await realPlan(deployed, stack), "app-a");

/** That plan. */
export function realPlan(deployed: Deployed, stack: StackJson): Promise<PlanJson> {
  return inTemporaryFolder(async (folder, signal) => {
    const env = process.env;
    const written = join(folder, "cdk.tf.json");
    writeFileSync(written, JSON.stringify(offlineCopy(stack)));
    writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify(stateOf(deployed)));
    const config = join(folder, "stacks.tfrc");
    const source = { stack: { name: "stack", file: written }, folder, env, signal };
    writeFileSync(config, mirrorConfig(await unpackedMirror(await findProviderMirror(env), source)));

    const terraform = async (...args: readonly string[]) => {
      const run = await runTerraform(args, { folder, env: offlineEnvironment(env, config), signal });
      if (run.end !== 0) throw new Error(saidBy(run));
      return run.stdout;
    };
    await terraform("init", "-input=false", "-no-color");
    await terraform("plan", "-input=false", "-no-color", "-refresh=false", "-out=plan");
    return readPlan(await terraform("show", "-json", "plan"), "plan");
  });
}

const stateOf = (deployed: Deployed) => ({
  version: 4,
  terraform_version: "1.11.0",
  serial: 1,
  lineage: "test",
  outputs: {},
  resources: Object.entries(deployed).map(([address, attributes]) => {
    const [type, name] = address.split(".");
    return {
      mode: "managed",
      type,
      name,
      provider: 'provider["registry.terraform.io/hashicorp/aws"].eu-west-2',
      instances: [{ schema_version: 0, attributes, sensitive_attributes: [] }],
    };
  }),
});
