import { expect, test } from "vitest";
import { ownRoleInDuty } from "../../src/checks/own-role-in-duty.ts";
import { twoDuties } from "../../src/checks/two-duties.ts";
import { type DutyName, dutyNames } from "../../src/model.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const dutiesAreApart = saidBy(twoDuties, ownRoleInDuty);

const estate = exampleEstate();
const arn = (name: string) => `arn:aws:iam::222222222222:${name}`;

function held(principals: Partial<Record<DutyName, readonly string[]>>) {
  const duties = { ...estate.duties };
  for (const duty of dutyNames)
    duties[duty] = { ...duties[duty], principals: principals[duty] ?? [arn(`user/${duty}`)] };
  return dutiesAreApart({ ...estate, duties }).map(({ at, message }) => `${at.path.join(".")}: ${message}`);
}

test("five duties of five people are apart", () => {
  expect(held({})).toEqual([]);
  expect(dutiesAreApart(estate)).toEqual([]);
});

test("one person may stand twice in one duty's patterns", () => {
  expect(held({ auditor: [arn("role/audit-*"), arn("role/audit-team")] })).toEqual([]);
});

test("nobody holds two duties", () => {
  expect(held({ backupOperator: [arn("role/ops")], restoreOperator: [arn("role/ops")] })).toEqual([
    `duties.restoreOperator.principals: got ${arn("role/ops")}, who has duty backupOperator already; no one holds two; use another role or user`,
  ]);
});

test.each([
  ["role/ops-*", "role/ops-night"],
  ["role/*-night", "role/ops-*"],
  ["role/*x", "role/*xy*"],
  ["role/*", "role/a"],
])("patterns that one name fits overlap: %s, %s", (one, other) => {
  expect(
    held({ backupOperator: [arn(one)], auditor: [arn(other)] }).filter((line) => line.includes("overlaps")),
  ).toEqual([
    `duties.auditor.principals: got ${arn(other)}, which overlaps ${arn(one)}, who has duty backupOperator already; no one holds two; use another role or user`,
  ]);
});

test.each([
  ["role/ops-*", "role/op-night"],
  ["role/o*x", "role/o*y"],
  ["role/ops", "user/ops"],
])("patterns that no name fits do not: %s, %s", (one, other) => {
  expect(held({ backupOperator: [arn(one)], auditor: [arn(other)] })).toEqual([]);
});

test.each(["role/lockstep-hub-apply-app-prod", "role/*", "role/lock*"])(
  "%s may be the pipeline, which holds no duty",
  (role) => {
    expect(held({ restoreOperator: [arn(role)] })).toEqual([
      `duties.restoreOperator.principals: got ${arn(role)}, which may be a role of Lockstep's own; use roles and users of people`,
    ]);
  },
);

test("patterns of many stars are judged at once", () => {
  const stars = `role/o${"*a".repeat(200)}b`;

  expect(held({ backupOperator: [arn(stars)], auditor: [arn(`role/o${"a*".repeat(200)}c`)] })).toEqual([]);
});
