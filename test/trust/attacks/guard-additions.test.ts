import { expect, test } from "vitest";
import { boundaryOf, restoreRole } from "../../../src/names.ts";
import { allowEverything } from "../../emulator/model/policy-document.ts";
import { example } from "../organization/organization.ts";
import { outsideAccount } from "../organization/people.ts";
import { account, central, organization, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { type Edit, isMerged, unexpected } from "./merged-change.ts";

const strangersRole = (accountId: string): readonly Edit[] => [
  {
    type: "aws_iam_role",
    name: "added",
    sets: {
      name: "lockstep-added",
      assume_role_policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${outsideAccount}:root` }, Action: "sts:AssumeRole" },
        ],
      }),
      permissions_boundary: `arn:aws:iam::${accountId}:policy/${boundaryOf(restoreRole)}`,
    },
  },
  {
    type: "aws_iam_role_policy",
    name: "added",
    sets: { role: "lockstep-added", policy: JSON.stringify(allowEverything) },
  },
];

testAttack({
  id: "guard-stranger-role",
  steps: [],
  ends: (
    [
      ["shared", shared.accountId],
      ["management", organization.managementAccountId],
      ["central-prod", central.prod.accountId],
    ] as const
  ).map(([stack, accountId]) =>
    isMerged({
      does: "makes a role that may do everything and trusts another organization's account",
      stack,
      edits: strangersRole(accountId),
      today: unexpected("aws_iam_role.added", "aws_iam_role_policy.added"),
    }),
  ),
});

testAttack({
  id: "guard-delegated-administrator",
  steps: [],
  ends: ["sso.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"].map((service) =>
    isMerged({
      does: `makes a sandbox the delegated administrator of ${service}`,
      stack: "management",
      edits: [
        {
          type: "aws_organizations_delegated_administrator",
          name: "added",
          sets: { account_id: account("sandbox").accountId, service_principal: service },
        },
      ],
      today: unexpected("aws_organizations_delegated_administrator.added"),
    }),
  ),
});

testAttack({
  id: "guard-other-class",
  steps: [],
  ends: [
    isMerged({
      does: "attaches a policy to the root",
      stack: "policies-nonprod",
      edits: [
        {
          type: "aws_organizations_policy",
          name: "added",
          sets: {
            type: "BACKUP_POLICY",
            name: "lockstep-nonprod-added",
            content: JSON.stringify({ plans: { "lockstep-gold": { rules: {} } } }),
            tags: {},
          },
        },
        {
          type: "aws_organizations_policy_attachment",
          name: "added",
          sets: { policy_id: "${aws_organizations_policy.added.id}", target_id: organization.rootId },
        },
      ],
      today: unexpected("aws_organizations_policy.added", "aws_organizations_policy_attachment.added"),
    }),
  ],
});

testAttack({
  id: "guard-foreign-alias",
  steps: [],
  ends: [
    isMerged({
      does: "puts an alias of Lockstep's on the key of the state",
      stack: "shared",
      edits: [
        {
          type: "aws_kms_alias",
          name: "added",
          sets: {
            name: "alias/lockstep-local",
            target_key_id: `arn:aws:kms:${shared.region}:${shared.accountId}:key/state`,
          },
        },
      ],
      today: unexpected("aws_kms_alias.added"),
    }),
  ],
});

test("expressions that read the runner do not pass", async () => {
  const topics = example.resources.filter(({ stack, type }) => stack === "shared" && type === "aws_sns_topic");
  const edits = topics.map(({ type, name }) => ({ type, name, sets: { name: '${file("/proc/self/environ")}' } }));

  const { said } = await isMerged({ does: "", stack: "shared", edits, today: "" }).answer();

  expect(said).toContain("verify-synth: resource.aws_sns_topic.alerts_topic.name: got the expression");
});
