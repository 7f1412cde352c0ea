import { expect, test } from "vitest";
import { iamJudge } from "../judge/iam-judge.ts";
import type { Context } from "./access.ts";
import { dayMs } from "./clock.ts";
import { of, ordersAccount, smallOrganization } from "./organizations/small-organization.ts";
import { allowEverything, type Document } from "./policy-document.ts";

const judge = iamJudge();
const root = of(ordersAccount);
const bucket = { arn: "arn:aws:s3:::state", accountId: ordersAccount };

const until = (day: string): Document => ({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "Until",
      Effect: "Deny",
      Principal: "*",
      Action: "*",
      Resource: "*",
      Condition: { DateGreaterThanEquals: { "aws:CurrentTime": `${day}T00:00:00Z` } },
    },
  ],
});

test("a policy that asks for the time is told that of the clock", async () => {
  const { access, clock } = smallOrganization(judge);
  const target = { ...bucket, policy: { name: "bucket policy", document: until("2026-11-03") } };
  const isAllowed = async () => (await access.verdict(root, "s3:ListBucket", target)).allowed;

  expect(await isAllowed()).toBe(true);
  clock.moveTo(clock.now() + 2 * dayMs - 1);
  expect(await isAllowed()).toBe(true);
  clock.moveTo(clock.now() + 1);
  expect(await isAllowed()).toBe(false);
});

test("others are not told the time: their question stays the same, and is judged once", async () => {
  const contexts: Context[] = [];
  const { access } = smallOrganization(async ({ context }) => {
    contexts.push(context);
    return { allowed: true, because: "the test says so" };
  });
  const asked = async (document: Document) =>
    access.verdict(root, "s3:ListBucket", { ...bucket, policy: { name: "bucket policy", document } });

  await asked(allowEverything);
  await asked(until("2026-11-03"));

  expect(contexts.map((context) => context["aws:CurrentTime"])).toEqual([undefined, "2026-11-01T00:00:00.000Z"]);
});
