import { expect, test } from "vitest";
import type { ChangeSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { plansOf } from "../../../src/delivery/report/plans-of.ts";
import { plan, summaryOf } from "./support/plans.ts";

const account = "666666666601";
const attachment = (more: Partial<ChangeSummary> = {}): ChangeSummary => ({
  address: "aws_organizations_policy_attachment.silver_eu-west-2_account-a",
  type: "aws_organizations_policy_attachment",
  actions: ["create"],
  plan: "gold",
  attributes: [{ path: ["target_id"], before: null, after: account }],
  ...more,
});
const plansBy = (...changes: readonly ChangeSummary[]) =>
  plansOf([account], [summaryOf("policies-prod", "policies-prod", plan(), { changes })]);

test("the plans that an account is newly put under are those of its attachments, each once and sorted", () => {
  expect(plansBy(attachment(), attachment({ plan: "bronze" }), attachment())).toEqual(["bronze", "gold"]);
});

test.each<[string, Partial<ChangeSummary>]>([
  ["another account", { attributes: [{ path: ["target_id"], before: null, after: "666666666602" }] }],
  ["an account by another attribute", { attributes: [{ path: ["policy_id"], before: null, after: account }] }],
  ["a target that is not known yet", { attributes: [{ path: ["target_id"], before: account, after: null }] }],
  ["an account that is taken out", { actions: ["delete"] }],
])("an attachment of %s says nothing of it", (_, more) => {
  expect(plansBy(attachment(more))).toEqual([]);
});

test("an attachment of no plan's policy says nothing, whatever it is called", () => {
  const { plan: _, ...withoutPlan } = attachment();

  expect(plansBy(withoutPlan)).toEqual([]);
});
