import { dirname } from "node:path";
import { expect, test } from "vitest";
import { useLockstep } from "../support/cli.ts";
import { configWith } from "../support/config.ts";

const lockstep = useLockstep();

test("explain tells of an account from a given moment on, the same each time", () => {
  const folder = dirname(configWith());
  const run = () => lockstep(folder, ["explain", "sandbox", "--at", "2026-12-01T00:00", "--resource-type", "S3"]);

  expect(run()).toMatchObject({ code: 0 });
  expect(run().out).toBe(run().out);
  expect(run().out).toContain("next 2026-12-01 03:00, started by 2026-12-01 05:00");
});

test("explain gives the same as JSON, in minutes", () => {
  const { out } = lockstep(dirname(configWith()), ["explain", "sandbox", "--at", "2026-12-01", "--format", "json"]);

  expect(JSON.parse(out)).toMatchObject({
    account: { name: "sandbox" },
    plans: [
      {
        plan: "bronze",
        lost: [
          { disaster: "resource", minutes: 34 * 60, worst: { rule: "nightly" } },
          { disaster: "account", kinds: expect.arrayContaining(["S3", "EBS"]), minutes: 36 * 60 },
          { disaster: "account", kinds: expect.arrayContaining(["RDS Multi-AZ cluster"]), minutes: null },
          { disaster: "Region", minutes: null, reason: "every copy is in eu-west-2 too" },
        ],
      },
    ],
  });
});

test.each([
  [["explain", "sandbx"], 'no account named "sandbx"; did you mean sandbox?\n'],
  [["explain", "sandbox", "--resource-type", "s3"], 'no resource type named "s3"; did you mean S3?\n'],
])("%j is refused with what was meant", (args, message) => {
  const { code, err } = lockstep(dirname(configWith()), args);

  expect(code).toBe(1);
  expect(err.endsWith(message)).toBe(true);
});

test("a moment that is none is refused", () => {
  const { code, err } = lockstep(dirname(configWith()), ["explain", "sandbox", "--at", "2026-13-01"]);

  expect(code).toBe(1);
  expect(err).toContain("got 2026-13-01; use a time in UTC, such as 2026-12-01T00:00");
});
