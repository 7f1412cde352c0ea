import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateBucketCommand } from "@aws-sdk/client-s3";
import { describe, expect, onTestFinished, test } from "vitest";
import { hubApplyRole, hubDeployPlanRole, type Scope, stateBucket } from "../../../src/names.ts";
import { stackTexts } from "../../../src/stack-texts.ts";
import { exampleEstate } from "../../support/stacks.ts";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { administratorOf } from "../deploy/seed-organization.ts";
import { bootstrappedCloud } from "../testing/bootstrapped-cloud.ts";
import { TerraformStack } from "../testing/terraform-stack.ts";
import { missingStandIn, useStandIn } from "../testing/use-stand-in.ts";
import { wireClients } from "../testing/wire-clients.ts";

const estate = exampleEstate();
const hub = estate.shared.accountId;

// for who changes the emulator: in `npm test`, what breaks here breaks the organization that is deployed end to end
describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()))("the real provider, over the wire", () => {
  const standIn = useStandIn(() => bootstrappedCloud(estate, { stacks: ["management", "shared"] }));

  /** What the pipeline does: plans by one role, applies by another, with the state in its bucket. */
  async function deploy(id: string, scope: Scope) {
    const as = (role: string) => standIn().env(`arn:aws:iam::${hub}:role/${role}`);
    const text = stackTexts(estate).get(id) ?? "";
    const folder = mkdtempSync(join(tmpdir(), "test-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const planning = await TerraformStack.in(folder, text, as(hubDeployPlanRole));
    await planning.init();
    const planned = await planning.plan("-lock=false");
    await planning.as(as(hubApplyRole(scope))).apply();
    return { planned: planned.map(({ action }) => action), left: await planning.plan("-lock=false") };
  }

  test("an application account and the policies are applied as they are synthesized, and then nothing is left to do", async () => {
    const { s3 } = wireClients(standIn().url, standIn().credentialsOf(administratorOf(hub).arn));
    await s3.send(
      new CreateBucketCommand({
        Bucket: stateBucket(estate),
        CreateBucketConfiguration: { LocationConstraint: "eu-west-2" },
      }),
    );

    const app = await deploy("app-ledger-prod", "app-prod");
    const policies = await deploy("policies-prod", "policies-prod");

    expect(new Set([...app.planned, ...policies.planned])).toEqual(new Set(["create"]));
    expect([...app.left, ...policies.left]).toEqual([]);
    // Terraform asks for other workspaces' states as well, and goes on without
    const others = (line: string) => !line.includes("s3:ListBucket");
    expect(standIn().log.denials().filter(others)).toEqual([]);
    expect(standIn().log.breakdowns()).toEqual([]);
  });
});
