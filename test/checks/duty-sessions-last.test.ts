import { expect, test } from "vitest";
import { chainedSession } from "../../src/checks/chained-session.ts";
import { saidBy } from "../support/said.ts";
import { exampleEstate } from "../support/stacks.ts";

const dutySessionsLast = saidBy(chainedSession);

const estate = exampleEstate();

function withAuditor(principal: string, maxSessionHours: number) {
  const auditor = { ...estate.duties.auditor, principals: [principal], maxSessionHours };
  return dutySessionsLast({ ...estate, duties: { ...estate.duties, auditor } });
}

test("a session taken from a role may last an hour", () => {
  expect(withAuditor("arn:aws:iam::222222222222:role/auditors", 1)).toEqual([]);
});

test("a session taken from a role cannot last longer", () => {
  expect(withAuditor("arn:aws:iam::222222222222:role/auditors", 2)).toEqual([
    {
      rule: "chained-session",
      severity: "error",
      at: { file: "organization.yaml", path: ["duties", "auditor", "maxSessionHours"] },
      message:
        "got 2 for arn:aws:iam::222222222222:role/auditors; a session taken from a role lasts 1 hour at most; use 1, or IAM users",
    },
  ]);
});

test("a user's session may last as long as the duty says", () => {
  expect(withAuditor("arn:aws:iam::222222222222:user/auditor", 12)).toEqual([]);
});
