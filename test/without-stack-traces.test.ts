import { Lazy } from "cdktf";
import { expect, test } from "vitest";
import { withoutStackTraces } from "../src/without-stack-traces.ts";

const tracesOf = (token: object) => (token as { readonly creationStack: readonly string[] }).creationStack;
const token = () => Lazy.anyValue({ produce: () => "" });

test("tokens of cdktf are made without a trace within the work, and with one before and after", () => {
  const before = token();
  const within = withoutStackTraces(token);
  const after = token();

  expect([before, within, after].map((each) => tracesOf(each).length > 0)).toEqual([true, false, true]);
});

test("work that fails leaves traces as they were, and its error has its own", () => {
  const before = Error.captureStackTrace;
  const fail = (): never => {
    throw new Error("no");
  };

  expect(() => withoutStackTraces(fail)).toThrow(expect.objectContaining({ stack: expect.stringContaining("fail") }));
  expect(Error.captureStackTrace).toBe(before);
});
