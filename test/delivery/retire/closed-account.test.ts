import { describe, expect, test } from "vitest";
import { type AccountStatus, accountStates } from "../../../src/delivery/handoff/account-status.ts";
import { closedAccount } from "../../../src/delivery/retire/closed-account.ts";

const place = { stack: "app-a", accountId: "555555555501" };
const askedAt = "2026-11-23T07:00:00.000Z";
const status = (more: Partial<AccountStatus>): AccountStatus => ({
  ...place,
  state: "ACTIVE",
  why: "",
  askedAt,
  ...more,
});

test("nobody enters an account that AWS Organizations calls suspended, closing or closed, or does not list", () => {
  const found = accountStates.filter((state) => closedAccount(status({ state }), place, askedAt).closure !== null);

  expect(found).toEqual(["SUSPENDED", "PENDING_CLOSURE", "CLOSED", "MISSING"]);
});

describe("an account counts as open", () => {
  test("of which nobody has asked", () => {
    expect(closedAccount(null, place, askedAt)).toEqual({ closure: null, doubt: "" });
  });

  test("of which AWS Organizations could not be asked, and why is said", () => {
    expect(closedAccount(status({ state: "UNKNOWN", why: "AccessDenied: no" }), place, askedAt)).toEqual({
      closure: null,
      doubt: "app-a: AWS Organizations could not be asked whether account 555555555501 is closed: AccessDenied: no",
    });
  });

  test("that was closed more than a day ago, which an approval may have waited for", () => {
    const closed = status({ state: "CLOSED" });

    expect(closedAccount(closed, place, "2026-11-24T07:00:00.000Z")).toEqual({ closure: "CLOSED", doubt: "" });
    expect(closedAccount(closed, place, "2026-11-24T07:00:00.001Z")).toEqual({
      closure: null,
      doubt:
        "app-a: AWS Organizations was asked at 2026-11-23T07:00:00.000Z whether account 555555555501 is closed, which is more than a day ago; run retire again",
    });
  });
});

test.each([
  ["stack", { stack: "app-b" }, "app-b in account 555555555501"],
  ["account", { accountId: "555555555502" }, "app-a in account 555555555502"],
])("the status of another %s is refused", (_, other, got) => {
  expect(() => closedAccount(status({ state: "CLOSED", ...other }), place, askedAt)).toThrow(
    `--status: got the status of ${got}; use that of app-a in 555555555501`,
  );
});
