import { describe, expect, test } from "vitest";
import { missingTerraformTools } from "../../support/terraform-tools.ts";
import { gateFolder } from "../run/support/gate-folder.ts";
import { missingPipelineTools, useMoto } from "../run/support/moto.ts";
import { pipelineWorld } from "../run/support/pipeline-world.ts";
import { account } from "./support/account.ts";
import { writeAppStack } from "./support/app-stack.ts";
import { startAws } from "./support/aws-stand-in.ts";

const missing = (await missingTerraformTools()) ?? (await missingPipelineTools());
const note = "ledger/app-nonprod/app-a.applying.json";

describe.skipIf(missing)("with Terraform and a stand-in for AWS", { timeout: 300_000 }, () => {
  const moto = useMoto();

  test("what a killed apply has made is taken over: nothing is made twice, and state and account agree", async () => {
    await startAws();
    const [accountId, gate, bucket] = ["666666666701", gateFolder(), await moto.bucket()];
    const { made, makeOrganization } = await account(accountId);
    const { synth, synthesize, pending, plan, apply, applyInProcess, object, summary } = pipelineWorld(
      bucket,
      moto.region,
    );
    synthesize({ "app-a": {} });
    await writeAppStack(synth, { accountId, gate, rootId: await makeOrganization() });
    await pending();
    await plan(1);
    const killed = applyInProcess(1);
    const terraform = await gate.reached();
    killed.child.kill("SIGKILL");
    process.kill(-terraform, "SIGKILL");
    await killed.ended;
    await moto.remove(bucket, "state/app-nonprod/app-a.tfstate.tflock");
    gate.open();
    const before = await made();
    expect(before).toMatchObject({
      keys: [expect.any(String)],
      vaults: [expect.stringMatching(/^lockstep-local with /)],
    });
    expect(await object("state/app-nonprod/app-a.tfstate")).toBe(null);
    expect(await object(note)).toMatchObject({ apply: "1/1", endedAt: null });

    // the same saved plan again, as by "Re-run failed jobs"
    expect((await apply(1)).text).toContain(
      "app-a: failed: got another apply of this stack (1/1, https://github.com/acme/backup/actions/runs/1) that was begun after it was planned and did not end well; nothing was changed.",
    );
    expect(await made()).toEqual(before);

    expect((await plan(2)).text).toContain("app-a: 12 resources to change, takes over 9 that exist already\n");
    const { changes, violations, recovery } = summary(2, "app-a") as Planned;
    expect(changes.filter(({ takenOver }) => takenOver === undefined).map(({ address }) => address)).toEqual([
      "aws_cloudwatch_event_rule.rule",
      "aws_iam_role_policy.auditor_permissions",
      "terraform_data.last",
    ]);
    expect([violations, recovery]).toEqual([[], { apply: "1/1", notes: [] }]);
    expect(await apply(2)).toEqual({ code: 0, text: "app-a: applied\nshard 0 (app-nonprod): 1 applied\n" });
    expect(await made()).toEqual(before);
    expect(await object(note)).toMatchObject({ apply: "2/1", endedAt: expect.any(String) });

    expect((await plan(3)).text).toContain("app-a: no change\n");
    expect((await pending()).text).toContain("nothing is pending");
  });

  test("what is somebody else's is left alone, what is of no use is told, and nothing is deleted", async () => {
    await startAws();
    const accountId = "666666666702";
    const { made, makeKey, makeRole } = await account(accountId);
    const { synth, synthesize, pending, plan, apply, summary } = pipelineWorld(await moto.bucket(), moto.region);
    synthesize({ "app-a": {} });
    await writeAppStack(synth, { accountId });
    await pending();
    await plan(1);
    await makeRole("lockstep-auditor");
    const stray = await makeKey();
    expect((await apply(1)).text).toContain(
      `app-a: failed: got a name that is taken in account ${accountId}; what was done before it stands, and the stack stays pending. Dispatch deploy: it takes over what an interrupted apply has made, if it carries the tag lockstep:stack=app-a.`,
    );
    const before = await made();
    expect(before.keys).toHaveLength(2);

    const { text } = await plan(2);

    expect(text).toContain("app-a: 2 resources to change\n");
    expect(summary(2, "app-a")).toMatchObject({
      recovery: {
        apply: "1/1",
        notes: [
          `${stray} was made by an interrupted apply and is used by nothing: it has this stack's tag and no alias, and no state knows it; whoever may delete keys removes it`,
          "aws_iam_role.auditor_role exists as lockstep-auditor and has not the tag lockstep:stack=app-a: it is not taken over, and AWS will refuse to make it again",
        ],
      },
    });
    expect(await made()).toEqual(before);
  });
});

interface Planned {
  readonly changes: readonly { readonly address: string; readonly takenOver?: string }[];
  readonly violations: readonly unknown[];
  readonly recovery: unknown;
}
