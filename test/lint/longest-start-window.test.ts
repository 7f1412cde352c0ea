import { expect, test } from "vitest";
import { findingsOf, type Json, policyWith } from "./support/policy.ts";

const assign = (value: Json) => ({ "@@assign": value });
const daily = "/plans/p/rules/daily";

/** Overlaps that are told when the daily rule may wait that long, beside one that keeps longer. */
const overlaps = (startMinutes: string) =>
  findingsOf(
    policyWith({
      [`${daily}/start_backup_window_minutes/@@assign`]: startMinutes,
      "/plans/p/rules/long": {
        schedule_expression: assign("cron(0 13 ? * * *)"),
        target_backup_vault_name: assign("local"),
        start_backup_window_minutes: assign("60"),
        lifecycle: { delete_after_days: assign("90") },
      },
    }),
  ).filter((finding) => /rule-never-runs|rule-skipped|overlap-undecided/.test(JSON.stringify(finding)));

test("a start window counts up to 30 days; a longer one is another mistake, of which overlaps say nothing", () => {
  expect(overlaps("43200")).toHaveLength(1);
  expect(overlaps("43201")).toEqual([]);
});
