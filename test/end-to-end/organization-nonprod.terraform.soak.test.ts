import { describe, expect, test } from "vitest";
import { mapConcurrently } from "../../src/map-concurrently.ts";
import { centralVault, localVault } from "../../src/names.ts";
import { seedResources } from "../emulator/deploy/seed-resources.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { bootstrappedCloud } from "../emulator/testing/bootstrapped-cloud.ts";
import { missingStandIn, useStandIn } from "../emulator/testing/use-stand-in.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { isListOfWorkspaces, refusedIn, rolesIn, writersIn } from "./support/asked.ts";
import { deployedDocuments } from "./support/deployed-documents.ts";
import { usePipeline } from "./support/pipeline.ts";
import { stacksOfClass } from "./support/stacks-of-class.ts";
import { changesIn, isTag, outcomesIn, waveOf } from "./support/told.ts";

const estate = exampleEstate();
const judge = iamJudge();
const ofClass = stacksOfClass(estate, "nonprod");
const deployed = ["management", "shared", ...ofClass];
const accountOf = (name: string) => {
  const account = estate.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`the example has no account ${name} any more`);
  return account.accountId;
};
const staging = accountOf("storefront-staging");
const orders = { id: "666666666605", name: "orders-dev" };
const onboarding = {
  "accounts/orders-dev.yaml":
    'account: "666666666605"\nclass: nonprod\nowner: orders@acme.example\nplans: [bronze]\nsourceKeys: customer\n',
};
const retiring = { "accounts/storefront-staging.yaml": edit("class: nonprod\n", "class: nonprod\nstate: retired\n") };

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))(
  "non-prod, deployed by the pipeline",
  () => {
    const standIn = useStandIn(() => bootstrappedCloud(estate, { judge, stacks: [] }));
    const pipeline = usePipeline(standIn, estate);

    test("is applied wave by wave, planned by roles that read, applied by those of each stack's scope", async () => {
      pipeline.merge(estate);
      await pipeline.noteAsApplied(stacksOfClass(estate, "prod"));

      const { plans, heldAtFirst, results, planning, applying } = await pipeline.deploy();

      const firstActions = [...plans.values()].flatMap(({ changes }) => changes.flatMap(({ actions }) => actions));
      expect(new Set(firstActions)).toEqual(new Set(["create"]));
      expect(heldAtFirst).toEqual(Object.fromEntries(deployed.map((stack) => [stack, expect.any(String)])));
      expect(results.map(({ outcome, message }) => [outcome, message])).toEqual(deployed.map(() => ["applied", ""]));
      expect(results.map(({ wave }) => wave)).toEqual(deployed.map((stack) => waveOf(stack, "nonprod")));
      expect(new Set(results.map(({ stack }) => stack))).toEqual(new Set(deployed));
      const scopes = ["app-nonprod", "central-nonprod", "management", "policies-nonprod", "shared"];
      expect(rolesIn(planning)).toEqual(["lockstep-hub-deploy-plan", "lockstep-pipeline-plan", "nobody"]);
      expect(writersIn(planning)).toEqual(["lockstep-hub-deploy-plan s3:PutObject"]);
      expect(rolesIn(applying)).toEqual([
        ...scopes.map((scope) => `lockstep-hub-apply-${scope}`),
        "lockstep-pipeline-apply",
        "lockstep-pipeline-apply-policies-nonprod",
        "nobody",
      ]);
      // what the hub's roles take away are locks of states
      expect(writersIn(applying)).toEqual([
        ...scopes.flatMap((scope) =>
          ["DeleteObject", "PutObject"].map((one) => `lockstep-hub-apply-${scope} s3:${one}`),
        ),
        ...["backup", "events", "iam", "kms", "organizations", "sns"].map((one) => `lockstep-pipeline-apply ${one}`),
        "lockstep-pipeline-apply-policies-nonprod organizations",
      ]);
      expect(refusedIn(standIn()).filter((one) => !isListOfWorkspaces(one))).toEqual([]);
      expect(standIn().log.breakdowns()).toEqual([]);
    });

    test("has nothing left to do", async () => {
      const left = await mapConcurrently(deployed, 2, (stack) => pipeline.left(stack));

      expect(left.flat()).toEqual([]);
    });

    test("holds what the same stacks hold without Terraform", async () => {
      const direct = await bootstrappedCloud(estate, { judge, stacks: deployed });

      expect(await deployedDocuments(standIn().cloud)).toEqual(await deployedDocuments(direct));
    });

    test("onboards an account: its stack and who must know it, its policies only once its vault can be made", async () => {
      pipeline.merge(estateOf(configWith(onboarding)));

      const deployment = await pipeline.deploy();

      expect(changesIn(deployment)).toEqual({
        "app-orders-dev": "not-ready",
        "central-nonprod": ["update aws_backup_vault_policy.eu-west-2_policy", "update aws_kms_key.eu-west-2_key"],
        "policies-nonprod": ["create aws_organizations_policy_attachment.bronze_eu-west-2_account-orders-dev"],
        shared: ["update aws_iam_policy.accounts-nonprod", "update aws_iam_policy.targets-nonprod-1"],
      });
      expect(deployment.held).toEqual({ "policies-nonprod": "waits" });
      expect(outcomesIn(deployment)).toEqual({ "central-nonprod": "applied", shared: "applied" });
    });

    test("deploys it once it has its roles, and retires another: policies come and go, and all that is backed up stays", async () => {
      const { cloud } = standIn();
      const estateNow = estateOf(configWith({ ...onboarding, ...retiring }));
      seedResources(cloud, { ...estateNow, accounts: estateNow.accounts.filter((one) => one.class === "nonprod") });
      await cloud.advance(dayMs);
      const before = pointsOf(staging);
      cloud.organizations.addAccount({ ...orders, parentId: estate.organization.rootId });
      await cloud.stackSets.settled();
      pipeline.merge(estateNow);
      const addresses = [
        "aws_organizations_policy.silver_eu-west-2_policy",
        "aws_organizations_policy_attachment.bronze_eu-west-2_account-storefront-staging",
        "aws_organizations_policy_attachment.silver_eu-west-2_account-storefront-staging",
      ];

      const deployment = await pipeline.deploy(
        addresses.map((address) => ({ stack: "policies-nonprod", address, action: "delete" })),
      );

      expect(changesIn(deployment)).toEqual({
        "app-orders-dev": expect.any(Array),
        "app-storefront-staging": expect.any(Array),
        "policies-nonprod": [
          "create aws_organizations_policy_attachment.bronze_eu-west-2_account-orders-dev",
          ...addresses.map((address) => `delete ${address}`),
        ],
        // what policies may be attached to
        shared: ["update aws_iam_policy.targets-nonprod-1"],
      });
      // without an allowance, whatever takes an attachment away
      expect(deployment.heldAtFirst["policies-nonprod"]).toBe("guard");
      const ofRetired = deployment.plans.get("app-storefront-staging")?.changes ?? [];
      expect(new Set(ofRetired.flatMap(({ actions }) => actions))).toEqual(new Set(["update"]));
      expect(ofRetired.flatMap(({ attributes }) => attributes.filter(({ path }) => !isTag(path)))).toEqual([]);
      expect(deployment.results.map(({ wave, outcome }) => [wave, outcome])).toEqual([
        [1, "applied"],
        [2, "applied"],
        [2, "applied"],
        [3, "applied"],
      ]);
      const direct = await bootstrappedCloud(estateNow, { judge, stacks: [...deployed, "app-orders-dev"] });
      expect(await deployedDocuments(cloud)).toEqual(await deployedDocuments(direct));
      expect(cloud.organizations.effectiveBackupPolicy(staging)).toEqual({});
      expect(before.filter((point) => point.startsWith(localVault)).length).toBeGreaterThan(0);
      expect(before.filter((point) => point.startsWith(centralVault("nonprod"))).length).toBeGreaterThan(0);
      expect(pointsOf(staging)).toEqual(before);
    });

    test("backs the new account up to central the next night, and the retired one no more", async () => {
      const before = pointsOf(staging);

      await standIn().cloud.advance(dayMs);

      expect(pointsOf(orders.id).filter((point) => point.startsWith(centralVault("nonprod"))).length).toBeGreaterThan(
        0,
      );
      expect(pointsOf(staging)).toEqual(before);
    });

    test("lets go of the retired account's stack, and nothing in AWS changes but the state", async () => {
      const { cloud, log } = standIn();
      const [since, points, documents] = [log.all().length, pointsOf(staging), await deployedDocuments(cloud)];
      const retire = async () =>
        pipeline.lockstep(
          [
            ...["retire", "--stack", "app-storefront-staging", "--confirm", "app-storefront-staging"],
            ...["--head", pipeline.head()],
          ],
          await pipeline.take.apply("app-nonprod"),
        );

      const first = await retire();

      expect(first).toEqual({ code: 0, text: expect.stringContaining("Terraform has let go of ") });
      expect(first.text).toContain("  aws_backup_vault.eu-west-2_vault\n");
      expect(writersIn(log.all().slice(since))).toEqual([
        "lockstep-hub-apply-app-nonprod s3:DeleteObject",
        "lockstep-hub-apply-app-nonprod s3:PutObject",
      ]);
      expect(rolesIn(log.all().slice(since))).toEqual(["lockstep-hub-apply-app-nonprod", "nobody"]);
      expect(await deployedDocuments(cloud)).toEqual(documents);
      expect(pointsOf(staging)).toEqual(points);
      expect(vaultsOf(staging)).toEqual([localVault]);
      expect((await retire()).text).toContain("app-storefront-staging: Terraform let go of ");
      expect((await pipeline.deploy()).plans).toEqual(new Map());
    });

    /** Of its resources, wherever they are, in an order that stays. */
    function pointsOf(accountId: string): readonly string[] {
      const points = standIn().cloud.backup.recoveryPoints();
      return points
        .filter(({ resourceArn }) => resourceArn.includes(accountId))
        .map(({ arn, vaultName }) => `${vaultName} ${arn}`);
    }
    const vaultsOf = (accountId: string) =>
      standIn()
        .cloud.backup.vaults()
        .filter((vault) => vault.accountId === accountId)
        .map(({ name }) => name);
  },
);
