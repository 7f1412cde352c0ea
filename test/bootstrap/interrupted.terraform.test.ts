import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { stackTexts } from "../../src/stack-texts.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { missingMoto } from "./support/moto.ts";
import { bucket, emptySharedAccount } from "./support/shared-account.ts";
import { smallStack } from "./support/small-stack.ts";

describe.skipIf((await missingTerraformTools()) ?? (await missingMoto()))("bootstrap that was killed", () => {
  test.each([
    ["before apply", []],
    ["during apply", ["bucket"]],
    ["after apply", ["bucket", "pause", "role", "trust"]],
    ["before migrate", ["bucket", "pause", "role", "trust"]],
    ["after migrate", ["bucket", "pause", "role", "trust"]],
  ])("%s, with %j made: the next run makes the rest", async (kill, madeBefore) => {
    const account = await emptySharedAccount();
    const [stack, notes] = [account.file("cdk.tf.json"), account.file("made")];
    const made = () => (existsSync(notes) ? readFileSync(notes, "utf8").trim().split("\n").sort() : []);
    writeFileSync(stack, smallStack(notes, ["role", "trust"]));

    expect(account.apply(stack, kill)).toMatchObject({ end: "SIGKILL" });
    expect(made()).toEqual(madeBefore);

    expect(account.apply(stack)).toMatchObject({ end: 0, err: "" });
    expect(made()).toEqual(["bucket", "pause", "role", "trust"]);
    const state = await account.remoteState();
    expect(state?.addresses).toEqual(["bucket", "pause", "role", "trust"].map((name) => `terraform_data.${name}`));
    expect(account.localStates()).toEqual([]);

    expect(account.apply(stack)).toMatchObject({
      end: 0,
      out: `state: s3://${bucket}/state/bootstrap/bootstrap.tfstate\nnothing changes\n`,
      steps: ["init", "plan"],
    });
    expect(await account.remoteState()).toEqual(state);
    expect(made()).toEqual(["bucket", "pause", "role", "trust"]);
  });

  test("in a later apply, says how to take its lock away, and goes on from there", async () => {
    const account = await emptySharedAccount();
    const [stack, notes] = [account.file("cdk.tf.json"), account.file("made")];
    writeFileSync(stack, smallStack(notes, ["role"]));
    expect(account.apply(stack)).toMatchObject({ end: 0 });
    const later = JSON.parse(smallStack(notes, ["role"]));
    later.resource.terraform_data.trust = later.resource.terraform_data.pause;
    writeFileSync(stack, JSON.stringify(later));
    expect(account.apply(stack, "during apply")).toMatchObject({ end: "SIGKILL" });

    const locked = account.apply(stack);

    expect(locked).toMatchObject({
      end: 1,
      err: expect.stringContaining("terraform -chdir=.lockstep/bootstrap force-unlock <its ID>"),
    });
    const id = `${locked.out}${locked.err}`.match(/ID: +([0-9a-f-]{36})/)?.[1] ?? "";
    expect(account.terraform("-chdir=.lockstep/bootstrap", "force-unlock", "-force", id)).toBe(0);
    expect(account.apply(stack)).toMatchObject({ end: 0, err: "" });
    expect((await account.remoteState())?.addresses).toContain("terraform_data.trust");
  });

  test("before Terraform wrote any state: the next run takes over what has a name", async () => {
    const account = await emptySharedAccount();
    const stack = account.file("cdk.tf.json");
    writeFileSync(stack, bucketOnly(stackTexts(exampleEstate())));
    expect(account.apply(stack, "apply, its state unwritten")).toMatchObject({ end: "SIGKILL", err: "" });
    expect(account.localStates()).toEqual([]);

    const second = account.apply(stack);

    expect(second).toMatchObject({ end: 0, err: "" });
    expect(second.out).toContain(
      `took over aws_s3_bucket.state_bucket, which the interrupted run had made: ${bucket}\n`,
    );
    expect((await account.remoteState())?.addresses).toEqual(["aws_s3_bucket.state_bucket"]);
    expect(second.out).toContain("nothing changes\n");
  });

  test("while Terraform could not write its state: nothing is done before that is", async () => {
    const account = await emptySharedAccount();
    const stack = account.file("cdk.tf.json");
    writeFileSync(stack, smallStack(account.file("made"), []));
    mkdirSync(account.file(".lockstep/bootstrap"), { recursive: true });
    writeFileSync(account.file(".lockstep/bootstrap/errored.tfstate"), "{}");

    expect(account.apply(stack)).toEqual({
      end: 1,
      out: "",
      err: "got a state that could not be written in .lockstep/bootstrap/errored.tfstate; use `terraform -chdir=.lockstep/bootstrap state push errored.tfstate`, remove the file, then bootstrap again\n",
      steps: [""],
    });
  });
});

/** The bootstrap stack with nothing but the bucket. */
function bucketOnly(texts: ReadonlyMap<string, string>): string {
  const stack = JSON.parse(texts.get("bootstrap") ?? "");
  return JSON.stringify({ ...stack, resource: { aws_s3_bucket: stack.resource.aws_s3_bucket } });
}
