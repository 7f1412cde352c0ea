import type { JsonObject } from "../../../../src/delivery/stack/json-object.ts";

/** A stack with a policy, and what attaches it. @param policy `null`: the stack does not hold it */
export const createdPolicy = (
  policy: JsonObject | null,
  attachment = "aws_organizations_policy_attachment",
): JsonObject => ({
  resource: {
    ...(policy !== null && { aws_organizations_policy: { "silver_eu-west-2_policy": policy } }),
    [attachment]: {
      "silver_eu-west-2_account-a": {
        policy_id: "${aws_organizations_policy.silver_eu-west-2_policy.id}",
        target_id: "666666666601",
      },
    },
  },
});
