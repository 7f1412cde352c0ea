import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { planOffline } from "../../src/delivery/offline-plan.ts";
import { synthesize } from "../../src/synthesize.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";

const folder = mkdtempSync(join(tmpdir(), "lockstep-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(await missingTerraformTools())("with the real Terraform and AWS provider", () => {
  test("every stack of the example validates and plans, and adds every resource it has", async () => {
    const outdir = join(folder, "out");
    const ids = synthesize(exampleEstate(), outdir);

    const plans = await planOffline({ outdir });

    expect(plans.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(plans.map(({ stack }) => stack).sort()).toEqual([...ids].sort());
    for (const plan of plans) expect(plan).toMatchObject({ outcome: "planned", change: 0, remove: 0 });
  });
});
