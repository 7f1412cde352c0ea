import { expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { inFileOrder } from "../../src/diagnostics/in-file-order.ts";
import type { Position, StackResource } from "../../src/diagnostics/place.ts";
import { githubAnnotations } from "../../src/diagnostics/render/github.ts";
import { jsonOf } from "../../src/diagnostics/render/json.ts";
import { markdownItem, markdownItemOfAll } from "../../src/diagnostics/render/markdown.ts";
import { textLines } from "../../src/diagnostics/render/text.ts";

const inFile: Diagnostic<Position> = {
  rule: "wrong-value",
  severity: "error",
  place: { file: "config/plans/a,b.yaml", line: 3, column: 7, key: "rules.nightly.keep" },
  got: "got 100%",
  why: "",
  use: "use 1d or more",
};
const inStack: Diagnostic<StackResource> = {
  rule: "lock-weakened",
  severity: "warning",
  place: { stack: "central-prod", address: "aws_backup_vault_lock_configuration.lock", path: ["min", 0, "a.b"] },
  got: "got 3 with `ticks` and *stars*",
  why: "a vault with no lock holds nothing back",
  use: "use 7",
};
const ofStack: Diagnostic<StackResource> = { ...inStack, place: { stack: "shared", address: "", path: [] } };

test("text is one line each, with the place first, and one that counts them", () => {
  expect(textLines([inFile, inStack, ofStack])).toEqual([
    "config/plans/a,b.yaml:3:7 rules.nightly.keep: got 100%; use 1d or more",
    "central-prod: aws_backup_vault_lock_configuration.lock min[0].a.b: warning lock-weakened: got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
    "shared: warning lock-weakened: got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
    "",
    "1 error, 2 warnings",
  ]);
  expect(textLines([])).toEqual([]);
});

test("GitHub shows it beside its line, or with the run, and reads no part of it as its own", () => {
  expect(githubAnnotations([inFile, inStack])).toEqual([
    "::error file=config/plans/a%2Cb.yaml,line=3,col=7,title=wrong-value::rules.nightly.keep: got 100%25; use 1d or more",
    "::warning title=lock-weakened::central-prod aws_backup_vault_lock_configuration.lock min[0].a.b: got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
  ]);
});

test("GitHub reads no line end and no sign of its own in what is told", () => {
  const place = { ...inFile.place, file: "a:b%,c" };

  expect(githubAnnotations([{ ...inFile, place, got: "got a\r\nb" }])).toEqual([
    "::error file=a%3Ab%25%2Cc,line=3,col=7,title=wrong-value::rules.nightly.keep: got a%0D%0Ab; use 1d or more",
  ]);
});

test("of a whole file or stack nothing is named but that", () => {
  const file = { ...inFile, severity: "warning" as const, place: { ...inFile.place, key: "" } };
  const stack = { ...ofStack, severity: "error" as const };
  const nowhere = { ...stack, place: { ...stack.place, stack: "" } };

  expect(githubAnnotations([file, stack, nowhere])).toEqual([
    "::warning file=config/plans/a%2Cb.yaml,line=3,col=7,title=wrong-value::got 100%25; use 1d or more",
    "::error title=lock-weakened::shared: got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
    "::error title=lock-weakened::got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
  ]);
  expect(textLines([{ ...file, severity: "error" }, file, stack]).slice(0, 3)).toEqual([
    "config/plans/a,b.yaml:3:7 got 100%; use 1d or more",
    "config/plans/a,b.yaml:3:7 warning: got 100%; use 1d or more",
    "shared: lock-weakened: got 3 with `ticks` and *stars*; a vault with no lock holds nothing back; use 7",
  ]);
});

test("JSON has the place among the rest, the clauses, and the sentence that they give", () => {
  expect(jsonOf(inFile)).toEqual({
    rule: "wrong-value",
    severity: "error",
    file: "config/plans/a,b.yaml",
    line: 3,
    column: 7,
    key: "rules.nightly.keep",
    message: "got 100%; use 1d or more",
    got: "got 100%",
    why: "",
    use: "use 1d or more",
  });
});

test("Markdown has the stack and what is wrong, and nothing that it would read as its own", () => {
  expect(markdownItem({ ...ofStack, got: "got `3`", why: "" })).toBe("- `shared`: got \\`3\\`; use 7");
});

test("Markdown has the same in several stacks once, with rule and address as an allowance names them", () => {
  const inOther = { ...inStack, place: { ...inStack.place, stack: "central-nonprod" } };
  const whole = { ...inStack, place: { stack: "shared", address: "shared", path: [] }, use: "what now?" };

  expect(markdownItemOfAll([inStack, inOther, inStack], 1)).toBe(
    "- **lock-weakened** in `central-prod` and 1 more, `aws_backup_vault_lock_configuration.lock`: got 3 with \\`ticks\\` and \\*stars\\*; a vault with no lock holds nothing back; use 7.",
  );
  expect(markdownItemOfAll([whole], 1)).toBe(
    "- **lock-weakened** in `shared`: got 3 with \\`ticks\\` and \\*stars\\*; a vault with no lock holds nothing back; what now?",
  );
});

test("they come by file and place, and stay in order where those are the same", () => {
  const at = (file: string, line: number, column: number, rule = "a"): Diagnostic<Position> => ({
    ...inFile,
    rule,
    place: { ...inFile.place, file, line, column },
  });

  expect(
    inFileOrder([at("b", 1, 1), at("a", 2, 1), at("a", 1, 2, "z"), at("a", 1, 2, "y"), at("a", 1, 1)]).map(
      ({ rule, place: { file, line, column } }) => `${file}${line}${column}${rule}`,
    ),
  ).toEqual(["a11a", "a12z", "a12y", "a21a", "b11a"]);
});
