import { expect, test } from "vitest";
import { exampleEstate } from "../../support/stacks.ts";
import { dayMs } from "../model/clock.ts";
import { deployDirectly } from "./deploy-directly.ts";
import { seedResources } from "./seed-resources.ts";

const everyKind = ["Aurora", "DynamoDB", "EBS", "EFS", "RDS instance", "S3"];
const estate = exampleEstate();
const cloud = await deployDirectly(estate);
const resources = seedResources(cloud, estate);

test("every application account has several kinds of resources in each Region, under every sort of tag", () => {
  for (const { accountId, regions, name } of estate.accounts) {
    for (const region of regions) {
      const own = cloud.resources.of(accountId, region);

      expect(new Set(own.map(({ kind }) => kind)), name).toEqual(new Set(everyKind));
      expect(new Set(own.map(({ tags }) => tags["backup-plan"] ?? "untagged")), name).toEqual(
        new Set(["gold", "silver", "none", "goldd", "untagged"]),
      );
    }
  }
  expect(new Set(resources.map(({ arn }) => arn)).size).toBe(resources.length);
});

test("customer keys are where their owner says so, AWS's own elsewhere", () => {
  for (const { accountId, hasCustomerKeys, name } of estate.accounts) {
    const keys = resources.filter((one) => one.accountId === accountId).map(({ keyArn }) => keyArn);
    const isAwsManaged = keys.map((arn) => arn === null || (cloud.kms.key(arn)?.isAwsManaged ?? false));

    expect(
      isAwsManaged.every((is) => is !== hasCustomerKeys),
      name,
    ).toBe(true);
  }
});

test("within two days all is copied to the central account, but for what AWS's own keys hold back", async () => {
  await cloud.advance(2 * dayMs);

  const { backup, copy } = cloud.backup.jobs();
  const failed = [...backup, ...copy].filter(({ state }) => state === "FAILED");
  const copied = new Set(copy.filter(({ state }) => state === "COMPLETED").map(({ resourceArn }) => resourceArn));
  const sandbox = estate.accounts.find(({ name }) => name === "sandbox")?.accountId;

  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed.map(({ accountId }) => accountId))).toEqual(new Set([sandbox]));
  for (const { refusedBecause, resourceArn } of failed) {
    expect(refusedBecause).toBe("Snapshots encrypted with an AWS managed key cannot be shared with another account");
    expect(resourceArn).toMatch(/:volume\/|:db:|:cluster:/);
  }
  const kinds = new Set(resources.filter(({ arn }) => copied.has(arn)).map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(everyKind));
});
