import { expect, test } from "vitest";
import { readPlanOutput } from "../../../src/delivery/terraform/plan-output.ts";

const lines = (...messages: readonly unknown[]) => messages.map((message) => JSON.stringify(message)).join("\n");

const summary = { type: "change_summary", changes: { add: 12, change: 1, import: 0, remove: 2, operation: "plan" } };

const diagnostic = {
  severity: "error",
  summary: "reading STS Caller Identity",
  detail: "connection refused",
  address: "data.aws_caller_identity.me",
  range: { filename: "cdk.tf.json", start: { line: 58, column: 1, byte: 1 } },
  snippet: { context: "data.aws_caller_identity.me", code: '        "me": {' },
};

test("counts what would be created, changed and removed", () => {
  expect(readPlanOutput(lines({ type: "version" }, summary))).toMatchObject({
    counts: { add: 12, change: 1, remove: 2 },
    errors: "",
  });
});

test("shows an error as Terraform does", () => {
  expect(readPlanOutput(lines({ type: "diagnostic", diagnostic })).errors).toBe(`Error: reading STS Caller Identity

  with data.aws_caller_identity.me,
  on cdk.tf.json line 58, in data.aws_caller_identity.me:
  58: "me": {

connection refused`);
});

test("shows every error, and no warning", () => {
  const messages = ["error", "warning", "error"].map((severity, index) => ({
    type: "diagnostic",
    diagnostic: { severity, summary: `number ${index}`, detail: "" },
  }));

  expect(readPlanOutput(lines(...messages)).errors).toBe("Error: number 0\n\nError: number 2");
});

test("shows what is not JSON, such as a crash", () => {
  expect(readPlanOutput(`${lines(summary)}\npanic: runtime error\n`).errors).toBe("panic: runtime error");
});

test("has no counts when Terraform gave none", () => {
  expect(readPlanOutput("").counts).toBeUndefined();
});
