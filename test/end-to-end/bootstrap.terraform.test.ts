import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { devNull } from "node:os";
import { join, resolve } from "node:path";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { pipelineApplyRole, stateBucket, stateKey } from "../../src/names.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { administratorOf, seedOrganization } from "../emulator/deploy/seed-organization.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { Cloud } from "../emulator/model/cloud.ts";
import { IamStackDeployer } from "../emulator/model/stack-sets/iam-stack-deployer.ts";
import { bootstrappedCloud } from "../emulator/testing/bootstrapped-cloud.ts";
import { TerraformStack } from "../emulator/testing/terraform-stack.ts";
import { missingStandIn, useStandIn } from "../emulator/testing/use-stand-in.ts";
import { wireClients } from "../emulator/testing/wire-clients.ts";
import { bundleOf } from "../support/bundle.ts";
import { exampleConfig } from "../support/example-config.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { refusedIn, rolesIn, writersIn } from "./support/asked.ts";
import { deployedDocuments } from "./support/deployed-documents.ts";
import { lightProvider } from "./support/light-provider.ts";
import { runCommand } from "./support/run-command.ts";

const estate = exampleEstate();
const judge = iamJudge();
const hub = administratorOf(estate.shared.accountId).arn;
const management = estate.organization.managementAccountId;

/** Before anybody has bootstrapped it. */
async function seededCloud(): Promise<Cloud> {
  const cloud = new Cloud({ start: new Date("2026-11-01T00:00:00Z"), judge, organization: estate.organization });
  await seedOrganization(cloud, estate);
  return cloud;
}

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("bootstrap by an administrator", () => {
  const standIn = useStandIn(seededCloud);
  const programs = () => bundleOf("src/cli.ts");

  test("makes what all else stands on, keeps its state in the bucket that it made, and then changes nothing", async () => {
    const { cloud, log } = standIn();
    const folder = temporaryFolder();
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: folder,
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
      ...(await lightProvider(folder)),
      ...standIn().env(hub),
    };
    // a repository that has it asks no registry for it
    const seed = await TerraformStack.in(join(folder, "seed"), stackTexts(estate).get("bootstrap") ?? "", env);
    await seed.init("-backend=false");
    writeFileSync(join(folder, ".terraform.lock.hcl"), readFileSync(join(seed.folder, ".terraform.lock.hcl")));
    const bootstrap = () =>
      runCommand(join(programs(), "cli.mjs"), ["bootstrap", "--yes", "--config", resolve(exampleConfig)], {
        cwd: folder,
        env,
      });

    const first = await bootstrap();

    expect(first).toMatchObject({ code: 0, text: expect.stringContaining("first run: the state stays here") });
    expect(first.text).toContain(`the state is in s3://${stateBucket(estate)}/${stateKey("bootstrap", "bootstrap")}\n`);
    expect(rolesIn(log.all())).toEqual(["Administrator"]);
    expect(refusedIn(standIn())).toEqual([]);
    expect(log.breakdowns()).toEqual([]);
    expect(await stateAddresses()).toContain("aws_cloudformation_stack_set.pipeline-roles");
    const work = join(folder, ".lockstep/bootstrap");
    expect(readdirSync(work).filter((name) => name.includes("tfstate"))).toEqual([]);
    expect(existsSync(join(work, "applying"))).toBe(false);

    const since = log.all().length;
    const second = await bootstrap();

    expect(second).toMatchObject({ code: 0, text: expect.stringContaining("\nnothing changes\n") });
    expect(writersIn(log.all().slice(since))).toEqual([]);

    // what it asks a person to do
    expect(second.text).toContain("--template-file .lockstep/pipeline-roles.json ");
    const template = readFileSync(join(folder, ".lockstep/pipeline-roles.json"), "utf8");
    await new IamStackDeployer(cloud.iam).deploy(management, JSON.parse(template) as object);
    expect(await deployedDocuments(cloud)).toEqual(await deployedDocuments(await bootstrappedCloud(estate, { judge })));
  });

  test("gives its roles to every account of the organization, and to those that come later", async () => {
    const { iam, organizations, stackSets } = standIn().cloud;
    const applyRoleIn = (id: string) => iam.role(`arn:aws:iam::${id}:role/${pipelineApplyRole("app-prod")}`);
    organizations.addAccount({ id: "777777777701", name: "late", parentId: estate.organization.rootId });
    await stackSets.settled();

    const accounts = organizations.accountIds();

    expect(accounts).toContain("777777777701");
    expect(accounts.filter((id) => !applyRoleIn(id))).toEqual([]);
  });

  async function stateAddresses(): Promise<readonly string[]> {
    const { s3 } = wireClients(standIn().url, standIn().credentialsOf(hub));
    const place = { Bucket: stateBucket(estate), Key: stateKey("bootstrap", "bootstrap") };
    const { Body } = await s3.send(new GetObjectCommand(place));
    const { resources } = JSON.parse((await Body?.transformToString()) ?? "") as {
      readonly resources: readonly { readonly type: string; readonly name: string }[];
    };
    return resources.map(({ type, name }) => `${type}.${name}`);
  }
});
