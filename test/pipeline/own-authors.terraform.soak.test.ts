import { describe, expect, test } from "vitest";
import { author } from "./support/fake-github.ts";
import { smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

describe.skipIf(missing)("where GitHub asks nobody but the author of a change", () => {
  const world = useWorld({});
  const applied = async () =>
    (await world.store.list("ledger/"))
      .filter((key) => !key.endsWith(".applying.json"))
      .map((key) => key.split("/")[1]);

  test("a merge reaches what shows prod its change, and nothing else", async () => {
    world.github.asksForReview(false);
    const pull = await world.pull("first-estate", smallEstate);

    const merged = await world.merge(pull);

    expect(merged.said("report")).toContain(
      "nobody but the author has agreed: neither environment shared nor a ruleset asks somebody else",
    );
    expect(merged.results).not.toHaveProperty("wave-1");
    expect(new Set(await applied())).toEqual(new Set(["app-nonprod"]));
    expect(world.github.issue("Pending applies")?.body).toContain("nobody but its author has agreed to it");
  });

  test("the author's own word applies nothing, and somebody else's all", async () => {
    const shown = await world.dispatch("deploy.yml");
    const { "report-id": id } = shown.outputs("report");

    const own = await world.dispatch("deploy.yml", { accept: id }, { by: author });

    expect(own.said("report")).toMatch(/nobody but the author has agreed: ada has a part in pull request \d+\n/);
    expect(own.results).not.toHaveProperty("wave-1");
    expect(new Set(await applied())).toEqual(new Set(["app-nonprod"]));

    const accepted = await world.dispatch("deploy.yml", { accept: id });

    expect(accepted.conclusion).toBe("success");
    expect(new Set(await applied())).toEqual(
      new Set([
        "shared",
        "central-prod",
        "central-nonprod",
        "app-nonprod",
        "policies-nonprod",
        "app-prod",
        "policies-prod",
      ]),
    );
  });

  test("the author retires nothing", async () => {
    const inputs = { stack: "app-orders-dev", scope: "app-nonprod", confirm: "app-orders-dev" };

    const own = await world.dispatch("retire.yml", inputs, { by: author });

    expect(own.results).toEqual({ synth: "success", agreed: "failure", status: "success" });
    expect(own.said("agreed")).toContain("nobody but an author of its newest changes asks to retire it");
  });
});
