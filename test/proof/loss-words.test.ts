import { expect, test } from "vitest";
import { brokenPromise, keptText, windowsText } from "../../src/proof/loss-words.ts";
import { provePlan } from "../../src/proof/plan-proof.ts";
import type { Target } from "../../src/proof/recovery-point-times.ts";
import { planOf, ruleOf, type ShortRule } from "./support/plans.ts";

const nightly: ShortRule = { name: "nightly", cron: "0 1 ? * * *" };

function broken(rules: readonly ShortRule[], target: Target, because = "") {
  const loss = provePlan(planOf(rules))[target];
  if (loss.kind !== "bounded") throw new Error(`got ${loss.kind}; use rules that prove something`);
  return brokenPromise(60, loss, target, because);
}

test("a broken promise shows the sum behind what is proven, and what would keep it", () => {
  expect(broken([nightly], "local")).toEqual({
    got: "got 1h",
    why: "the widest gap is 1d, nightly's from 2026-01-01 01:00 to 2026-01-02 01:00, plus 1h to start and 4h to complete: 29h",
    use: "use 29h, or start nightly more often or in narrower windows",
  });
  expect(broken([nightly], "home", "because of the copies").why).toBe(
    "the widest gap is 1d, nightly's from 2026-01-01 01:00 to 2026-01-02 01:00, plus 1h to start, 4h to complete and 8h to copy: 37h; because of the copies",
  );
});

test("a gap between two rules names both", () => {
  const early: ShortRule = { name: "early", cron: "0 1 ? * * *" };
  const late: ShortRule = { name: "late", cron: "0 6 ? * * *" };

  expect(broken([early, late], "local").why).toBe(
    "the widest gap is 19h, from late's start at 2026-01-01 06:00 to early's at 2026-01-02 01:00, plus 1h to start and 4h to complete: 1d",
  );
});

test("a gap that the hours of the day leave says how they lie", () => {
  expect(broken([{ ...nightly, cron: "0 1,6 ? * * *" }], "local").why).toBe(
    "the widest gap is 19h, nightly's from 2026-01-01 06:00 to 2026-01-02 01:00, plus 1h to start and 4h to complete: 1d; nightly runs at 01:00 and 06:00, which leaves a nightly gap of 19h",
  );
});

test("where what another rule made has expired, it is to be kept longer", () => {
  const rare: ShortRule = { name: "rare", cron: "0 1 1 * ? *", localDays: 365 };
  const brief: ShortRule = { name: "brief", cron: "0 1 10 * ? *", localDays: 2 };

  const { why, use } = broken([rare, brief], "local");

  expect(why).toContain("; what brief made since has expired by then");
  expect(use).toMatch(/, or keep what brief makes longer$/);
});

test("windows and retentions are those of the place", () => {
  const rule = ruleOf({ ...nightly, localDays: 7, centralDays: 35, furtherDays: 21 });

  expect(windowsText(rule, "local")).toBe("1h to start and 4h to complete");
  expect(windowsText(rule, "further")).toBe("1h to start, 4h to complete and 8h to copy");
  expect((["local", "home", "further"] as const).map((target) => keptText(rule, target))).toEqual(["7d", "35d", "21d"]);
});
