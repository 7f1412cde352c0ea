import { expect, test } from "vitest";
import { parseSynthProblems, synthProblemsFile } from "../../../src/delivery/handoff/synth-problems.ts";
import { summary } from "./support/samples.ts";

const former = { stack: "app-a", place: "resource.aws_iam_role.x", message: "got a resource; leave it out" };
const use = "use what `lockstep verify-synth --out` wrote";

test("problems are read as they were written", () => {
  const problems = summary.violations;

  expect(parseSynthProblems(synthProblemsFile.text({ problems }), "a.json")).toEqual(problems);
});

test.each(["", " \n"])("the list that an earlier Lockstep wrote is read, with %j before it", (before) => {
  expect(parseSynthProblems(`${before}${JSON.stringify([former, { ...former, stack: "app-b" }])}`, "a.json")).toEqual(
    ["app-a", "app-b"].map((stack) => ({
      ...{ rule: "", severity: "error" },
      place: { stack, address: "resource.aws_iam_role.x", path: [] },
      ...{ got: "got a resource", why: "", use: "leave it out" },
    })),
  );
});

test("of a list that is wrong each fault is told, a line each, and of something else what it is", () => {
  const wrong = JSON.stringify([{ ...former, stack: 1, place: undefined }]);

  expect(() => parseSynthProblems(wrong, "a.json")).toThrow(
    `a.json: problems[0].stack: got 1; ${use}\na.json: problems[0].place: got nothing; ${use}`,
  );
  expect(() => parseSynthProblems("{}", "a.json")).toThrow(
    `a.json: got problems of synthesized stacks without version; this Lockstep reads version 1; ${use}`,
  );
});
