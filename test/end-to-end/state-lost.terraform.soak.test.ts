import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import type { CooledOff, Estate, Lock } from "../../src/model.ts";
import { type Scope, stateBucket, stateKey } from "../../src/names.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { administratorOf } from "../emulator/deploy/seed-organization.ts";
import { iamJudge } from "../emulator/judge/iam-judge.ts";
import { dayMs } from "../emulator/model/clock.ts";
import { bootstrappedCloud } from "../emulator/testing/bootstrapped-cloud.ts";
import { missingStandIn, useStandIn } from "../emulator/testing/use-stand-in.ts";
import { wireClients } from "../emulator/testing/wire-clients.ts";
import { exampleEstate } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";
import { usePipeline } from "./support/pipeline.ts";
import { outcomesIn } from "./support/told.ts";

const run = promisify(execFile);
const runbook = readFileSync("docs/runbooks/state-lost.md", "utf8");
const blocks = [...runbook.matchAll(/```sh\n(.*?)\n```/gs)].map(([, block = ""]) => block);
const [listVersions, putBack, askLock, dispatch, accept, look] = blocks as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const stack = "app-payments-prod";
const central = "central-prod";
/** The example organization with armed locks in central prod and in one account. */
function organization(cooledOff: CooledOff | null): Estate {
  const estate = exampleEstate();
  const arm = (lock: Lock): Lock => ({ ...lock, mode: "compliance", armedOn: "2026-11-01", cooledOff });
  const { prod } = estate.central;
  return {
    ...estate,
    central: { ...estate.central, prod: { ...prod, lock: arm(prod.lock) } },
    accounts: estate.accounts.map((account) => ({ ...account, lock: account.lock && arm(account.lock) })),
  };
}
const armed = organization(null);
const final = organization({ lockDate: "2026-11-15", reason: "the state was lost on 30 November" });
const addresses: Readonly<Record<string, readonly string[]>> = {
  [stack]: ["aws_backup_vault_lock_configuration.eu-west-2_lock"],
  [central]: ["eu-west-1", "eu-west-2"].map((region) => `aws_backup_vault_lock_configuration.${region}_lock`),
};
const lost = ["management", "shared", central, stack, "policies-prod"];
const patienceMs = 1_200_000;
const onlyInState = ["bypass_policy_lockout_safety_check", "deletion_window_in_days"].map(
  (one) => `aws_kms_key ${one}`,
);
const neverTwice = [
  ...["aws_kms_key", "aws_kms_alias", "aws_backup_vault", "aws_iam_role"],
  ...["aws_backup_vault_lock_configuration", "aws_organizations_policy"],
];
const accountOf = (estate: Estate) => estate.accounts.find(({ name }) => name === "payments-prod")?.accountId ?? "";

/** What a person needs to type what the runbook says; `undefined`: it is there. @throws with `CI` set */
async function missingAws(): Promise<string | undefined> {
  const missing = await run("aws", ["--version"]).then(
    () => undefined,
    () => "got no aws on the PATH; install the AWS CLI",
  );
  if (missing && process.env.CI) throw new Error(missing);
  if (missing) console.warn(`tests that type what a runbook says are skipped: ${missing}`);
  return missing;
}

test("the runbook has the commands that are run here, and no others", () => {
  expect(blocks.map((block) => block.split(" ").slice(0, 3).join(" "))).toEqual([
    "aws s3api list-object-versions",
    "aws s3api copy-object",
    "aws backup describe-backup-vault",
    "gh workflow run",
    "gh workflow run",
    "gh workflow run",
  ]);
  expect(runbook).toContain("cooledOff: { lockDate: 2026-11-15, reason: the state was lost on 30 November }");
});

describe.skipIf((await missingTerraformTools()) ?? (await missingStandIn()) ?? (await missingAws()))(
  "stacks whose state is lost",
  { timeout: patienceMs },
  () => {
    const standIn = useStandIn(() => bootstrappedCloud(armed, { judge: iamJudge(), stacks: [] }));
    const pipeline = usePipeline(standIn, armed);
    const bucket = stateBucket(armed);
    const hub = administratorOf(armed.shared.accountId).arn;
    const scopeOf = (of: string) => (of === stack ? "app-prod" : (of as Scope));

    /** A block of the runbook, as a person types it who is an administrator of an account. */
    async function typed(block: string, of: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
      const as = administratorOf(of).arn;
      const env = { ...process.env, ...standIn().env(as), AWS_PAGER: "", BUCKET: bucket, ...variables };
      const { stdout } = await run("sh", ["-euc", block], { env });
      return stdout.trim();
    }

    /** A dispatch of the runbook, with the stacks that it is of. */
    function dispatched(block: string, stacks: string, reportId = "") {
      const given = block.replace(`stacks=${stack}`, `stacks=${stacks}`).replace('"$REPORT"', reportId);
      const [, workflow, inputs = ""] = /^gh workflow run (\S+) --ref main(.*)$/.exec(given) ?? [];
      expect(workflow).toBe("deploy.yml");
      return pipeline.dispatch(
        Object.fromEntries([...inputs.matchAll(/ -f (\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [name, value])),
      );
    }

    async function lose(of: string): Promise<void> {
      const { s3 } = wireClients(standIn().url, standIn().credentialsOf(hub), armed.shared.region);
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: stateKey(scopeOf(of), of) }));
    }

    const held = () => {
      const { kms, backup } = standIn().cloud;
      return {
        keys: kms
          .all()
          .map(({ arn }) => arn)
          .sort(),
        locks: backup
          .vaults()
          .map(({ arn, lock, keyArn }) => `${arn} ${lock?.lockDate} ${keyArn}`)
          .sort(),
      };
    };
    let before = { keys: [] as readonly string[], locks: [] as readonly string[] };

    test("were applied, with locks that are final by now", async () => {
      pipeline.merge(armed);
      await pipeline.noteAsApplied(
        [...stackTexts(armed).keys()].filter((one) => ![...lost, "bootstrap"].includes(one)),
      );

      const deployment = await pipeline.deploy(
        Object.entries(addresses).flatMap(([of, locked]) =>
          locked.map((address) => ({ stack: of, address, action: "lock-armed" })),
        ),
      );
      await standIn().cloud.advance(20 * dayMs);

      expect(outcomesIn(deployment)).toEqual(Object.fromEntries(lost.map((one) => [one, "applied"])));
      before = held();
      expect(before.locks).toHaveLength(3);
    });

    test("are whole again by an earlier version of the state", async () => {
      await lose(stack);
      expect((await pipeline.left(stack)).length).toBeGreaterThan(10);

      const [version = ""] = (await typed(listVersions, armed.shared.accountId)).split(/\s/);
      await typed(putBack, armed.shared.accountId, { VERSION: version });

      expect(await pipeline.left(stack)).toEqual([]);
    });

    test("say of a lock that it is final", async () => {
      expect(await typed(askLock, accountOf(armed))).toMatch(/^(2026-11-15T|1794)/);
    });

    test("are whole again without one: everything is taken over, nothing is made twice, and nothing is left to do", async () => {
      for (const of of lost) await lose(of);
      pipeline.merge(final);
      const stacks = lost.join(",");

      const first = await dispatched(dispatch, stacks);
      expect(first.held).toEqual(Object.fromEntries(lost.map((one) => [one, "not-reviewed"])));
      expect(first.report).toContain("exists already, and is taken over");
      for (const of of lost) {
        const changes = first.plans.get(of)?.changes ?? [];
        const taken = changes.filter(({ takenOver }) => takenOver !== undefined);
        const created = changes.filter(({ takenOver }) => takenOver === undefined).map(({ type }) => type);
        const shown = taken.flatMap(({ type, attributes }) =>
          attributes.map(({ path }) => `${type} ${path.join(".")}`),
        );
        // what AWS does not say again of something, and only a state has
        expect(new Set(shown)).toEqual(new Set(shown.filter((one) => onlyInState.includes(one))));
        expect(taken.map(({ address }) => address)).toEqual(expect.arrayContaining([...(addresses[of] ?? [])]));
        expect(created.filter((type) => neverTwice.includes(type))).toEqual([]);
      }

      const second = await dispatched(accept, stacks, first.reportId);

      expect(outcomesIn(second)).toEqual(Object.fromEntries(lost.map((one) => [one, "applied"])));
      expect(held()).toEqual(before);
      for (const of of lost) expect(await pipeline.left(of)).toEqual([]);
      // what drift.yml plans
      expect(look).toBe("gh workflow run drift.yml --ref main -f all=true");
    });
  },
);
