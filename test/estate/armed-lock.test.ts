import { expect, test } from "vitest";
import { earliestLockDate, isArmed, whatArmingMeans } from "../../src/estate/armed-lock.ts";

const armed = {
  mode: "compliance",
  minDays: 7,
  maxDays: 365,
  armedOn: "2027-12-30",
  coolingOffDays: 3,
  cooledOff: null,
  reason: "",
} as const;

test("a lock is armed that config has as a compliance lock, with the day", () => {
  expect(isArmed(armed)).toBe(true);
  expect(isArmed({ ...armed, armedOn: null })).toBe(false);
  expect(isArmed({ ...armed, mode: "governance" })).toBe(false);
  expect(isArmed(null)).toBe(false);
});

test("it cannot be removed once the days to cool off are over, over the end of a year too", () => {
  expect(earliestLockDate(armed)).toBe("2028-01-02");
  expect(earliestLockDate({ ...armed, armedOn: "2028-02-27" })).toBe("2028-03-01");
});

test("what arming means is said with both days", () => {
  expect(whatArmingMeans(armed, "central prod")).toBe(
    "deployed on 2027-12-30 or later, from 2028-01-02 at the earliest nobody, AWS included, can remove the lock of central prod, loosen it, shorten a retention or delete a recovery point; what is stored on that day can be there until 2029-01-01",
  );
});
