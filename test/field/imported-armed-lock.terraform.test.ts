import { describe, expect, test } from "vitest";
import type { CooledOff, Lock } from "../../src/model.ts";
import { type Deployed, realPlan } from "../delivery/guard/support/real-plan.ts";
import { stackJson } from "../delivery/support/synthesized-folder.ts";
import { all, exampleEstate, stacksOf } from "../support/stacks.ts";
import { missingTerraformTools } from "../support/terraform-tools.ts";

const missing = await missingTerraformTools();

const cooledOff: CooledOff = { lockDate: "2026-10-15", reason: "the state was lost on 30 November" };
const armed = { mode: "compliance", minDays: 7, maxDays: 365, armedOn: "2026-10-01", coolingOffDays: 14 } as const;
const type = "aws_backup_vault_lock_configuration";
const name = "lockstep-central-prod";

/** The plan of a central vault's lock, as its stack has it, from what a state says of the one that is there. */
async function planOf(lock: Partial<Lock>, state: Readonly<Record<string, unknown>> | null) {
  const estate = exampleEstate();
  const prod = { ...estate.central.prod, lock: { ...estate.central.prod.lock, ...lock } };
  const stack = stacksOf({ ...estate, central: { ...estate.central, prod } }).get("central-prod");
  const [written] = all(stack, type);
  // the name is that of a vault of the same stack
  const body = { ...written, provider: "aws.eu-west-2", backup_vault_name: name };
  const arn = `arn:aws:backup:eu-west-2:333333333333:backup-vault:${name}`;
  const attributes = { id: name, backup_vault_name: name, backup_vault_arn: arn, ...state };
  const deployed: Deployed = state === null ? {} : { [`${type}.lock`]: attributes };
  const { resource_changes = [] } = await realPlan(deployed, stackJson({ resource: { [type]: { lock: body } } }));
  return resource_changes.map(({ change }) => change);
}

const bounds = { min_retention_days: 7, max_retention_days: 365 };
/** What the provider reads back of any lock: never how long it had to cool off. */
const imported = { ...bounds, changeable_for_days: null };

describe.skipIf(missing)(
  "a compliance lock whose state was lost, by the provider's own plan",
  { timeout: 180_000 },
  () => {
    test("must be replaced once it is imported, which nobody can, unless config says that it is final", async () => {
      await expect(planOf({ ...armed, cooledOff: null }, imported)).rejects.toThrow(/Instance cannot be destroyed/);

      expect(await planOf({ ...armed, cooledOff }, imported)).toMatchObject([{ actions: ["no-op"] }]);
    });

    test("whose state was never lost is no change either way", async () => {
      const kept = { ...bounds, changeable_for_days: 14 };

      expect(await planOf({ ...armed, cooledOff: null }, kept)).toMatchObject([{ actions: ["no-op"] }]);
      expect(await planOf({ ...armed, cooledOff }, kept)).toMatchObject([{ actions: ["no-op"] }]);
    });

    test("with other bounds than config has is still a change, which Terraform refuses", async () => {
      await expect(planOf({ ...armed, cooledOff }, { ...imported, max_retention_days: 400 })).rejects.toThrow(
        /Instance cannot be destroyed/,
      );
    });

    test("is armed as ever where there is none, and where a governance lock is in its place", async () => {
      const put = [{ actions: ["create"], after: { ...bounds, changeable_for_days: 14 } }];
      expect(await planOf({ ...armed, cooledOff: null }, null)).toMatchObject(put);
      expect(await planOf({ ...armed, cooledOff }, null)).toMatchObject(put);

      // the custodian's step comes first, as docs/runbooks/arm-a-compliance-lock.md says
      await expect(planOf({ ...armed, cooledOff: null }, imported)).rejects.toThrow(/Instance cannot be destroyed/);
    });
  },
);
