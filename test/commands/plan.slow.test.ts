import { dirname } from "node:path";
import { expect, test } from "vitest";
import { fakeTerraform } from "../delivery/support/fake-terraform.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { useLockstep } from "../support/cli.ts";
import { configWith, edit } from "../support/config.ts";

const lockstep = useLockstep();

test("wants to know what to plan", () => {
  expect(lockstep(dirname(configWith()), ["plan"])).toMatchObject({
    code: 1,
    err: "got neither --offline nor --shard; use one of them\n",
  });
});

test("plans nothing when the config has an error", () => {
  const folder = dirname(configWith({ "accounts/sandbox.yaml": edit("owner:", "onwer:") }));
  const { env } = fakeTerraform(temporaryFolder());

  expect(lockstep(folder, ["plan", "--offline"], env)).toMatchObject({ code: 1, out: "" });
});

test("names the nearest stack, and refuses jobs that are no number", () => {
  const folder = dirname(configWith());
  const { env } = fakeTerraform(temporaryFolder());

  expect(lockstep(folder, ["plan", "--offline", "--stacks", "shard"], env).err).toContain("did you mean shared?");
  expect(lockstep(folder, ["plan", "--offline", "--jobs", "0"], env).err).toContain("got 0; use a whole number from 1");
});

test("the main job ends well without Terraform, and says what to install", () => {
  const { code, out } = lockstep(dirname(configWith()), ["rehearse"], { PATH: "" });

  expect(code).toBe(0);
  expect(out).toContain("16 stacks synthesized to cdktf.out");
  expect(out).toContain("not planned: got no terraform on the PATH; install Terraform 1.11 or newer");
});

test("plans the stacks it is asked to, and shows one line a stack", () => {
  const { env } = fakeTerraform(temporaryFolder());

  const { code, out } = lockstep(
    dirname(configWith()),
    ["plan", "--offline", "--stacks", "app-sandbox,policies-nonprod"],
    env,
  );

  expect(out).toMatch(/^app-sandbox {7}\+1 ~0 -0$/m);
  expect(out).toMatch(/^policies-nonprod {2}\+1 ~0 -0$/m);
  expect(out).toContain("2 of 2 stacks planned");
  expect(code).toBe(0);
});
