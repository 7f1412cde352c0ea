import { expect, test } from "vitest";
import { explainAccount } from "../../src/explain/account-explanation.ts";
import { explanationLines } from "../../src/explain/explanation-text.ts";
import type { KeyStatement } from "../../src/explain/source-key-statements.ts";
import type { AppAccount, Estate } from "../../src/model.ts";
import { dayMs } from "../emulator/model/clock.ts";
import type { ResourceKind } from "../emulator/model/resources.ts";
import { estateOf } from "../support/config.ts";
import { exampleEstate } from "../support/stacks.ts";
import { deployed } from "../time/support/deployed.ts";
import { failuresOf } from "../time/support/failures.ts";

const field = estateOf("test/field/backup/06-source-key-policy/config");
const example = exampleEstate();
const here = "eu-west-2";

const accountOf = (estate: Estate, name: string): AppAccount => {
  const account = estate.accounts.find((each) => each.name === name);
  if (!account) throw new Error(`got no account ${name}`);
  return account;
};
const explained = (estate: Estate, name: string) =>
  explainAccount(estate, accountOf(estate, name), { atMinute: 0, type: null });

/** What an owner pastes: the lines of the text that are JSON. */
function printed(estate: Estate, name: string): readonly KeyStatement[] {
  const lines = explanationLines(explained(estate, name));
  return JSON.parse(lines.slice(lines.indexOf("["), lines.indexOf("]") + 1).join("\n"));
}

interface Key {
  /** @default the account's own */
  readonly inAccount?: string;
  readonly inRegion?: string;
  readonly statements?: readonly KeyStatement[];
}

/** Which jobs of one resource fail in a night, or how many there are, when its key's policy is what is said there and nothing else. */
async function night(
  estate: Estate,
  name: string,
  plan: string,
  { inAccount, inRegion = here, statements = printed(estate, name) }: Key = {},
  kind: ResourceKind = "RDS instance",
): Promise<readonly string[]> {
  const { accountId } = accountOf(estate, name);
  const cloud = await deployed(estate, { start: new Date("2027-11-28T10:10:00Z") });
  const keyArn = `arn:aws:kms:${inRegion}:${inAccount ?? accountId}:key/mrk-orders`;
  cloud.kms.put({
    arn: keyArn,
    accountId: inAccount ?? accountId,
    region: inRegion,
    policy: { Version: "2012-10-17", Statement: [...statements] },
    aliases: [],
    tags: {},
    state: "Enabled",
    deletedAt: null,
    isAwsManaged: false,
  });
  const arn =
    kind === "EBS"
      ? `arn:aws:ec2:${inRegion}:${accountId}:volume/vol-orders`
      : `arn:aws:rds:${inRegion}:${accountId}:db:orders`;
  cloud.resources.add({ arn, accountId, region: inRegion, kind, tags: { "backup-plan": plan }, keyArn });
  await cloud.advance(dayMs);

  const { backup, copy } = cloud.backup.jobs();
  const failed = new Set(failuresOf(cloud.backup).map((failure) => failure.kind));
  return failed.size > 0 ? [...failed] : [`${backup.length} backup, ${copy.length} copies`];
}

test("a key whose policy is what explain prints lets every backup and copy of a database pass", async () => {
  expect(await night(field, "orders-prod", "databases")).toEqual(["1 backup, 2 copies"]);
});

test.each([
  ["LockstepCentralUse", ["copy"]],
  ["LockstepCentralGrants", ["copy"]],
  ["LockstepBackupsUse", ["backup"]],
  ["LockstepBackupsGrants", ["backup"]],
])("without %s, jobs fail at night", async (sid, failed) => {
  const statements = printed(field, "orders-prod");
  const others = statements.filter(({ Sid }) => Sid !== sid);

  expect(others).toHaveLength(statements.length - 1);
  expect(await night(field, "orders-prod", "databases", { statements: others })).toEqual(failed);
});

test("what is printed for an account of the other class lets in the wrong central account", async () => {
  const statements = printed(example, "payments-dev").map((one) =>
    one.Sid.startsWith("LockstepCentral") ? one : printed(example, "ledger-prod").find(({ Sid }) => Sid === one.Sid),
  ) as readonly KeyStatement[];

  expect(await night(example, "ledger-prod", "silver")).toEqual(["1 backup, 2 copies"]);
  expect(await night(example, "ledger-prod", "silver", { statements })).toEqual(["copy"]);
  expect(await night(example, "payments-dev", "bronze", {}, "EBS")).toEqual(["1 backup, 1 copies"]);
});

test("the same statements serve a key in another account", async () => {
  const elsewhere = { inAccount: "555555555501" };

  expect(await night(example, "ledger-prod", "silver", elsewhere, "EBS")).toEqual(["1 backup, 2 copies"]);
  const own = printed(example, "ledger-prod").filter(({ Sid }) => !Sid.startsWith("LockstepBackups"));
  expect(await night(example, "ledger-prod", "silver", { ...elsewhere, statements: own }, "EBS")).toEqual(["backup"]);
});

test("a replica of a multi-Region key needs them in its own policy, as explain says", async () => {
  expect(await night(example, "storefront-prod", "gold", { inRegion: "eu-west-1" }, "EBS")).toEqual([
    "6 backup, 12 copies",
  ]);
  expect(await night(example, "storefront-prod", "gold", { inRegion: "eu-west-1", statements: [] }, "EBS")).toEqual([
    "backup",
  ]);
  expect(explanationLines(explained(example, "storefront-prod"))).toContain(
    "  each customer key in eu-west-2, eu-west-1, be it in this account or another, needs these statements in its policy; a replica of a multi-Region key has a policy of its own",
  );
});

test("kinds that fail under AWS's own keys are named, and what a job may leave out in silence", () => {
  const lines = explanationLines(explained(example, "sandbox"));

  expect(lines).toContain("keys of what is backed up here: config does not say that they are customer keys");
  expect(lines).toContain(
    "  Aurora, DocumentDB, EBS, EC2, FSx for Lustre, FSx for ONTAP, FSx for OpenZFS, FSx for Windows, RDS instance: copied with the resource's own key; under an AWS managed key (aws/ebs, aws/rds, …) every copy fails, since nobody can change its policy",
  );
  expect(lines).toContain("  RDS Multi-AZ cluster: backed up with the resource's own key, not copied");
  expect(lines).toContain(
    "  DynamoDB, EFS, S3: kept under the vaults' keys; what the data's own key does not let the backup role read, AWS can leave out of a job that completes",
  );
});

test("where nothing is copied with its own key, the central account is let in nowhere", () => {
  const only = explainAccount(example, accountOf(example, "ledger-prod"), { atMinute: 0, type: "S3" });
  const none = explainAccount(example, accountOf(example, "legacy-crm"), { atMinute: 0, type: null });

  expect(only.sourceKeys).toMatchObject({ copiedWithOwnKey: [], keptWithOwnKey: [], readWithOwnKey: ["S3"] });
  expect(only.sourceKeys?.statements.map(({ Sid }) => Sid)).toEqual(["LockstepBackupsUse", "LockstepBackupsGrants"]);
  expect(none.sourceKeys).toBeNull();
});

test.each(["aws", "aws-cn", "aws-us-gov"])("every role is of the partition that is in use: %s", (partition) => {
  const statements = printed({ ...example, partition }, "payments-prod");
  const arns = statements.flatMap(({ Principal, Condition }) => [
    Principal.AWS,
    ...(Condition["ArnEquals"]?.["aws:PrincipalArn"] ?? []),
  ]);

  expect([...new Set(arns)]).toEqual([
    `arn:${partition}:iam::333333333333:root`,
    `arn:${partition}:iam::333333333333:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
    `arn:${partition}:iam::555555555501:root`,
    `arn:${partition}:iam::555555555501:role/lockstep-AWSBackup-backup`,
    `arn:${partition}:iam::555555555501:role/lockstep-AWSBackup-restore`,
  ]);
});

test("the JSON format has what the text prints", () => {
  const parsed = JSON.parse(JSON.stringify(explained(field, "orders-prod")));

  expect(parsed.sourceKeys.statements).toEqual(printed(field, "orders-prod"));
  expect(parsed.sourceKeys.areCustomerKeys).toBe(true);
});
