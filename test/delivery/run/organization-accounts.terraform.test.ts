import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CloseAccountCommand,
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { describe, expect, test, vi } from "vitest";
import { accountStatus } from "../../../src/commands/account-status.ts";
import { accountStatusFile } from "../../../src/delivery/handoff/account-status.ts";
import { stateKey } from "../../../src/names.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startAws } from "../takeover/support/aws-stand-in.ts";
import { missingPipelineTools, useMoto } from "./support/moto.ts";

describe.skipIf(await missingPipelineTools())("with a stand-in for AWS", () => {
  useMoto();

  test("the account of a stack is told to be active, and to be closed once it is", async () => {
    await startAws();
    const organizations = new OrganizationsClient({ region: "us-east-1" });
    await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
    const { Organization } = await organizations.send(new DescribeOrganizationCommand({}));
    const { CreateAccountStatus } = await organizations.send(
      new CreateAccountCommand({ AccountName: "a", Email: "a@example.com" }),
    );
    const accountId = CreateAccountStatus?.AccountId ?? "";
    const shared = Organization?.MasterAccountId ?? "";
    const head = synthesized({ shared: ["shared", shared], "app-a": ["app-prod", accountId] });
    const out = join(temporaryFolder(), "new", "status.json");
    const ask = async () => {
      const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
      const code = await accountStatus({ stack: "app-a", head, out });
      const text = write.mock.calls.map(([one]) => one).join("");
      write.mockRestore();
      return { code, text, status: await accountStatusFile.read(out) };
    };

    const before = await ask();
    await organizations.send(new CloseAccountCommand({ AccountId: accountId }));
    const after = await ask();

    const status = { stack: "app-a", accountId, why: "", askedAt: expect.any(String) };
    expect(before).toEqual({
      code: 0,
      text: `app-a: account ${accountId} is ACTIVE\n`,
      status: { ...status, state: "ACTIVE" },
    });
    expect(after).toMatchObject({ code: 0, text: `app-a: account ${accountId} is ${after.status.state}\n` });
    // the stand-in has no state but the former status
    expect(["CLOSED", "SUSPENDED", "PENDING_CLOSURE"]).toContain(after.status.state);
  });
});

/** A folder as a synthesis writes it. @param stacks scope and account of each */
function synthesized(stacks: Readonly<Record<string, readonly ["shared" | "app-prod", string]>>) {
  const head = join(temporaryFolder(), "head");
  for (const [stack, [scope, account]] of Object.entries(stacks)) {
    const role = `\${terraform.applying ? "arn:aws:iam::${account}:role/a" : "arn:aws:iam::${account}:role/lockstep-pipeline-plan"}`;
    const json = {
      terraform: { backend: { s3: { bucket: "states", key: stateKey(scope, stack), region: "eu-west-2" } } },
      provider: { aws: [{ region: "eu-west-2", allowed_account_ids: [account], assume_role: [{ role_arn: role }] }] },
    };
    mkdirSync(join(head, "stacks", stack), { recursive: true });
    writeFileSync(join(head, "stacks", stack, "cdk.tf.json"), JSON.stringify(json));
  }
  const names = Object.fromEntries(Object.keys(stacks).map((stack) => [stack, { name: stack }]));
  writeFileSync(join(head, "manifest.json"), JSON.stringify({ stacks: names }));
  return head;
}
