import { describe, expect, test } from "vitest";
import { decideUnlock } from "../../../src/delivery/unlock/decide-unlock.ts";
import { parseStateLock } from "../../../src/delivery/unlock/state-lock.ts";

const id = "12345678-1234-1234-1234-123456789012";
const lock = {
  id,
  operation: "OperationTypeApply",
  who: "runner@host",
  terraformVersion: "1.11.4",
  created: "2026-11-23T07:00:00.123456789Z",
};
const at = (time: string) => Date.parse(`2026-11-23T${time}Z`);
const command = `gh workflow run unlock.yml --ref main -f stack=app-a -f scope=app-nonprod -f lock-id=${id}`;
const ask = (more: object) => ({
  stack: "app-a",
  scope: "app-nonprod" as const,
  lockId: id,
  forceYoung: undefined,
  nowMs: at("07:31:00"),
  ...more,
});
const shown = (age: string) => [
  "app-a: its state is locked",
  `  id         ${id}`,
  "  who        runner@host",
  "  operation  OperationTypeApply",
  "  terraform  1.11.4",
  `  created    2026-11-23T07:00:00.123456789Z (${age})`,
];
const young = (age: string) =>
  `got a lock ${age}, whose run may still be at work; wait until it is 30 minutes old, or look at that run and use ${command} -f force-young="<why it is dead>"`;

describe("whether a lock is removed", () => {
  test("there is none to remove", () => {
    expect(decideUnlock(null, ask({}))).toEqual({
      outcome: "nothing",
      lines: ["app-a: its state is not locked; nothing is to be done"],
    });
  });

  test("without an id it is only shown, with the command that removes it", () => {
    expect(decideUnlock(lock, ask({ lockId: undefined }))).toEqual({
      outcome: "shown",
      lines: [...shown("30 minutes old"), `nothing was removed; when no run is at work on it: ${command}`],
    });
  });

  test("another id than its own does not remove it", () => {
    expect(decideUnlock(lock, ask({ lockId: "other" }))).toEqual({
      outcome: "refused",
      lines: [
        ...shown("30 minutes old"),
        `got lock id other, which does not hold it; when no run is at work on it, use ${command}`,
      ],
    });
  });

  test.each([
    ["07:30:01", "unlock", "30 minutes old", []],
    ["07:30:00", "refused", "29 minutes old", [young("29 minutes old")]],
    ["06:59:59", "refused", "from the future", [young("from the future")]],
  ] as const)("at %s: %s, for it is %s", (time, outcome, age, lines) => {
    expect(decideUnlock(lock, ask({ nowMs: at(time) }))).toEqual({ outcome, lines: [...shown(age), ...lines] });
  });

  test("a lock without a time counts as young", () => {
    const { outcome, lines } = decideUnlock({ ...lock, created: "" }, ask({}));

    expect(outcome).toBe("refused");
    expect(lines.at(-1)).toBe(young("of unknown age"));
  });

  test.each([
    ["the runner was killed", "unlock", "removed though it is 5 minutes old, because: the runner was killed"],
    [" ", "refused", young("5 minutes old")],
  ] as const)("a young lock goes for a reason: %j", (forceYoung, outcome, last) => {
    const decision = decideUnlock(lock, ask({ nowMs: at("07:05:01"), forceYoung }));

    expect(decision.outcome).toBe(outcome);
    expect(decision.lines.at(-1)).toBe(last);
  });
});

describe("what Terraform wrote about a lock", () => {
  const written = {
    ID: id,
    Operation: "OperationTypeApply",
    Info: "",
    Who: "runner@host",
    Version: "1.11.4",
    Created: lock.created,
    Path: "",
  };

  test("is read", () => {
    expect(parseStateLock(JSON.stringify(written))).toEqual(lock);
  });

  test("cannot speak to a terminal or to GitHub's runner", () => {
    expect(parseStateLock(JSON.stringify({ ...written, Who: "a\n::error::b\u001b[2J" }))?.who).toBe(
      "a\\n::error::b\\u001b[2J",
    );
  });

  test.each([
    ["no JSON", "x"],
    ["no object", "[]"],
    ["no id", JSON.stringify({ ...written, ID: "" })],
    ["no time", JSON.stringify({ ...written, Created: undefined })],
  ])("is not: %s", (_, text) => {
    expect(parseStateLock(text)).toBe(null);
  });
});

test("what only a person applies is unlocked by the command line, which the workflow has no scope for", () => {
  const { lines } = decideUnlock(lock, { ...ask({ lockId: "other" }), stack: "bootstrap", scope: "bootstrap" });

  expect(lines.at(-1)).toBe(
    `got lock id other, which does not hold it; when no run is at work on it, use npm run -s lockstep -- unlock --stack bootstrap --head cdktf.out --lock-id ${id}`,
  );
});

test("an id that is none of Terraform's is no part of a command", () => {
  const { lines } = decideUnlock({ ...lock, id: "1; rm -rf /" }, ask({ lockId: undefined }));

  expect(lines.at(-1)).toMatch(/ -f lock-id='<the id above>'$/);
});
