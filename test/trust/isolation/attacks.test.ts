import { expect, test } from "vitest";
import { boundaryOf, copyBackRole } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { harmless, openToday } from "../organization/attacks.ts";
import { type Danger, dangers } from "../organization/dangers.ts";
import { example, nobody, type Request, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { central } from "../organization/places.ts";

const { accountId } = central.prod;
const [region = ""] = central.prod.regions;
const targets = [
  ["backup:recoveryPoint", example.recoveryPoint(accountId, region)],
  ["kms:key", example.key(accountId, region)],
  ["iam:user", target(`arn:aws:iam::${accountId}:user/of-another-team`, accountId)],
] as const;
const boundary = example.written.find((one) => one.of === boundaryOf(copyBackRole) && one.accountId === accountId);
const principals = [
  example.administrator(accountId),
  {
    ...nobody(roleArn(accountId, copyBackRole), accountId),
    policies: [allowEverything],
    boundary: boundary?.document ?? null,
  },
];

test.each(Object.entries(openToday))("%s is open today: %s", async (action) => {
  const requests = targets
    .filter(([type]) => named(action).resourceTypes.includes(type))
    .map(([, one]): Request => [action, one]);

  const allowed = await Promise.all(principals.map((principal) => example.allowed(principal, requests)));

  expect(allowed.flat()).not.toEqual([]);
});

test.each(Object.keys(harmless))("%s would be dangerous elsewhere", (action) => {
  expect(named(action).resourceTypes).not.toEqual([]);
});

function named(action: string): Danger {
  const found = dangers.find((danger) => danger.action === action);
  if (!found) throw new Error(`got ${action}, which is not classified as dangerous`);
  return found;
}
