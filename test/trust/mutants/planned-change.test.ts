import { expect, test } from "vitest";
import { stacksOf } from "../../support/stacks.ts";
import { example } from "../organization/organization.ts";
import { appliedAs, plannedChange } from "./planned-change.ts";
import { addResource, all, changeResource, type EditStack, type StackJson } from "./stack-json.ts";

const stacks = stacksOf(example.estate);
const stackOf = (stack: string) => stacks.get(stack) as unknown as StackJson;

function changesOf(stack: string, edit: EditStack) {
  const json = stackOf(stack);
  const plan = plannedChange(stack, appliedAs(stack, JSON.stringify(json)), JSON.stringify(edit(json)));
  return plan.resource_changes?.map(({ address, change }) => ({ address, ...change }));
}

test("a stack that is as it was applied has no changes", () => {
  const changes = changesOf("shared", (json) => json);

  expect(changes).toEqual([]);
});

test("a change says what was there before, with its references resolved", () => {
  const changes = changesOf(
    "shared",
    changeResource("aws_kms_alias", "alerts_alias", (body) => ({ ...body, target_key_id: "another" })),
  );

  expect(changes).toEqual([
    {
      address: "aws_kms_alias.alerts_alias",
      actions: ["update"],
      before: { name: "alias/lockstep-alerts", target_key_id: "shared-alerts-key" },
      after: { name: "alias/lockstep-alerts", target_key_id: "another" },
      after_unknown: {},
    },
  ]);
});

test("of something new its id is known after the apply, its name and what is applied before", () => {
  const policy = { name: "new", type: "BACKUP_POLICY", content: "{}" };
  const changes = changesOf(
    "policies-prod",
    all(
      addResource("aws_organizations_policy", "new", () => policy),
      addResource("aws_organizations_policy_attachment", "new", () => ({
        policy_id: "${aws_organizations_policy.new.id}",
        target_id: "${aws_organizations_policy.new.name}",
      })),
      addResource("aws_organizations_policy_attachment", "old", () => ({
        policy_id: "${aws_organizations_policy.gold_eu-west-2_policy.id}",
        target_id: "r-ab12",
      })),
    ),
  );

  expect(changes).toMatchObject([
    { actions: ["create"], before: null, after: policy, after_unknown: {} },
    { actions: ["create"], after: { target_id: "new" }, after_unknown: { policy_id: true } },
    { after: { policy_id: "p-policies-prod-goldeu-west-2policy", target_id: "r-ab12" }, after_unknown: {} },
  ]);
  expect(changes?.[1]?.after).not.toHaveProperty("policy_id");
});

test("a stack that lost something is no plan of additions", () => {
  const lose: EditStack = (json) => ({ ...json, resource: { ...json.resource, aws_kms_alias: {} } });

  expect(() => changesOf("shared", lose)).toThrow("got shared without aws_kms_alias.alerts_alias");
});
