import { describe, expect, test } from "vitest";
import { allowance, daysAhead } from "./support/allowance.ts";
import { account, smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

const dev = "app-orders-dev";
const devFile = "config/accounts/orders-dev.yaml";

describe.skipIf(missing)("from an account's retirement to the removal of its file", () => {
  const world = useWorld(smallEstate);

  test("an account leaves by being retired: its file alone cannot be removed before Terraform has let go", async () => {
    const { outputs } = await world.push({});
    const applied = await world.dispatch("deploy.yml", { accept: outputs("report")["report-id"] });
    expect(applied.conclusion).toBe("success");
    const inputs = { stack: dev, scope: "app-nonprod", confirm: dev };
    const early = await world.dispatch("retire.yml", inputs);
    expect(early.results).toEqual({ synth: "success", agreed: "success", status: "success", retire: "failure" });
    expect(early.said("retire")).toContain(`${dev}: got an account that is not retired`);

    const pull = await world.pull("retire-dev", {
      [devFile]: account("666666666601", "nonprod", { plans: "[bronze]", state: "retired" }),
    });
    expect(pull.plan.conclusion).toBe("success");
    const deployed = await world.merge(pull);
    expect(deployed.conclusion).toBe("success");
    expect(await world.addresses("policies-nonprod", "policies-nonprod")).not.toContain(
      "terraform_data.aws_organizations_policy_attachment--bronze_eu-west-2_account-orders-dev",
    );
    const stays = await world.addresses("app-nonprod", dev);
    expect(stays).toContain("terraform_data.aws_backup_vault--eu-west-2_vault");

    const hasty = await world.pull("remove-dev-hastily", { [devFile]: null });
    expect(hasty.plan.results).toMatchObject({ report: "failure", "plan-gate": "failure" });
    expect(hasty.plan.said("report")).toContain(
      `${dev}: ${dev}: stack-removed: got no file of the retired account 666666666601 any more; put it back, or run the workflow retire`,
    );

    const retired = await world.dispatch("retire.yml", inputs);

    expect(retired.conclusion).toBe("success");
    for (const address of stays) expect(retired.said("retire")).toContain(address);
    expect(await world.addresses("app-nonprod", dev)).toEqual([]);
    expect(await world.object(`ledger/app-nonprod/${dev}.json`)).toMatchObject({ retired: true });

    const gone = await world.pull("remove-retired-dev", {
      [devFile]: null,
      "config/allowances.yaml": allowance({ address: dev, action: "stack-removed", stack: dev, expires: daysAhead(7) }),
    });
    expect(gone.plan.conclusion).toBe("success");
    expect(gone.plan.said("report")).toContain("allowed until");
    const last = await world.merge(gone);
    expect(last.conclusion).toBe("success");
  });
});
