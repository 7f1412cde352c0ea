import { expect, test } from "vitest";
import { reachInStatements } from "../../src/constructs/reach-in-policy.ts";
import { actionsOf } from "./boundaries/support/actions-of.ts";
import { isReading } from "./boundaries/support/is-reading.ts";
import { allowedActions } from "./support/allowed-actions.ts";

const statements = reachInStatements("arn:aws:iam::555555555501:role/lockstep-AWSBackup-restore");
const actions = allowedActions(statements).flatMap(actionsOf);

// which points are in a search index; AWS calls it a write
const calledWrite = "backup:ListIndexedRecoveryPointsForSearch";

test("from central an account's backups are looked at and restored, and nothing else is changed", async () => {
  const are = await Promise.all(actions.map(isReading));

  expect(actions.filter((_, index) => !are[index])).toEqual([calledWrite, "backup:StartRestoreJob", "iam:PassRole"]);
});

test("every backup of the account is, whatever it is of", () => {
  const ofBackups = statements.filter(({ Action }) => Action !== "iam:PassRole");

  expect(ofBackups).toMatchObject([{ Sid: "Inspect" }, { Sid: "Restore", Action: "backup:StartRestoreJob" }]);
  expect(ofBackups.map(({ Resource, Condition }) => [Resource, Condition])).toEqual([
    ["*", undefined],
    ["*", undefined],
  ]);
});

test("whatever AWS Backup reads or lists of recovery points and jobs may be looked at", () => {
  const needed = ["ListRecoveryPointsByBackupVault", "DescribeRecoveryPoint", "GetRecoveryPointRestoreMetadata"];
  const ofJobs = ["DescribeRestoreJob", "ListRestoreJobs", "DescribeCopyJob", "ListCopyJobs"];

  expect(actions).toEqual(expect.arrayContaining([...needed, ...ofJobs].map((name) => `backup:${name}`)));
  // the restore's key is chosen among these
  expect(actions).toEqual(expect.arrayContaining(["kms:DescribeKey", "kms:ListAliases"]));
});

test("it is restored by the account's own restore role alone, which only AWS Backup is handed", () => {
  expect(statements.filter(({ Action }) => Action === "iam:PassRole")).toEqual([
    {
      Sid: "HandRoleToBackup",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: ["arn:aws:iam::555555555501:role/lockstep-AWSBackup-restore"],
      Condition: { StringEquals: { "iam:PassedToService": "backup.amazonaws.com" } },
    },
  ]);
});
