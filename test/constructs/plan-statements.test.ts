import { expect, test } from "vitest";
import { planStatements } from "../../src/constructs/pipeline-plan-policy.ts";
import { readClassification } from "../trust/actions/read-classification.ts";
import { isReading } from "./boundaries/support/is-reading.ts";
import { allowedActions } from "./support/allowed-actions.ts";
import { readsAskedBy } from "./support/asked-of-aws.ts";

const statements = planStatements("lockstep");
const actions = allowedActions(statements);

/** What a first deployment has no occasion to read. */
const besides = [
  // by the provider, of what is changed, imported or taken away
  "backup:ListBackupVaults",
  "iam:ListPolicyVersions",
  "iam:ListRoleTags",
  "organizations:DescribeOrganization",
  "organizations:ListAccounts",
  "organizations:ListPoliciesForTarget",
  "sns:ListSubscriptionsByTopic",
  // by Lockstep, to find what an interrupted apply has made
  "organizations:ListPolicies",
];

test("who opens a pull request may read all that the provider reads of what it has made, and little else", async () => {
  const asked = await readsAskedBy("lockstep-pipeline-apply");

  expect(asked.length).toBeGreaterThan(20);
  expect(actions).toEqual([...asked, ...besides].sort());
});

test("it reads configuration: by AWS's word nothing is changed, and no backup, secret or state given out", async () => {
  const { classOf } = readClassification();
  const are = await Promise.all(actions.map(isReading));

  expect(actions.filter((_, index) => !are[index])).toEqual([]);
  expect(actions.filter((action) => classOf(action) !== "reads configuration")).toEqual([]);
});

test("of roles and their policies it reads the pipeline's own, and AWS Backup's", () => {
  const [all, own] = statements;

  expect(statements.map(({ Sid, Effect }) => [Sid, Effect])).toEqual([
    ["ReadConfiguration", "Allow"],
    ["ReadOwnRoles", "Allow"],
  ]);
  expect(all?.Resource).toBe("*");
  expect(own?.Resource).toEqual([
    "arn:*:iam::*:role/lockstep-*",
    "arn:*:iam::*:policy/lockstep-*",
    "arn:*:iam::*:role/aws-service-role/backup.amazonaws.com/*",
  ]);
  expect(new Set(allowedActions(statements.slice(0, 1)).map(serviceOf))).not.toContain("iam");
  expect(new Set(allowedActions(statements.slice(1)).map(serviceOf))).toEqual(new Set(["iam"]));
});

const serviceOf = (action: string) => action.split(":")[0];
