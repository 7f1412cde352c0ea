import { Command } from "commander";
import { expect, test } from "vitest";
import { addCommands } from "../../src/cli/commands.ts";
import { shardsOf } from "../../src/delivery/affected/shards.ts";
import { pipelineScopes } from "../../src/names.ts";
import { affectedStack } from "../delivery/affected/support/trees.ts";
import { approvalsOf } from "./support/approvals.ts";
import { events } from "./support/events.ts";
import { workflow, workflowOf } from "./support/workflows.ts";

const deploy = workflow("deploy.yml");
const program = new Command();
addCommands(program);
const defaultOf = (option: string) =>
  Number(
    program.commands.find((command) => command.name() === "pending")?.options.find(({ long }) => long === option)
      ?.defaultValue,
  );

/** Shards of a deploy that changes everything: half of the accounts are prod, and one is at least of each class. */
function everything(accounts: number) {
  const changed = pipelineScopes.flatMap(({ scope, wave, holds }) =>
    Array.from({ length: holds === "accounts" ? Math.ceil(accounts / 2) : 1 }, (_, index) =>
      affectedStack(`${scope}-${String(index).padStart(4, "0")}`, scope, { wave }),
    ),
  );
  return shardsOf(
    { added: [], changed, retiring: [] },
    { max: defaultOf("--max-shards"), perShard: defaultOf("--per-shard") },
  );
}
const onceEach = Object.fromEntries(pipelineScopes.map(({ scope }) => [scope, 1]));

test.each([
  [1, 8],
  [50, 8],
  [5_000, 60],
])(
  "a deploy of everything with %i accounts has %i jobs that apply, and asks once for each scope",
  async (accounts, jobs) => {
    const shards = everything(accounts);

    expect(shards).toHaveLength(jobs);
    expect(await approvalsOf(deploy, events.push, shards)).toEqual(onceEach);
  },
);

test("a change of one account asks once, whichever class it is of", async () => {
  for (const scope of ["app-nonprod", "app-prod"] as const) {
    const changed = [affectedStack("app-a", scope, { wave: scope === "app-prod" ? 4 : 2 })];
    const shards = shardsOf({ added: [], changed, retiring: [] }, { max: 60, perShard: 25 });

    expect(await approvalsOf(deploy, events.push, shards)).toEqual({ [scope]: 1 });
  }
});

test("a limit on jobs at a time would ask again for each job after it", async () => {
  const limited = deploy.text.replaceAll(
    /(environment: .*\n.*\n.*\n +fail-fast: false\n)/g,
    "$1      max-parallel: 20\n",
  );

  const asked = await approvalsOf(workflowOf("deploy.yml", limited), events.push, everything(5_000));

  expect(asked).toMatchObject({ shared: 1, "app-nonprod": 8, "app-prod": 8, "policies-prod": 1 });
});
