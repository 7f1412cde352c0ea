import { describe, expect, test } from "vitest";
import { mapConcurrently } from "../../src/map-concurrently.ts";
import { pipelineApplyRole, pipelinePlanRole } from "../../src/names.ts";
import { seedResources } from "../emulator/deploy/seed-resources.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { bootstrappedCloud } from "../emulator/testing/bootstrapped-cloud.ts";
import { missingStandIn, useStandIn } from "../emulator/testing/use-stand-in.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { isSoak } from "../support/soak.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { askedBy, isListOfWorkspaces, refusedIn, rolesIn, writersIn } from "./support/asked.ts";
import { deployedDocuments } from "./support/deployed-documents.ts";
import { usePipeline } from "./support/pipeline.ts";
import { stacksOfClass } from "./support/stacks-of-class.ts";
import { changesIn, outcomesIn, waveOf } from "./support/told.ts";

const estate = exampleEstate();
const judge = iamJudge();
const ofClass = stacksOfClass(estate, "prod");
// plain, and of a unit: what comes later shows what they are
const twins = isSoak ? [] : ["app-lakehouse-prod", "app-ledger-prod", "app-warehouse-prod"];
const deployed = ["management", "shared", ...ofClass.filter((stack) => !twins.includes(stack))];
// the other class's policies need the management stack, which is deployed here, and nothing here needs them
const elsewhere = ["policies-nonprod"];
const before = [...stacksOfClass(estate, "nonprod").filter((stack) => !elsewhere.includes(stack)), ...twins];
const payments = accountOf("payments-prod");
const [unit] = estate.units.filter(({ name }) => name === "data-platform");
if (!unit) throw new Error("the example has no unit data-platform any more");
const applyRole = `role/${pipelineApplyRole("app-prod")}`;
const archive = { id: "555555555506", name: "archive-prod" };
const changed = {
  "plans/gold.yaml": edit("central: 35d, further", "central: 42d, further"),
  "accounts/payments-prod.yaml": (text: string) => `${text}regions: [eu-west-2, eu-west-1]\n`,
  "accounts/archive-prod.yaml":
    'account: "555555555506"\nclass: prod\nowner: data-platform@acme.example\nunit: data-platform\nsourceKeys: customer\n',
};

function accountOf(name: string): string {
  const account = estate.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`the example has no account ${name} any more`);
  return account.accountId;
}

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("prod, deployed by the pipeline", () => {
  const standIn = useStandIn(() => bootstrappedCloud(estate, { judge, stacks: before }));
  const pipeline = usePipeline(standIn, estate);

  test("is applied wave by wave, planned by roles that read, applied by those of each stack's scope", async () => {
    pipeline.merge(estate);
    await pipeline.noteAsApplied([...before, ...elsewhere]);

    const { plans, results, planning, applying } = await pipeline.deploy();

    const actions = [...plans.values()].flatMap(({ changes }) => changes.flatMap((change) => change.actions));
    expect(new Set(actions)).toEqual(new Set(["create"]));
    expect(results.map(({ outcome, message }) => [outcome, message])).toEqual(deployed.map(() => ["applied", ""]));
    expect(results.map(({ wave }) => wave)).toEqual(deployed.map((stack) => waveOf(stack, "prod")));
    expect(new Set(results.map(({ stack }) => stack))).toEqual(new Set(deployed));
    const scopes = ["app-prod", "central-prod", "management", "policies-prod", "shared"];
    expect(rolesIn(planning)).toEqual(["lockstep-hub-deploy-plan", "lockstep-pipeline-plan", "nobody"]);
    expect(writersIn(planning)).toEqual(["lockstep-hub-deploy-plan s3:PutObject"]);
    expect(rolesIn(applying)).toEqual([
      ...scopes.map((scope) => `lockstep-hub-apply-${scope}`),
      "lockstep-pipeline-apply",
      "lockstep-pipeline-apply-policies-prod",
      "nobody",
    ]);
    // what the hub's roles take away are locks of states
    expect(writersIn(applying)).toEqual([
      ...scopes.flatMap((scope) => ["DeleteObject", "PutObject"].map((one) => `lockstep-hub-apply-${scope} s3:${one}`)),
      ...["backup", "events", "iam", "kms", "organizations", "sns"].map((one) => `lockstep-pipeline-apply ${one}`),
      "lockstep-pipeline-apply-policies-prod organizations",
    ]);
    // the quick tests of what roles may do read it: test/constructs
    const roles = ["apply", "apply-policies-prod"].map((name) => `lockstep-pipeline-${name}`);
    const asked = roles.map((role) => [role, askedBy(role, [...planning, ...applying])]);
    await expect(`${JSON.stringify(Object.fromEntries(asked), null, 2)}\n`).toMatchFileSnapshot(
      "support/asked-of-aws.json",
    );
    expect(refusedIn(standIn()).filter((one) => !isListOfWorkspaces(one))).toEqual([]);
    expect(standIn().log.breakdowns()).toEqual([]);
  });

  test("has nothing left to do", async () => {
    const left = await mapConcurrently(deployed, 2, (stack) => pipeline.left(stack));

    expect(left.flat()).toEqual([]);
  });

  test("holds, with what was there, all that a deployment without Terraform holds", async () => {
    const direct = await bootstrappedCloud(estate, { judge, stacks: [...before, ...deployed] });

    expect(await deployedDocuments(standIn().cloud)).toEqual(await deployedDocuments(direct));
  });

  test("changes what a change of config means: a plan, a further Region, and one more account of a unit", async () => {
    const { cloud } = standIn();
    cloud.organizations.addAccount({ ...archive, parentId: unit.ouId });
    await cloud.stackSets.settled();
    const estateNow = estateOf(configWith(changed));
    pipeline.merge(estateNow);
    const attachment = (plan: string, regions: string) =>
      `aws_organizations_policy_attachment.${plan}_${regions}_account-payments-prod`;
    const plans = ["bronze", "gold", "silver"];
    // nobody else has gold in one Region alone
    const gone = [
      "aws_organizations_policy.gold_eu-west-2_policy",
      ...plans.map((plan) => attachment(plan, "eu-west-2")),
    ];

    // nothing but the one policy is lost: the rest moves to another one of its plan
    const deployment = await pipeline.deploy([
      { stack: "policies-prod", address: "aws_organizations_policy_attachment", action: "targets-moved" },
    ]);

    expect(changesIn(deployment)).toEqual({
      // its own stack alone
      "app-archive-prod": expect.any(Array),
      "app-payments-prod": [
        "create aws_backup_region_settings.eu-west-1-opt-in",
        "create aws_backup_vault.eu-west-1_vault",
        "create aws_backup_vault_lock_configuration.eu-west-1_lock",
        "create aws_backup_vault_policy.eu-west-1_policy",
        "create aws_cloudwatch_event_rule.eu-west-1-alerts_rule",
        "create aws_cloudwatch_event_target.eu-west-1-alerts_target",
        "create aws_kms_alias.eu-west-1_alias",
        "create aws_kms_key.eu-west-1_key",
      ],
      "policies-prod": [
        "create aws_organizations_policy.silver_eu-west-1_eu-west-2_policy",
        ...plans.map((plan) => `create ${attachment(plan, "eu-west-1_eu-west-2")}`),
        ...gone.map((address) => `delete ${address}`),
        "update aws_organizations_policy.gold_eu-west-1_eu-west-2_policy",
      ],
    });
    const created = deployment.plans.get("app-archive-prod")?.changes.flatMap(({ actions }) => actions);
    expect(new Set(created)).toEqual(new Set(["create"]));
    // without an allowance, whatever takes an attachment away
    expect(deployment.heldAtFirst["policies-prod"]).toBe("guard");
    expect(outcomesIn(deployment)).toEqual({
      "app-archive-prod": "applied",
      "app-payments-prod": "applied",
      "policies-prod": "applied",
    });
    expect(await mapConcurrently([...deployment.plans.keys()], 2, (stack) => pipeline.left(stack))).toEqual([
      [],
      [],
      [],
    ]);
    const direct = await bootstrappedCloud(estateNow, { judge, stacks: [...before, ...deployed, "app-archive-prod"] });
    expect(await deployedDocuments(cloud)).toEqual(await deployedDocuments(direct));
  });

  test("has backups of the new account, and of those in the new Region, in central after the next night", async () => {
    const { cloud } = standIn();
    const estateNow = estateOf(configWith(changed));
    seedResources(cloud, { ...estateNow, accounts: estateNow.accounts.filter((account) => account.class === "prod") });

    await cloud.advance(dayMs);

    const central = cloud.backup
      .recoveryPoints()
      .filter(({ accountId }) => accountId === estate.central.prod.accountId);
    const from = (place: string) => central.filter(({ resourceArn }) => resourceArn.includes(place));
    expect(from(archive.id).length).toBeGreaterThan(0);
    expect(from(`:eu-west-1:${payments}:`).length).toBeGreaterThan(0);
  });

  test("is not written by the roles that plan", async () => {
    const { log, cloud } = standIn();
    const documents = await deployedDocuments(cloud);
    const since = log.all().length;
    const reworded = (text: string) => text.replaceAll("data-platform@acme.example", "somebody@acme.example");
    const applying = (text: string) => reworded(text).replaceAll(applyRole, `role/${pipelinePlanRole}`);
    const apply = ["apply", "-auto-approve", "-no-color", "-input=false"] as const;
    const role = await pipeline.take.deployPlan();

    const honest = await pipeline.terraform("app-archive-prod", role, reworded);
    const locked = await honest.try(...apply);
    const unlocked = await honest.try(...apply, "-lock=false");
    const sly = await pipeline.terraform("app-archive-prod", role, applying);
    const entered = await sly.try(...apply, "-lock=false");

    // the lock is the first thing that would be written
    expect(locked).toMatchObject({ end: 1, stderr: expect.stringContaining("Error acquiring the state lock") });
    expect(unlocked).toMatchObject({
      end: 1,
      stderr: expect.stringMatching(/AssumeRole[\s\S]*lockstep-pipeline-apply/),
    });
    expect(entered.end).toBe(1);
    const written = log.all().slice(since);
    expect(writersIn(written).length).toBeGreaterThan(0);
    expect(writersIn(written.filter(({ status }) => (status ?? 500) < 300))).toEqual([]);
    expect(new Set(refusedIn(standIn(), since).map((one) => one.split(" ")[0]))).toEqual(
      new Set(["lockstep-hub-deploy-plan", "lockstep-pipeline-plan"]),
    );
    expect(await deployedDocuments(cloud)).toEqual(documents);
  });

  test("gives no vault another name: the guard stops what Terraform would no longer refuse", async () => {
    pipeline.merge(estateOf(configWith(changed)), {
      "app-archive-prod": (text) => {
        const renamed = text.replaceAll('"name": "lockstep-local"', '"name": "lockstep-other"');
        expect(renamed).not.toBe(text);
        return unprotected(renamed);
      },
    });

    const { plans, held } = await pipeline.review();

    expect(held).toEqual({ "app-archive-prod": "guard" });
    expect(plans.get("app-archive-prod")?.violations).toContainEqual(
      expect.objectContaining({
        rule: "replace",
        place: { stack: "app-archive-prod", address: "aws_backup_vault.eu-west-2_vault", path: [] },
      }),
    );
  });

  test("is not destroyed: Terraform refuses it, and AWS where Terraform would not", async () => {
    const { cloud, log } = standIn();
    const vaults = () => JSON.stringify(cloud.backup.vaults().filter(({ accountId }) => accountId === payments));
    const points = () => cloud.backup.recoveryPoints().filter(({ accountId }) => accountId === payments);
    const byArn = (one: { readonly arn: string }, another: typeof one) => (one.arn < another.arn ? -1 : 1);
    const keys = () =>
      cloud.kms
        .all()
        .filter(({ accountId }) => accountId === payments)
        .sort(byArn);
    const [vaultsBefore, pointsBefore, keysBefore] = [vaults(), points(), keys()];
    const destroy = ["destroy", "-auto-approve", "-no-color", "-input=false"] as const;
    const deployPlan = await pipeline.take.deployPlan();
    const kept = await (await pipeline.terraform("app-payments-prod", deployPlan)).try(...destroy, "-lock=false");
    // Terraform takes the role that reads while it destroys a stack, so it takes another provider to try
    const entering = (text: string) => unprotected(text).replaceAll(`role/${pipelinePlanRole}`, applyRole);
    const stripped = await pipeline.terraform("app-payments-prod", await pipeline.take.apply("app-prod"), entering);
    const since = log.all().length;
    const destroyed = await stripped.try(...destroy);

    expect(kept).toMatchObject({ end: 1, stderr: expect.stringContaining("Instance cannot be destroyed") });
    expect(destroyed.end).toBe(1);
    expect(refusedIn(standIn(), since).filter((one) => !isListOfWorkspaces(one))).toEqual([
      "lockstep-pipeline-apply backup:DeleteBackupVaultAccessPolicy",
      "lockstep-pipeline-apply backup:DeleteBackupVaultLockConfiguration",
      "lockstep-pipeline-apply iam:ListInstanceProfilesForRole",
      "lockstep-pipeline-apply kms:DeleteAlias",
    ]);
    expect(pointsBefore.length).toBeGreaterThan(0);
    expect(vaults()).toBe(vaultsBefore);
    expect(points()).toEqual(pointsBefore);
    expect(keys()).toEqual(keysBefore);
  });
});

/** Without what keeps Terraform from destroying it. */
const unprotected = (text: string) => text.replaceAll(/"prevent_destroy": ?true/g, '"prevent_destroy": false');
