import { readFileSync } from "node:fs";
import { Command } from "commander";
import { describe, expect, test } from "vitest";
import { addCommands } from "../../src/cli/commands.ts";
import { callsIn } from "./support/calls.ts";
import { jobsOf, workflows } from "./support/workflows.ts";

const program = new Command();
addCommands(program);
const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: Readonly<Record<string, string>> };

/** Each call of the command line in the scripts of a workflow. */
const calls = workflows.flatMap((workflow) =>
  jobsOf(workflow).flatMap(([job, { steps = [] }]) =>
    steps.flatMap(({ run = "" }) =>
      callsIn(run).map((line) => ({ where: `${workflow.file} ${job}`, words: line.split(/\s+/) })),
    ),
  ),
);

function find(words: readonly string[], within: Command): Command {
  const command = within.commands.find((one) => one.name() === words[0]);
  if (!command) return within;
  return find(words.slice(1), command);
}

test("there are calls to look at", () => {
  expect(calls.length).toBeGreaterThan(20);
});

describe.each(calls.map(({ where, words }) => [where, words.join(" "), words] as const))("%s: %s", (_, line, words) => {
  const command = find(words, program);
  const given = words.filter((word) => word.startsWith("--"));

  test("is a command, with these options", () => {
    expect(command, `${words[0]} is no command`).not.toBe(program);
    expect(given.filter((option) => !command.options.some(({ long }) => long === option))).toEqual([]);
  });

  test("has the options that it needs", () => {
    const needed = command.options.flatMap(({ mandatory, defaultValue, long }) =>
      mandatory && defaultValue === undefined && long ? [long] : [],
    );

    expect(needed.filter((option) => !line.includes(option))).toEqual([]);
  });
});

test("the other scripts are those of package.json", () => {
  const runs = workflows.flatMap((workflow) =>
    jobsOf(workflow).flatMap(([, { steps = [] }]) => steps.map(({ run = "" }) => run)),
  );
  const names = runs.flatMap((run) => [...run.matchAll(/npm run -s (\S+)/g)].map(([, name = ""]) => name));

  expect([...new Set(names)].filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test("what a deploy writes about what is left says of what it was written, so that an older one writes over no newer", () => {
  const written = calls.filter(({ where, words }) => where.startsWith("deploy.yml") && words[0] === "issue");

  expect(written.map(({ where }) => where)).toEqual(["deploy.yml waiting", "deploy.yml summary", "deploy.yml unknown"]);
  for (const { words } of written) expect(words).toContain("--commit");
});
