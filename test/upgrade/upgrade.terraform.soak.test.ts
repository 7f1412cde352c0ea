import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stacksIn } from "../emulator/deploy/deployed-stacks.ts";
import { DirectApply } from "../emulator/deploy/direct-apply.ts";
import { seedOrganization } from "../emulator/deploy/seed-organization.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { Cloud } from "../emulator/model/cloud.ts";
import { missingStandIn, useStandIn } from "../emulator/testing/use-stand-in.ts";
import { isListOfWorkspaces, refusedIn } from "../end-to-end/support/asked.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { failuresOf } from "../time/support/failures.ts";
import { addResource } from "../time/support/seeded-resources.ts";
import { storedRelease, storedReleases } from "./stored-release.ts";
import { type PipelineStack, TerraformUpgrade } from "./support/terraform-upgrade.ts";
import { releaseFor, type Upgrading, upgradingFrom } from "./support/upgrading.ts";
import { type Applied, upgradeSteps } from "./upgrade-steps.ts";

const day = storedReleases().at(-1) ?? "";
const old = storedRelease(day);
const { estate } = old;

/** One of each kind but policies: those stand on no role and no key. */
const stacks: readonly PipelineStack[] = [
  { stack: "shared", scope: "shared", wave: 1 },
  { stack: "management", scope: "management", wave: 1 },
  { stack: "central-nonprod", scope: "central-nonprod", wave: 1 },
  { stack: "app-payments-dev", scope: "app-nonprod", wave: 2 },
];

/** Before anybody has bootstrapped it. */
async function seededCloud(): Promise<Cloud> {
  const start = new Date("2026-10-21T10:10:00Z");
  const cloud = new Cloud({ start, judge: iamJudge(), organization: estate.organization });
  await seedOrganization(cloud, estate);
  return cloud;
}

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))(
  `the release of ${day}, applied and then upgraded by Terraform`,
  () => {
    const standIn = useStandIn(seededCloud);
    let terraform: TerraformUpgrade;
    let upgrading: Upgrading;
    let idsBefore: ReadonlyMap<string, string>;

    beforeAll(async () => {
      terraform = await TerraformUpgrade.on(standIn(), stacks);
      const parts: readonly Applied[] = ["bootstrap", "management roles", { wave: 1 }, { wave: 2 }];
      for (const part of parts) await terraform.apply(part, old);
      await backUpPaymentsDev(standIn().cloud);
      await standIn().cloud.advance(2 * dayMs);
      idsBefore = await terraform.ids(old);
      terraform.planned.splice(0);

      upgrading = upgradingFrom(day, "2026-12-31");
      for (const step of upgradeSteps) {
        await terraform.apply(step.applies, releaseFor(upgrading, step));
        await standIn().cloud.advance(dayMs);
      }
    });
    afterAll(() => terraform.remove());

    test("no plan replaces or destroys anything", () => {
      expect(terraform.planned.filter((one) => !/: (create|update) /.test(one))).toEqual([]);
    });

    test("nothing that was asked for is refused", () => {
      expect(refusedIn(standIn()).filter((one) => !isListOfWorkspaces(one))).toEqual([]);
      expect(standIn().log.breakdowns()).toEqual([]);
    });

    test("every resource is the one that it was", async () => {
      const idsAfter = await terraform.ids(upgrading.afterwards);

      expect(idsBefore.size).toBeGreaterThan(0);
      const others = [...idsBefore].filter(([address, id]) => idsAfter.get(address) !== id);
      expect(others.map(([address, id]) => `${address} was ${id}, and is ${idsAfter.get(address)}`)).toEqual([]);
    });

    test("nothing is left to do", async () => {
      expect(await terraform.left(upgrading.afterwards)).toEqual([]);
    });

    test("by AWS's own policies in full, a backup and its copy are made each night between the steps", () => {
      const { backup } = standIn().cloud;
      const { copy } = backup.jobs();

      expect(failuresOf(backup)).toEqual([]);
      const kinds = new Set(copy.filter(({ state }) => state === "COMPLETED").map(({ kind }) => kind));
      expect([...kinds].sort()).toEqual([...backedUp].sort());
      expect(copy).toHaveLength(backedUp.length * (2 + upgradeSteps.length));
    });
  },
);

const backedUp = ["DynamoDB", "EBS", "EFS", "RDS instance", "S3"] as const;

/** What is in the account, and the policies by which it is backed up every night. */
async function backUpPaymentsDev(cloud: Cloud): Promise<void> {
  const account = estate.accounts.find(({ name }) => name === "payments-dev");
  const policies = stacksIn(estate, old.stacks).pipeline.find(({ id }) => id === "policies-nonprod");
  if (!account || !policies) throw new Error("the release has no payments-dev or no policies-nonprod");
  for (const kind of backedUp) addResource(cloud, estate, account, "eu-west-2", kind, "one", {});
  await new DirectApply(cloud, policies.applyRole, ({ document }) => document).apply(policies.resources);
}
