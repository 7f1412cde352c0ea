import { setImmediate } from "node:timers/promises";
import { expect, test, vi } from "vitest";
import { findTerraform, runTerraform, saidBy } from "../../../src/delivery/terraform/terraform.ts";
import { withRetries } from "../../../src/delivery/terraform/with-retries.ts";
import { fakeTerraform } from "../support/fake-terraform.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const reporting = (version: string) => `  version*) echo '{"terraform_version":"${version}"}' ;;`;
const install = "install Terraform 1.11 or newer (https://developer.hashicorp.com/terraform/install)";

test("says what to install when there is no terraform", async () => {
  expect(await findTerraform({ PATH: temporaryFolder() })).toEqual({
    missing: `got no terraform on the PATH; ${install}`,
  });
});

test.each(["1.11.0", "1.12.0-beta1", "2.0.0"])("is content with terraform %s", async (version) => {
  const { env } = fakeTerraform(temporaryFolder(), reporting(version));

  expect(await findTerraform(env)).toEqual({ version });
});

test.each(["1.10.5", "0.12.31"])("says that terraform %s is too old", async (version) => {
  const { env } = fakeTerraform(temporaryFolder(), reporting(version));

  expect(await findTerraform(env)).toEqual({ missing: `got terraform ${version}; ${install}` });
});

test("says why a terraform that does not start is of no use", async () => {
  const { env } = fakeTerraform(temporaryFolder(), "  version*) echo 'no version set' >&2; exit 1 ;;");

  expect(await findTerraform(env)).toEqual({ missing: `got no version set from terraform version; ${install}` });
});

test("a run that fails is a result with all that was said", async () => {
  const { env } = fakeTerraform(temporaryFolder(), "  validate*) echo half; echo broken >&2; exit 3 ;;");

  expect(await runTerraform(["validate"], { env })).toEqual({ end: 3, stdout: "half\n", stderr: "broken\n" });
});

test("arguments reach terraform as they are, not by way of a shell", async () => {
  const { env, calls } = fakeTerraform(temporaryFolder());

  await runTerraform(["plan", "$(id) `id`; *"], { folder: "/a folder", env });

  expect(calls()).toContain("call -chdir=/a folder plan $(id) `id`; *\n");
});

test("is not started once the run was interrupted", async () => {
  const { env, calls } = fakeTerraform(temporaryFolder());

  const run = runTerraform(["plan"], { env, signal: AbortSignal.abort(new Error("interrupted by SIGINT")) });

  await expect(run).rejects.toThrow("interrupted by SIGINT");
  expect(calls()).toBe("");
});

test("is ended with all that it started when the run is interrupted", async () => {
  const { env } = fakeTerraform(temporaryFolder(), "  plan*) sleep 60 ;;");
  const controller = new AbortController();

  const run = runTerraform(["plan"], { env, signal: controller.signal });
  controller.abort(new Error("interrupted by SIGINT"));

  await expect(run).rejects.toThrow("interrupted by SIGINT");
});

test.each([
  ["init", ["init", "-input=false"]],
  ["providers", ["providers", "lock"]],
])("%s that does not end is ended, and says what it waited for; it is not tried again", async (command, args) => {
  const { env } = fakeTerraform(temporaryFolder(), `  ${command}*) sleep 60 ;;`);
  let tries = 0;
  const once = () => {
    tries += 1;
    return runTerraform(args, { env, longestMs: 200 });
  };

  const run = await withRetries(once, { good: [0], waitMs: () => 0 });

  expect(run).toEqual({
    end: "SIGKILL",
    stdout: "",
    stderr: `terraform ${command}: got no end of it within 0.2 s, and nothing was changed; the registry or the state bucket does not answer, try again later\n`,
  });
  expect(tries).toBe(1);
});

test("what only fetches has ten minutes; what may write a state, as long as it takes", async () => {
  const { env } = fakeTerraform(temporaryFolder());
  const timeout = vi.spyOn(globalThis, "setTimeout");
  const commands = [["init"], ["providers", "lock"], ["version"], ["init", "-migrate-state"], ["plan"], ["apply", "a"]];

  const longest: (number | undefined)[] = [];
  for (const args of commands) {
    timeout.mockClear();
    await runTerraform(args, { env });
    longest.push(timeout.mock.calls[0]?.[1]);
  }

  expect(longest).toEqual([600_000, 600_000, 600_000, undefined, undefined, undefined]);
});

test("an interruption after the run ends nothing: its process may be another's by then", async () => {
  const { env } = fakeTerraform(temporaryFolder());
  const controller = new AbortController();
  const kill = vi.spyOn(process, "kill").mockReturnValue(true);

  await runTerraform(["plan"], { env, signal: controller.signal });
  await setImmediate();
  controller.abort();

  expect(kill).not.toHaveBeenCalled();
});

test.each([
  ["both streams, apart", { end: 1, stdout: "one\n", stderr: "\ntwo\n" }, "one\n\ntwo"],
  ["the one that said something", { end: 1, stdout: " \n", stderr: "two\n" }, "two"],
  ["the exit code of who said nothing", { end: 3, stdout: "", stderr: "" }, "exit code 3"],
  ["the signal that ended who said nothing", { end: "SIGKILL", stdout: "", stderr: "\n" }, "SIGKILL"],
] as const)("what a run said is %s", (_, run, said) => {
  expect(saidBy(run)).toBe(said);
});
