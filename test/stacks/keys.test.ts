import { expect, test } from "vitest";
import { all, type Block, exampleEstate, stacksOf } from "../support/stacks.ts";

const stacks = stacksOf(exampleEstate());
const statementsOf = (policy: unknown) =>
  (JSON.parse(String(policy)) as { readonly Statement: readonly Block[] }).Statement;

/** The policy of every key of a stack's vaults; the keys of all its Regions have one. */
function keyStatements(stack: string): readonly Block[] {
  const [first, ...others] = all(stacks.get(stack), "aws_kms_key").map(({ policy }) => policy);
  for (const other of others) expect(other).toBe(first);
  return statementsOf(first);
}

/** What AWS Backup itself may do with a key for accounts that a condition tells. */
const copies = (sid: string, condition: Readonly<Record<string, unknown>>): readonly Block[] => {
  const Condition = {
    ...condition,
    ArnLike: {
      "aws:PrincipalArn": "arn:aws:iam::*:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
    },
  };
  const allow = { Effect: "Allow", Principal: "*", Resource: "*" };
  return [
    {
      ...allow,
      Sid: `Copies${sid}`,
      Action: ["kms:DescribeKey", "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
      Condition,
    },
    {
      ...allow,
      Sid: `CopyGrants${sid}`,
      Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
      Condition: { ...Condition, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
};
const ours = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };

test.each([
  [
    "of a local vault the central account of its class",
    "app-payments-prod",
    "555555555501",
    copies("ToCentral", { StringEquals: { ...ours, "aws:PrincipalAccount": "333333333333" } }),
  ],
  [
    "of a central vault the accounts of its class, by id and by unit",
    "central-prod",
    "333333333333",
    [
      ...copies("ByAccount", {
        StringEquals: { ...ours, "aws:PrincipalAccount": ["555555555501", "555555555502", "555555555503"] },
      }),
      ...copies("ByUnit", {
        StringEquals: ours,
        "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": ["o-a1b2c3d4e5/r-ab12/ou-ab12-1a2b3c4d/*"] },
      }),
    ],
  ],
])("with the key %s copies by AWS Backup alone, and nobody destroys it", (_, stack, id, others) => {
  const pipeline = `arn:aws:iam::${id}:role/lockstep-pipeline-apply`;

  expect(keyStatements(stack)).toEqual([
    {
      Sid: "IamPoliciesDecide",
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${id}:root` },
      Action: "kms:*",
      Resource: "*",
    },
    ...others,
    expect.objectContaining({ Sid: "PipelineKeepsThis", Effect: "Allow", Principal: { AWS: pipeline } }),
    {
      Sid: "NobodyDestroys",
      Effect: "Deny",
      Principal: "*",
      Action: ["kms:ScheduleKeyDeletion", "kms:DisableKey", "kms:DeleteImportedKeyMaterial"],
      Resource: "*",
    },
    {
      Sid: "OnlyPipelineOrCustodianChangesThis",
      Effect: "Deny",
      Principal: "*",
      Action: "kms:PutKeyPolicy",
      Resource: "*",
      Condition: {
        ArnNotEquals: { "aws:PrincipalArn": [pipeline, `arn:aws:iam::${id}:role/lockstep-vault-custodian`] },
      },
    },
  ]);
});
