import { describe, expect, test } from "vitest";
import { account, smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

const prod = "app-orders-prod";
const dev = "app-orders-dev";
const owned = (of: string, id: string, cls: "prod" | "nonprod", by: string) => ({
  [`config/accounts/${of}.yaml`]: account(id, cls, { plans: "[bronze]", owner: `${by}@acme.example` }),
});
const prodBy = (team: string) => owned("orders-prod", "555555555501", "prod", team);
const devBy = (team: string) => owned("orders-dev", "666666666601", "nonprod", team);

// one story: each test goes on from where the one before it left the world
describe.skipIf(missing)("several pull requests in flight", () => {
  const world = useWorld(smallEstate);

  test("all that there is is applied once", async () => {
    world.configure({ switched: [dev, prod] });
    const push = await world.push({});

    const accepted = await world.dispatch("deploy.yml", { accept: push.outputs("report")["report-id"] ?? "" });

    expect(accepted.conclusion).toBe("success");
  });

  test("what was shown is applied by whatever deploy comes next, however much was merged in between", async () => {
    const first = await world.pull("prod-owner", prodBy("team-a"));
    world.mergeOnly(first);
    world.mergeOnly(await world.pull("docs", { "docs/note.md": "nothing of the estate\n" }));
    const second = await world.pull("dev-owner", devBy("team-b"));

    const deploy = await world.merge(second);

    expect(deploy.said("report")).toContain("2 of 2 changes were shown by merged pull requests\n");
    expect(deploy.results).toMatchObject({ "wave-2": "success", "wave-4": "success", summary: "success" });
    expect(await world.object(`ledger/app-prod/${prod}.json`)).toMatchObject({ commit: second.merge });
    expect(world.github.issue("Pending applies")?.state ?? "closed").toBe("closed");
  });

  test("what was reverted before it was applied does not come back, whoever runs its deploy again", async () => {
    const applied = await world.object(`ledger/app-prod/${prod}.json`);
    const reverted = await world.pull("reverted", prodBy("team-c"));
    world.mergeOnly(reverted);
    const revert = await world.pull("revert", prodBy("team-a"));
    const deploy = await world.merge(revert);
    expect(deploy.said("pending")).toContain("nothing is pending: 7 stacks applied as synthesized");

    const again = await world.deployAgain(reverted);

    expect(again.said("report")).toContain("1 of 1 changes were shown by merged pull requests\n");
    expect(again.said("wave-4")).toContain(
      `${prod}: left: main is at ${revert.merge.slice(0, 12)} now, which has another configuration of it; nothing was changed. The deploy of that commit applies what it has; if there is none, dispatch deploy`,
    );
    expect(await world.object(`ledger/app-prod/${prod}.json`)).toEqual(applied);
  });
});
