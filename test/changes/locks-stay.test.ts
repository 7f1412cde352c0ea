import { expect, test } from "vitest";
import { configWith, edit, estateOf } from "../support/config.ts";
import { change, changeOf } from "./support/change.ts";

const written = "lock: { mode: governance, min: 7d, max: 8y }";
const prod = (lock: string) => ({ "organization.yaml": edit(written, `lock: { ${lock} }`) });
const local = (lock: string) => ({
  "accounts/payments-prod.yaml": edit("  min: 7d\n  max: 1y\n", lock === "" ? "" : `${lock}\n`),
});
const at = "organization.yaml central.prod.lock";
const steps =
  "takes two steps by two people, the custodian first, after bootstrap is applied; see docs/runbooks/change-a-governance-lock.md";

test.each([["mode: compliance, min: 7d, max: 8y"], ["min: 7d, max: 2920d, coolingOff: 30d"]])(
  "what AWS does not see of a lock may change: %s",
  (lock) => {
    expect(change(prod(lock))).toEqual([]);
  },
);

test.each([
  [
    "min: 6d, max: 8y",
    `warning lock-loosened ${at}.min: got 6d to 8y for the lock of central prod, was 7d to 8y, which is looser; that ${steps}`,
  ],
  [
    "min: 7d, max: 9y",
    `warning lock-loosened ${at}.max: got 7d to 9y for the lock of central prod, was 7d to 8y, which is looser; that ${steps}`,
  ],
  [
    "min: 8d, max: 9y",
    `warning lock-loosened ${at}.min: got 8d to 9y for the lock of central prod, was 7d to 8y, which is looser; that ${steps}`,
  ],
  [
    "min: 8d, max: 8y",
    `warning lock-replaced ${at}.min: got 8d to 8y for the lock of central prod, was 7d to 8y, which is tighter; that ${steps}`,
  ],
  [
    "min: 7d, max: 7y",
    `warning lock-replaced ${at}.max: got 7d to 7y for the lock of central prod, was 7d to 8y, which is tighter; that ${steps}`,
  ],
])("other bounds of a governance lock take two people: %s", (lock, line) => {
  expect(change(prod(lock))).toEqual([line]);
});

const means =
  "deployed on 2027-01-31 or later, from 2027-02-14 at the earliest nobody, AWS included, can remove the lock of central prod, loosen it, shorten a retention or delete a recovery point; what is stored on that day can be there until 2035-02-12";

test("arming is said with its dates", () => {
  expect(change(prod("mode: compliance, min: 7d, max: 8y, arm: 2027-01-31"))).toEqual([
    `warning lock-newly-armed ${at}.arm: got 2027-01-31, which arms the lock; ${means}; see docs/runbooks/arm-a-compliance-lock.md`,
  ]);
});

test("a further Region of a lock that is armed is told as a lock that is armed anew", () => {
  const home = { "organization.yaml": edit("regions: [eu-west-2, eu-west-1]", "regions: [eu-west-2]") };
  const both = (lock: string, files: typeof home | Record<string, never>) => ({
    "organization.yaml": (text: string) => {
      const armedOnes = prod(lock)["organization.yaml"](text);
      return files === home ? home["organization.yaml"](armedOnes) : armedOnes;
    },
  });

  expect(change(both(armed, {}), both(armed, home))).toContain(
    `warning lock-newly-armed ${at}.arm: got a new vault of central prod in eu-west-1, whose lock is armed from its first day; 14d after it is deployed nobody, AWS included, can remove that lock, loosen it, shorten a retention or delete a recovery point; see docs/runbooks/arm-a-compliance-lock.md`,
  );
});

test("arming with looser bounds is said twice over", () => {
  expect(change(prod("mode: compliance, min: 6d, max: 8y, arm: 2027-01-31"))).toEqual([
    `warning lock-newly-armed ${at}.arm: got 2027-01-31, which arms the lock; ${means}; see docs/runbooks/arm-a-compliance-lock.md`,
    `warning lock-loosened ${at}.min: got 6d to 8y for the lock of central prod, was 7d to 8y, which is looser; that ${steps}`,
  ]);
});

const armed = "mode: compliance, min: 7d, max: 8y, arm: 2027-01-31";
const stuck =
  "the lock of central prod was armed on 2027-01-31, and from 2027-02-14 at the earliest AWS refuses every change of it, and its stack could not be deployed any more";

test("an armed lock that stays is nothing new", () => {
  expect(change(prod(armed), prod(armed))).toEqual([]);
});

test.each([
  ["mode: compliance, min: 6d, max: 8y, arm: 2027-01-31", "min", "6d", "7d"],
  ["mode: compliance, min: 8d, max: 8y, arm: 2027-01-31", "min", "8d", "7d"],
  ["mode: compliance, min: 7d, max: 2919d, arm: 2027-01-31", "max", "2919d", "8y"],
  ["mode: compliance, min: 7d, max: 2921d, arm: 2027-01-31", "max", "2921d", "8y"],
  ["mode: compliance, min: 7d, max: 8y, arm: 2027-02-01", "arm", "2027-02-01", "2027-01-31"],
  ["mode: compliance, min: 7d, max: 8y, arm: 2027-01-31, coolingOff: 15d", "coolingOff", "15d", "14d"],
  ["mode: compliance, min: 7d, max: 8y", "arm", "none", "2027-01-31"],
])("an armed lock stays as it is: %s", (lock, key, got, was) => {
  expect(change(prod(lock), prod(armed))).toEqual([
    `error armed-lock-changed ${at}.${key}: got ${got}, was ${was}; ${stuck}; use ${was}`,
  ]);
});

test("an armed lock does not become a governance lock", () => {
  expect(change(prod("min: 7d, max: 8y"), prod(armed))).toEqual([
    `error armed-lock-changed ${at}.mode: got governance, was compliance; ${stuck}; use compliance`,
    `error armed-lock-changed ${at}.arm: got none, was 2027-01-31; ${stuck}; use 2027-01-31`,
  ]);
});

const finalLock = (lockDate = "2027-02-14") =>
  `${armed}, cooledOff: { lockDate: ${lockDate}, reason: the state was lost }`;

test.each([
  ["is new", finalLock(), armed, "2027-02-14"],
  ["is another", finalLock("2027-02-20"), finalLock(), "2027-02-20"],
])("that a lock is final is said with its day, where that %s", (_, is, was, day) => {
  expect(change(prod(is), prod(was))).toEqual([
    `warning lock-said-final ${at}.cooledOff: got ${day}, since when nobody can change the lock of central prod; Terraform then arms it no more; the state was lost; hold it against LockDate of \`aws backup describe-backup-vault\` in each Region, see docs/runbooks/state-lost.md`,
  ]);
});

test("what was said of a lock stays said", () => {
  expect(change(prod(finalLock()), prod(finalLock()))).toEqual([]);
  expect(change(prod(armed), prod(finalLock()))).toEqual([
    `error armed-lock-changed ${at}.cooledOff: got none, was 2027-02-14; Terraform would replace the lock of central prod where it was imported, which nobody can, and its stack could not be deployed any more; use cooledOff again`,
  ]);
});

test("a lock is not armed and final at once", () => {
  expect(change(prod(finalLock()))).toEqual([
    `warning lock-newly-armed ${at}.arm: got 2027-01-31, which arms the lock; ${means}; see docs/runbooks/arm-a-compliance-lock.md`,
    `error armed-and-final ${at}.cooledOff: got cooledOff in the change that arms the lock; the lock of central prod has not begun to cool off, and Terraform would never arm it; remove cooledOff`,
  ]);
});

const noLock = { "accounts/payments-prod.yaml": (text: string) => text.slice(0, text.indexOf("lock:")) };

test("a local lock may come; dropping it takes two people, and an armed one stays", () => {
  const armedLocally = local("  min: 7d\n  max: 1y\n  mode: compliance\n  arm: 2027-01-31\n  coolingOff: 3d");

  expect(change({}, noLock)).toEqual([]);
  expect(change(noLock)).toEqual([
    "warning lock-loosened accounts/payments-prod.yaml: got no lock for payments-prod, which had one; that takes two steps by two people, the custodian first; see docs/runbooks/change-a-governance-lock.md",
  ]);
  expect(change(noLock, armedLocally)).toEqual([
    "error armed-lock-changed accounts/payments-prod.yaml: got no lock; the lock of payments-prod was armed on 2027-01-31, and from 2027-02-03 at the earliest AWS refuses every change of it, and its stack could not be deployed any more; use the lock again",
  ]);
});

test("a thousand locks that change alike are one line", () => {
  const estate = estateOf(configWith());
  const model = estate.accounts.find(({ name }) => name === "payments-prod");
  const lock = model?.lock;
  if (!model || !lock) throw new Error("payments-prod has no lock");
  const accounts = (minDays: number) =>
    Array.from({ length: 1_000 }, (_, index) => ({
      ...model,
      name: `a${String(index).padStart(3, "0")}`,
      accountId: String(700_000_000_000 + index),
      lock: { ...lock, minDays, reason: `reason ${index}` },
    }));

  expect(changeOf({ ...estate, accounts: accounts(7) }, { ...estate, accounts: accounts(5) })).toEqual([
    "warning lock-loosened accounts/a000.yaml lock.min: got 5d to 1y for the lock of a000 and 999 others, was 7d to 1y, which is looser; that takes two steps by two people, the custodian first; see docs/runbooks/change-a-governance-lock.md",
  ]);
});
