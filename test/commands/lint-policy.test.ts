import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import type { ProblemFormat } from "../../src/commands/check.ts";
import { lintPolicy } from "../../src/commands/lint-policy.ts";

const clean = "test/lint/fixtures/clean.json";
const seconds = "test/lint/fixtures/seconds-and-cold.json";

/** What is printed, line by line, and the exit code. */
function lint(paths: readonly string[], format: ProblemFormat = "text") {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  onTestFinished(() => stdout.mockRestore());
  const code = lintPolicy(paths, format);
  stdout.mockRestore();
  return { code, lines: written.join("").split("\n").slice(0, -1) };
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lint-policy-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("says that there is no problem, and exits 0", () => {
  expect(lint([clean])).toEqual({ code: 0, lines: ["no problems"] });
});

test("shows every problem with its place and JSON Pointer, counts them, and exits 1", () => {
  expect(lint([seconds])).toEqual({
    code: 1,
    lines: [
      `${seconds}:9:56 warning /plans/warehouse/rules/nightly/start_backup_window_minutes/@@assign: got 14400 minutes, which are 10d, with backups at most 1d apart; use 240 if 4h are meant`,
      `${seconds}:10:59 warning /plans/warehouse/rules/nightly/complete_backup_window_minutes/@@assign: got 604800 minutes, which are 420d, with backups at most 1d apart; use 10080 if 7d are meant`,
      `${seconds}:13:48 /plans/warehouse/rules/nightly/lifecycle/delete_after_days/@@assign: got deletion after 365 days with cold storage after 1825; what is cold stays 90 days at least; use 1915 or more, or leave out cold storage`,
      "",
      "1 error, 2 warnings",
    ],
  });
});

test("exits 0 where there are warnings alone", () => {
  const mended = join(temporaryFolder(), "mended.json");
  const days = (value: string) => ({ "@@assign": value });
  const lifecycle = { move_to_cold_storage_after_days: days("30"), delete_after_days: days("365") };
  writeFileSync(mended, JSON.stringify({ plans: { warehouse: { rules: { nightly: { lifecycle } } } } }));

  const { code, lines } = lint([seconds, mended]);

  expect(code).toBe(0);
  expect(lines.at(-1)).toBe("2 warnings");
});

test("gives GitHub annotations, in which no sign of a policy's own breaks the line", () => {
  const file = join(temporaryFolder(), "a,b.json");
  writeFileSync(file, '{ "plans": { "100%\\n": {} } }');

  const { code, lines } = lint([file], "github");

  expect(code).toBe(1);
  expect(lines).toEqual([
    `::error file=${file.replace(",", "%2C")},line=1,col=14,title=object-name::/plans/100%25%0A: got "100%25\\n" as name of a backup plan; use 1 to 50 letters, digits, hyphens, underscores and dots`,
    expect.stringMatching(
      /^::error file=.*,line=1,col=24,title=policy-incomplete::\/plans\/100%25%0A: got \{\}; use an object with /,
    ),
  ]);
});

test("gives JSON with the pointer, place, rule, severity and clauses of each problem", () => {
  const { code, lines } = lint([seconds], "json");

  expect(code).toBe(1);
  const { problems } = JSON.parse(lines.join("\n"));
  expect(problems).toHaveLength(3);
  expect(problems[2]).toEqual({
    rule: "cold-too-short",
    severity: "error",
    policy: seconds,
    pointer: "/plans/warehouse/rules/nightly/lifecycle/delete_after_days/@@assign",
    line: 13,
    column: 48,
    message:
      "got deletion after 365 days with cold storage after 1825; what is cold stays 90 days at least; use 1915 or more, or leave out cold storage",
    got: "got deletion after 365 days with cold storage after 1825",
    why: "what is cold stays 90 days at least",
    use: "use 1915 or more, or leave out cold storage",
  });
});

test("says of every file that cannot be read why, all at once, and nothing of what the others come to", () => {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  mkdirSync(at("folder"));
  writeFileSync(at("empty.json"), "");
  writeFileSync(at("latin.json"), Buffer.from([0x7b, 0xe9, 0x7d]));
  writeFileSync(at("half.json"), '{ "plans": { "p": { "regions": { "@@assign": ["eu-west-1"] } } } }');

  const { code, lines } = lint(["missing.json", "folder", "empty.json", "latin.json", "half.json"].map(at));

  expect(code).toBe(1);
  expect(lines).toEqual([
    `${at("missing.json")}:1:1 no such file; name the policy's file`,
    `${at("folder")}:1:1 a folder; name the policy's file`,
    `${at("latin.json")}:1:1 not text in UTF-8; save the policy as UTF-8`,
    `${at("empty.json")}:1:1 empty; write the policy, { "plans": … }`,
    "",
    "4 errors",
  ]);
});
