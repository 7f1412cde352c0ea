import { expect, test } from "vitest";
import { reachInStatements } from "../../src/constructs/reach-in-policy.ts";

test("from central an account's backups are looked at and restored by its own restore role, and nothing else is done", () => {
  expect(reachInStatements("arn:aws:iam::555555555501:role/lockstep-AWSBackup-restore")).toEqual([
    {
      Sid: "Inspect",
      Effect: "Allow",
      Action: ["backup:Describe*", "backup:Get*", "backup:List*", "kms:DescribeKey", "kms:ListAliases"],
      Resource: "*",
    },
    { Sid: "Restore", Effect: "Allow", Action: "backup:StartRestoreJob", Resource: "*" },
    {
      Sid: "HandRoleToBackup",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: ["arn:aws:iam::555555555501:role/lockstep-AWSBackup-restore"],
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
  ]);
});
