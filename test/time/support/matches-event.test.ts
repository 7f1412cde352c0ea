import { expect, test } from "vitest";
import { matchesEvent } from "./matches-event.ts";

test("an event needs every field of a pattern, and one alternative of an or", () => {
  const pattern = JSON.stringify({
    source: ["aws.backup"],
    detail: { $or: [{ state: ["FAILED"] }, { status: ["FAILED"] }] },
  });

  expect(matchesEvent(pattern, { source: "aws.backup", detail: { state: "FAILED" } })).toBe(true);
  expect(matchesEvent(pattern, { source: "aws.backup", detail: { status: "FAILED" } })).toBe(true);
  expect(matchesEvent(pattern, { source: "aws.backup", detail: { state: "COMPLETED" } })).toBe(false);
  expect(matchesEvent(pattern, { source: "aws.ec2", detail: { state: "FAILED" } })).toBe(false);
  expect(matchesEvent(pattern, { detail: { state: "FAILED" } })).toBe(false);
});
