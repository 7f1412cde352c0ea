import { describe, expect, test } from "vitest";
import { smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

describe.skipIf(missing)("where environments can't ask for reviewers", () => {
  const world = useWorld({});

  test("a merge alone applies nothing of what was reviewed, until somebody accepts its report by its id", async () => {
    world.configure({ vars: { LOCKSTEP_DEPLOY: "dispatch" } });
    const pull = await world.pull("first-estate", smallEstate);

    const merged = await world.merge(pull);

    expect(merged.results).not.toHaveProperty("wave-1");
    const { "report-id": id, "wave-1": wave = "" } = merged.outputs("report");
    expect(JSON.parse(wave)).toHaveLength(3);

    const unread = await world.dispatch("deploy.yml", { accept: "0".repeat(64) });

    expect(unread.results).not.toHaveProperty("wave-1");
    expect(await world.store.list("state/")).toEqual([]);

    const accepted = await world.dispatch("deploy.yml", { accept: id });

    expect(accepted.conclusion).toBe("success");
    expect(accepted.results).toMatchObject({ "wave-1": "success", "wave-5": "success" });
  });
});
