import { expect, test } from "vitest";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import { example, organizationFrom } from "../organization/organization.ts";
import { account } from "../organization/places.ts";
import { misplaced } from "./misplaced.ts";
import { unlike } from "./unlike.ts";

const texts = deployedTexts(example.estate);
const changed = (stack: string, from: string, to: string) => {
  const text = texts.get(stack) ?? "";
  expect(text).toContain(from);
  return organizationFrom(example.estate, new Map([...texts, [stack, text.replaceAll(from, to)]]));
};

test("accounts of a kind have the same documents", () => {
  expect(unlike(example)).toEqual([]);
});

test("an account that has something more than the others of its kind is noticed", () => {
  const more = changed("app-storefront-staging", "backup:StopBackupJob", "backup:*");

  expect(unlike(more)).toEqual(["storefront-staging, eu-west-2"]);
});

test("policies are attached to their own class, guardrails to the root, and aliases to Lockstep's own keys", () => {
  expect(misplaced(example)).toEqual([]);
});

test("a policy of non-prod on the root is noticed", () => {
  const { accountId } = account("sandbox");
  const wrong = changed("policies-nonprod", `"target_id": "${accountId}"`, '"target_id": "r-ab12"');

  expect(misplaced(wrong)).toContain("policies-nonprod: a backup policy of nonprod on r-ab12");
});
