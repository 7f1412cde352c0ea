import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { expectation } from "../../../../src/commands/expectation.ts";
import { guard } from "../../../../src/commands/guard.ts";
import { report } from "../../../../src/commands/report.ts";
import { verifySynth } from "../../../../src/commands/verify-synth.ts";
import { affectedFile } from "../../../../src/delivery/handoff/affected-stacks.ts";
import { synthProblemsFile } from "../../../../src/delivery/handoff/synth-problems.ts";
import { synthesize } from "../../../../src/synthesize.ts";
import { exampleConfig } from "../../../support/example-config.ts";
import { exampleEstate } from "../../../support/stacks.ts";
import { appJson, nothingAffected, writeTree } from "../../affected/support/trees.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const data = "src/delivery/guard/expected/data";
const today = "2026-11-23";
const estate = exampleEstate();

/** A pull request: two checkouts, and what the base's code says of the head's stacks. */
function pullRequest() {
  const folder = temporaryFolder();
  const at = (...path: readonly string[]) => join(folder, ...path);
  for (const side of ["base", "head"]) cpSync(data, at(side, data), { recursive: true });
  for (const path of ["config", "synth", "plans"]) mkdirSync(at(path));
  writeFileSync(at("by-base.json"), synthProblemsFile.text({ problems: [] }));
  writeFileSync(at("output"), "");
  writeFileSync(at("synth/affected.json"), affectedFile.text(nothingAffected));
  cpSync(writeTree({ "app-a": appJson("a") }), at("synth/head"), { recursive: true });
  return {
    folder,
    at,
    /** Another text in one place of the data of one side. */
    edit: (side: "base" | "head", kind: string, from: string, to: string) => {
      const file = at(side, data, `${kind}.json`);
      const parts = readFileSync(file, "utf8").split(from);
      expect(parts.length, `${from} stands in ${kind}.json`).toBeGreaterThan(1);
      writeFileSync(file, [parts[0], parts.slice(1).join(from)].join(to));
    },
    allow: (address: string, expires = "2026-12-20") =>
      writeFileSync(
        at("config/allowances.yaml"),
        `- stack: expectation\n  address: ${address}\n  action: expectation-changed\n  reason: release 1.2 of Lockstep, read line by line\n  expires: "${expires}"\n`,
      ),
  };
}
type PullRequest = ReturnType<typeof pullRequest>;

async function capture<T>(work: () => Promise<T>): Promise<readonly [T, string]> {
  const said: string[] = [];
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, "write").mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return [await work(), said.join("")];
}

/** What the job says of it, and the output that the gate reads. */
async function compared({ at }: PullRequest) {
  const [code, said] = await capture(() =>
    expectation(at("config"), {
      ...{ base: at("base"), head: at("head"), byBase: at("by-base.json"), out: at("synth/expectation.json") },
      ...{ today, githubOutput: at("output") },
    }),
  );
  return { code, said, output: readFileSync(at("output"), "utf8") };
}

/** The guard's exit code, and the comment, of what was compared. */
async function guarded({ at }: PullRequest) {
  const common = {
    affected: at("synth/affected.json"),
    expectation: at("synth/expectation.json"),
    share: undefined,
    reviewed: undefined,
    today,
  };
  const [code] = await capture(() => guard(at("config"), { ...common, plans: at("plans"), head: at("synth/head") }));
  await capture(() =>
    report(at("config"), {
      ...common,
      ...{ summaries: at("plans"), out: at("report"), head: undefined, shards: undefined, reviewed: undefined },
      ...{ accept: undefined, commit: "c", githubOutput: undefined, githubStepSummary: undefined },
    }),
  );
  return { code, comment: readFileSync(at("report/comment.md"), "utf8") };
}

const widen = (pull: PullRequest) => pull.edit("head", "app", '"backup:StartBackupJob"', '"backup:*"');
const widened =
  'another expectation of app stacks: aws_iam_role_policy.lockstep-auditor_permissions, policy, statement OtherDuties, Action: got "backup:*"; expected "backup:StartBackupJob"; keep to what the base expects';

test("a change that leaves it as it is holds", async () => {
  const pull = pullRequest();

  expect(await compared(pull)).toEqual({
    code: 0,
    said: "guard: none stand, none allowed\n",
    output: "expectation=holds\n",
  });
  expect(await guarded(pull)).toMatchObject({ code: 0, comment: expect.not.stringContaining("expectation") });
});

test("data that a change makes to expect something else is a row of its own, and red", async () => {
  const pull = pullRequest();
  widen(pull);

  const { code, said, output } = await compared(pull);

  expect(code).toBe(0);
  expect(said).toContain(`expectation: app: expectation-changed: ${widened}\n`);
  expect(said).toContain(
    '- stack: expectation\n  address: "app"\n  action: expectation-changed\n  reason: why it is meant\n',
  );
  expect(output).toBe("expectation=stands\n");
  const { code: gate, comment } = await guarded(pull);
  expect(gate).toBe(1);
  expect(comment).toContain("- **expectation-changed** in `expectation`, `app`: another expectation of app stacks:");
});

test("with an allowance it passes, and the row says until when and why", async () => {
  const pull = pullRequest();
  widen(pull);
  pull.allow("app");

  expect(await compared(pull)).toMatchObject({ output: "expectation=holds\n" });
  const { code, comment } = await guarded(pull);
  expect(code).toBe(0);
  expect(comment).toContain("Allowed until 2026-12-20: release 1.2 of Lockstep, read line by line.");
});

test("an allowance that is over lets nothing pass, and all is compared", async () => {
  const pull = pullRequest();
  widen(pull);
  pull.allow("app", "2020-01-31");

  expect(await compared(pull)).toMatchObject({ code: 0, output: "expectation=stands\n" });
});

test("an allowance for one kind of stack is none for another", async () => {
  const pull = pullRequest();
  widen(pull);
  pull.allow("central");

  expect(await compared(pull)).toMatchObject({ output: "expectation=stands\n" });
});

test.each([
  [
    "a resource of another type",
    (pull: PullRequest) => pull.edit("base", "app", '"type": "aws_kms_alias"', '"type": "aws_kms_key"'),
    "expectation: app: expectation-changed: another expectation of app stacks: aws_kms_key.<<region>>_alias: got nothing; expected ",
  ],
  [
    "a kind of stacks that is gone",
    (pull: PullRequest) => rmSync(pull.at("head", data, "management.json")),
    "expectation: management: expectation-changed: another expectation of management stacks: got nothing; expected ",
  ],
  [
    "no data any more",
    (pull: PullRequest) => rmSync(pull.at("head", data), { recursive: true }),
    "expectation: shared: expectation-changed: another expectation of shared stacks: got nothing; expected ",
  ],
  [
    "a base whose code could not judge",
    (pull: PullRequest) => rmSync(pull.at("by-base.json")),
    "expectation: base: expectation-changed: the base's code cannot judge the stacks of this change; keep to what it can read",
  ],
  [
    "stacks that the base's code refuses, although the data is the same",
    (pull: PullRequest) =>
      writeFileSync(
        pull.at("by-base.json"),
        synthProblemsFile.text({
          problems: [
            {
              rule: "synth-unexpected",
              severity: "error",
              place: { stack: "app-sandbox", address: "aws_iam_role.x", path: ["policy"] },
              got: "got a resource",
              why: "",
              use: "leave it out",
            },
          ],
        }),
      ),
    "expectation: app: expectation-changed: the base's code refuses app-sandbox: aws_iam_role.x policy: synth-unexpected: got a resource; leave it out; keep to what the base expects",
  ],
  [
    "stacks that the code of a base from before November 2026 refuses, which wrote a list alone",
    (pull: PullRequest) =>
      writeFileSync(
        pull.at("by-base.json"),
        JSON.stringify([{ stack: "app-sandbox", place: "resource.aws_iam_role.x", message: "got a resource" }]),
      ),
    "expectation: app: expectation-changed: the base's code refuses app-sandbox: resource.aws_iam_role.x: got a resource; keep to what the base expects",
  ],
])("%s is told, and red", async (_, change, line) => {
  const pull = pullRequest();
  change(pull);

  const { said, output } = await compared(pull);

  expect(said).toContain(line);
  expect(output).toBe("expectation=stands\n");
});

test("a base from before there was any has nothing to compare with", async () => {
  const pull = pullRequest();
  rmSync(pull.at("base", data), { recursive: true });
  rmSync(pull.at("by-base.json"));

  expect(await compared(pull)).toEqual({
    code: 0,
    said: "the base expects nothing of its stacks yet: there is nothing to compare with\n",
    output: "expectation=holds\n",
  });
});

test.each(['{"problems":[]}', "[1]", "["])(
  "what the base's code finds is no list of problems, but %s: nothing is said, and no output given",
  async (text) => {
    const pull = pullRequest();
    writeFileSync(pull.at("by-base.json"), text);

    await expect(compared(pull)).rejects.toThrow();
    expect(readFileSync(pull.at("output"), "utf8")).toBe("");
  },
);

test("the base's code says of the head's stacks what it would say of its own", async () => {
  const pull = pullRequest();
  const outdir = pull.at("synth/stacks");
  synthesize(estate, outdir);
  const file = join(outdir, "stacks/shared/cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("lockstep-hub-apply-app-nonprod", "somebody"));

  const [code] = await capture(() => verifySynth(exampleConfig, outdir, pull.at("by-base.json")));

  expect(code).toBe(1);
  const { said } = await compared(pull);
  expect(said).toContain(
    'expectation: shared: expectation-changed: the base\'s code refuses shared: aws_iam_role_policy_attachment.enter-nonprod role: synth-unexpected: got "somebody"; expected "lockstep-hub-apply-app-nonprod"',
  );
});
