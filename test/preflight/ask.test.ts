import { expect, test } from "vitest";
import { ask, isDenied } from "../../src/preflight/ask.ts";

const failing = (name: string) => () => Promise.reject(Object.assign(new Error("first line\nsecond line"), { name }));

test.each(["AccessDenied", "AccessDeniedException", "UnauthorizedException"])(
  "%s says what the caller would have to be allowed",
  async (name) => {
    expect(await ask("iam:GetRole", failing(name))).toEqual({ needs: "iam:GetRole" });
    expect(isDenied(Object.assign(new Error(), { name }))).toBe(true);
  },
);

test("any other failure is told by its name and first line", async () => {
  expect(await ask("iam:GetRole", failing("Throttling"))).toEqual({
    needs: "iam:GetRole to answer (Throttling: first line)",
  });
  expect(isDenied(new Error())).toBe(false);
  expect(await ask("iam:GetRole", async () => null)).toEqual({ answer: null });
});
