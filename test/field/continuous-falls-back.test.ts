import { expect, test } from "vitest";
import { judgeChange } from "../../src/changes/index.ts";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import { edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { said } from "../support/said.ts";
import { fieldConfig } from "./support/field-config.ts";

const before = () => estateOf(fieldConfig("07-continuous-falls-back"));
const after = (...edits: readonly (readonly [string, string])[]) =>
  estateOf(
    fieldConfig("07-continuous-falls-back", {
      "plans/gold.yaml": (text) => edits.reduce((each, [old, is]) => edit(old, is)(each), text),
    }),
  );
/** What a change says of continuous backups. */
const told = (head = before(), base = before()) =>
  findingLines(judgeChange(base, head).map(said)).filter((line) => line.includes("continuous-stopped"));

const stops = (got: string, was: string, at = "rules.nightly.keep.local") =>
  `warning continuous-stopped plans/gold.yaml ${at}: got ${got} for continuous backups, which were kept ${was}; AWS stops the recovery points of S3; of RDS instance one page of AWS says so, and another that it goes on; a new one begins with the next job, and until then there is no restore to the minute of anything since; use ${was} unless that is meant, and see that each has a new one that is AVAILABLE after the deployment`;

test.each(["15d", "13d"])("another retention of the continuous rule stops the recovery points of S3: %s", (days) => {
  expect(told(after(["local: 14d", `local: ${days}`]))).toEqual([stops(days, "14d")]);
});

test("another retention of the copies, another schedule and no change stop nothing", () => {
  expect(told()).toEqual([]);
  expect(told(after(["central: 35d", "central: 40d"]))).toEqual([]);
  expect(told(after(["cron(30 1 ? * * *)", "cron(30 2 ? * * *)"]))).toEqual([]);
});

test("a second continuous rule that keeps longer stops them too, because AWS follows that one", () => {
  const weekly =
    "\n  weekly: { schedule: cron(0 12 ? * SUN *), startWithin: 1h, completeWithin: 2h, copyWithin: 1h, continuous: true, keep: { local: 35d, central: 35d } }\n";

  expect(told(after(["central: 35d }", `central: 35d }${weekly}`]))).toEqual([
    stops("35d", "14d", "rules.weekly.keep.local"),
  ]);
});

test.each([
  ["continuous taken away", ["    continuous: true\n", ""], "rules.nightly.continuous"],
  [
    "a retention that ends before the next start",
    ["cron(30 1 ? * * *)", "cron(30 1 1 * ? *)"],
    "rules.nightly.continuous",
  ],
] as const)("what ends them is told: %s", (_, change, at) => {
  const lines = told(after(change));

  expect(lines).toEqual([
    `warning continuous-stopped plans/gold.yaml ${at}: got no continuous backup of RDS instance and S3, which had it by nightly; AWS deletes the recovery point after the 14d that it was kept, and nothing made after the deployment can be restored to the minute; use continuous: true again unless that is meant`,
  ]);
});

test("a type that is no longer opted in is told, account by account", () => {
  const head = estateOf(
    fieldConfig("07-continuous-falls-back", { "organization.yaml": edit("FSx, RDS, S3]", "FSx, RDS]") }),
  );

  expect(told(head)).toEqual([
    "warning continuous-stopped plans/gold.yaml select: got no opt-in for S3 in eu-west-2 of orders-prod (accounts/orders-prod.yaml), where plan gold backed it up continuously; the setting stays as it is and nothing keeps it so: once somebody turns it off, AWS leaves it alone, its continuous recovery points end with their retention, and no job fails; use the type in optIn again unless that is meant",
  ]);
});

test("explain says what continuous backup rests on", () => {
  const estate = before();
  const [account] = estate.accounts;
  if (!account) throw new Error("no account");
  const lines = explanationLines(explainAccount(estate, account, { atMinute: 29_000_000, type: null }));

  const asks = lines.indexOf("what AWS Backup needs of such resources, and leaves out");
  expect(lines.slice(asks - 4, asks - 1)).toEqual([
    "  any moment counts while the continuous recovery point is AVAILABLE; without one of these AWS stops it or takes a snapshot, and jobs complete",
    "    RDS instance  automated backups of the instance, which AWS Backup turns on in its next maintenance window; the instance not being stopped until then; the backup role's right to rds:ModifyDBInstance",
    "    S3            versioning of the bucket; its events to EventBridge, without which the point stays AVAILABLE, gets no more changes, and nothing tells (watch them by the Config rule s3-event-notifications-enabled); the rule AwsBackupManagedRule in EventBridge; the backup role's rights to both",
  ]);
});
