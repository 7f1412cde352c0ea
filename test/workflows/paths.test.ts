import { expect, test } from "vitest";
import { callsIn, inOneLine } from "./support/calls.ts";
import { jobsOf, type Step, workflows } from "./support/workflows.ts";

const firstOf = (path: string) => path.replace(/^\.\//, "").split("/")[0] ?? "";

/** Folders and files at the top of the workspace that a step makes. */
function madeBy({ uses = "", run = "", with: given = {} }: Step): readonly string[] {
  if (/^actions\/(?:download-artifact|checkout)@/.test(uses)) return [firstOf(String(given["path"] ?? "."))];
  const made = [
    ...run.matchAll(/(?:mkdir(?: -p)?|--out|>) "?([\w./-]+)/g),
    ...run.matchAll(/(?:mv|cp)(?: -\w+)* \S+ "?([\w./-]+)/g),
  ];
  return made.map(([, path = ""]) => firstOf(path));
}

/** What the command line is told to read there, as it is written. */
function readBy({ run = "" }: Step): readonly string[] {
  return callsIn(run).flatMap((line) => {
    const words = line.split(/\s+/);
    return words.filter(
      (word, index) => index > 0 && words[index - 1] !== "--out" && /^[a-z][\w-]*(\/[\w.*-]+)+$/.test(word),
    );
  });
}

const reads = workflows.flatMap((workflow) =>
  jobsOf(workflow).flatMap(([job, { steps = [] }]) => {
    const there = new Set<string>();
    return steps.flatMap((step) => {
      for (const path of madeBy(step)) there.add(path);
      return readBy(step).map((path) => ({
        where: `${workflow.file} ${job}`,
        path,
        isThere: there.has(firstOf(path)),
      }));
    });
  }),
);

test("what a command reads is in a folder that its job has made or downloaded before", () => {
  expect(reads.length).toBeGreaterThan(15);
  expect(reads.filter(({ isThere }) => !isThere)).toEqual([]);
});

const options = [
  "--head",
  "--synth",
  "--summaries",
  "--plans",
  "--reviewed",
  "--results",
  "--report",
  "--shards",
  "--tip",
];

test("what a command reads by one of these options is a path of such a folder, or the folder itself", () => {
  const given = workflows.flatMap((workflow) =>
    jobsOf(workflow).flatMap(([job, { steps = [] }]) => {
      const there = new Set(steps.flatMap(madeBy));
      return steps.flatMap(({ run = "" }) =>
        [...inOneLine(run).matchAll(/(--[a-z-]+) ([a-z][\w./-]*)/g)]
          .filter(([, option = ""]) => options.includes(option))
          .map(([text, , path = ""]) => ({
            where: `${workflow.file} ${job}`,
            text,
            isThere: there.has(firstOf(path)),
          })),
      );
    }),
  );

  expect(given.length).toBeGreaterThan(15);
  expect(given.filter(({ isThere }) => !isThere)).toEqual([]);
});
