import { expect, test } from "vitest";
import { githubRun } from "../../../src/delivery/handoff/github-run.ts";

const env = {
  GITHUB_RUN_ID: "77",
  GITHUB_RUN_ATTEMPT: "2",
  GITHUB_SHA: "a".repeat(40),
  GITHUB_REPOSITORY: "acme/backup",
};

test("a run is known by GitHub's variables", () => {
  expect(githubRun(env)).toEqual({
    runId: "77",
    attempt: "2",
    commit: "a".repeat(40),
    runUrl: "https://github.com/acme/backup/actions/runs/77",
  });
  expect(githubRun({ ...env, GITHUB_SERVER_URL: "https://git.acme.example" }).runUrl).toBe(
    "https://git.acme.example/acme/backup/actions/runs/77",
  );
});

test.each([
  ["GITHUB_RUN_ID", undefined, 'GITHUB_RUN_ID: got ""; run this in a workflow, or set it as GitHub does'],
  ["GITHUB_RUN_ID", "../1", 'GITHUB_RUN_ID: got "../1"; run this in a workflow, or set it as GitHub does'],
  ["GITHUB_RUN_ID", "1x", 'GITHUB_RUN_ID: got "1x"; run this in a workflow, or set it as GitHub does'],
  ["GITHUB_RUN_ATTEMPT", "1x", 'GITHUB_RUN_ATTEMPT: got "1x"; run this in a workflow, or set it as GitHub does'],
  ["GITHUB_RUN_ATTEMPT", "x1", 'GITHUB_RUN_ATTEMPT: got "x1"; run this in a workflow, or set it as GitHub does'],
  [
    "GITHUB_SHA",
    `x${"a".repeat(40)}`,
    `GITHUB_SHA: got "x${"a".repeat(40)}"; run this in a workflow, or set it as GitHub does`,
  ],
  [
    "GITHUB_SHA",
    "a".repeat(41),
    `GITHUB_SHA: got "${"a".repeat(41)}"; run this in a workflow, or set it as GitHub does`,
  ],
  ["GITHUB_RUN_ATTEMPT", "0", 'GITHUB_RUN_ATTEMPT: got "0"; run this in a workflow, or set it as GitHub does'],
  ["GITHUB_SHA", "main", 'GITHUB_SHA: got "main"; run this in a workflow, or set it as GitHub does'],
])("%s of %s is refused: it becomes a part of keys", (name, value, message) => {
  expect(() => githubRun({ ...env, [name]: value })).toThrow(message);
});
