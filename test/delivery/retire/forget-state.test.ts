import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forgetState } from "../../../src/delivery/retire/forget-state.ts";
import { stackPlace } from "../../../src/delivery/stack/stack-place.ts";
import { appJson } from "../affected/support/trees.ts";
import { fakeTerraform } from "../support/fake-terraform.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const forgets = JSON.stringify({
  format_version: "1.2",
  terraform_version: "1.11.4",
  resource_changes: [
    {
      ...{ address: "aws_backup_vault.v", mode: "managed", type: "aws_backup_vault", name: "v" },
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: { actions: ["forget"], before: {}, after: null },
    },
  ],
});
const shows = `  *show*) echo '${forgets}' ;;`;

/** What comes of letting go of a vault by a `terraform` that does as the branches of a shell `case` say. */
async function forgetWith(branches: string, lock: string | null = null) {
  const [folder, tools] = [temporaryFolder(), temporaryFolder()];
  const fake = fakeTerraform(tools, branches);
  const json = appJson("a", { retired: true });
  const said = await forgetState(
    { stack: "app-a", json, place: stackPlace("app-a", json) },
    [{ address: "aws_backup_vault.v", instances: ["aws_backup_vault.v"] }],
    {
      ...{ folder, lock, lockTimeout: "10m", signal: new AbortController().signal },
      env: { ...fake.env, AWS_SESSION_TOKEN: "the-token-of-the-job" },
    },
  );
  return {
    said,
    folder,
    calls: fake
      .calls()
      .split("\n")
      .flatMap((line) => /^call (?:-chdir=\S+ )?(.*)$/.exec(line)?.[1] ?? []),
  };
}
const init = "init -input=false -no-color";
const planned = "plan -input=false -no-color -refresh=false -lock=false -out=plan";
const shown = "show -json -no-color plan";
const applied = "apply -input=false -no-color -lock-timeout=10m plan";
const fails = (step: string) => `  *${step}*) echo 'Error: no ${step} with the-token-of-the-job' >&2; exit 1 ;;`;

test("a plan that lets go of all there is, and of nothing else, is applied", async () => {
  const { said, calls } = await forgetWith(shows);

  expect(said).toEqual([]);
  expect(calls).toEqual([init, planned, shown, applied]);
});

test("where there is a lock file, init keeps to it", async () => {
  const { calls, folder } = await forgetWith(shows, "# locked");

  expect(calls[0]).toBe(`${init} -lockfile=readonly`);
  expect(readFileSync(join(folder, ".terraform.lock.hcl"), "utf8")).toBe("# locked");
});

test.each([
  ["init", 1],
  ["plan", 2],
  ["show", 3],
])("a %s that fails lets go of nothing, and is told without secrets", async (step, count) => {
  const { said, calls } = await forgetWith(fails(step === "plan" ? "\\ plan\\ " : step));

  expect(said).toEqual([
    `app-a: terraform ${step} failed; nothing was let go of`,
    expect.stringMatching(/^Error: no .*\(masked\)$/),
  ]);
  expect(calls).toHaveLength(count);
});

test("a plan that does something else is not applied", async () => {
  const { said, calls } = await forgetWith(shows.replace('"forget"', '"delete"'));

  expect(said[0]).toBe("app-a: got a plan that does more, or less, than let go; nothing was let go of");
  expect(said.length).toBeGreaterThan(1);
  expect(calls).toEqual([init, planned, shown]);
});

test("an apply that fails says what to do, and to run retire again", async () => {
  const { said } = await forgetWith(`${shows}\n${fails("apply")}`);

  expect(said).toEqual([
    "app-a: got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then run retire again, which plans it again\nError: no apply with (masked)",
  ]);
});
