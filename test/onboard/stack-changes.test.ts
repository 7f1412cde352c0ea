import { expect, test } from "vitest";
import { stackChanges } from "../../src/onboard/stack-changes.ts";

const stack = (resource: object) => JSON.stringify({ resource });

test("each stack is new, changed, gone or as it was; of a new one its resources are counted by type", () => {
  const before = new Map([
    ["shared", stack({ aws_sns_topic: { alerts: {} } })],
    ["central-prod", stack({})],
    ["app-former", stack({})],
  ]);
  const after = new Map([
    ["central-prod", stack({})],
    ["shared", stack({ aws_sns_topic: { alerts: {}, audit: {} } })],
    [
      "app-orders",
      stack({ aws_kms_key: { one: {} }, aws_backup_vault: { one: {}, two: {} }, aws_iam_role: { a: {} } }),
    ],
    ["app-empty", "{}"],
  ]);

  expect(stackChanges(before, after)).toEqual({
    added: [
      {
        id: "app-orders",
        resources: [
          ["aws_backup_vault", 2],
          ["aws_iam_role", 1],
          ["aws_kms_key", 1],
        ],
      },
      { id: "app-empty", resources: [] },
    ],
    changed: ["shared"],
    removed: ["app-former"],
    unchanged: ["central-prod"],
  });
});
