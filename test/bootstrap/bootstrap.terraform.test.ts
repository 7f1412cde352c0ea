import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { missingMoto } from "./support/moto.ts";
import { bucket, emptySharedAccount } from "./support/shared-account.ts";
import { smallStack } from "./support/small-stack.ts";

describe.skipIf((await missingTerraformTools()) ?? (await missingMoto()))("bootstrap of an empty account", () => {
  test("makes what the stack says, moves the state into its own bucket, and then changes nothing", async () => {
    const account = await emptySharedAccount();

    const first = account.bootstrap("yes\n");

    expect(first, first.err).toMatchObject({
      end: 0,
      steps: ["version", "init", "plan", "show", "apply", "migrate", "providers"],
    });
    const made = await account.remoteState();
    expect(made?.addresses).toContain("aws_s3_bucket.state_bucket");
    expect(made?.addresses).toContain("aws_iam_role.apply-policies-prod_role");
    expect(account.localStates()).toEqual([]);

    const second = account.bootstrap();

    expect(second, second.err).toMatchObject({ end: 0, steps: ["version", "init", "plan", "providers"] });
    expect(second.out).toContain(`state: s3://${bucket}/state/bootstrap/bootstrap.tfstate\nnothing changes\n`);
    expect(await account.remoteState()).toEqual(made);
    expect(account.localStates()).toEqual([]);
    // what cannot be had now is said, with the way to it, and is no failure
    expect(second.err).toContain(
      "warning: got no .terraform.lock.hcl; use, where the registry can be reached:\n  terraform -chdir=",
    );
    expect(existsSync(account.file(".terraform.lock.hcl"))).toBe(false);
    const template = readFileSync(account.file(".lockstep/pipeline-roles.json"), "utf8");
    expect(Object.keys(JSON.parse(template).Resources)).toEqual(["Plan", "Apply", "PipelineManagement"]);
    expect(template).not.toContain("$${");
  });

  test.each(["y\n", ""])("applies nothing when somebody types %j instead of yes", async (typed) => {
    const account = await emptySharedAccount();
    const [stack, made] = [account.file("small.tf.json"), account.file("made")];
    writeFileSync(stack, smallStack(made, []));

    const refused = account.bootstrap(typed, stack);

    expect(refused).toMatchObject({ end: 1, steps: ["version", "init", "plan", "show"] });
    expect(refused.out).toContain("  create  terraform_data.bucket\n");
    expect(refused.out).toContain("type yes to apply: ");
    expect(refused.err).toContain("nothing was applied\n");
    expect(existsSync(made)).toBe(false);
    expect(await account.remoteState()).toBe(null);
  });
});
