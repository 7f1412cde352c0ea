import { describe, expect, test } from "vitest";
import type { Ran } from "./support/run-workflow.ts";
import { account, smallEstate } from "./support/small-estate.ts";
import { type Json, missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

const dev = "app-orders-dev";
const devFile = "config/accounts/orders-dev.yaml";
const ledger = `ledger/app-nonprod/${dev}.json`;
const stateKey = `state/app-nonprod/${dev}.tfstate`;
const lockKey = `${stateKey}.tflock`;

// one story: each test goes on from where the one before it left the world
describe.skipIf(missing)("when something goes wrong on the way to AWS", () => {
  const world = useWorld({});
  const ledgers = async () => (await world.store.list("ledger/")).filter((key) => !key.endsWith(".applying.json"));
  const edit = async (key: string, change: (content: Json) => Json) =>
    world.store.put(key, JSON.stringify(change((await world.object(key)) ?? {})));
  const owner = (name: string) => ({
    [devFile]: account("666666666601", "nonprod", { plans: "[bronze]", owner: `${name}@acme.example` }),
  });

  test("an estate whose base cannot be synthesized is planned, applied until a stack fails, and later waves wait", async () => {
    world.configure({ switched: [dev] });
    const pull = await world.pull("first-estate", smallEstate);
    expect(pull.plan.results).toEqual({ synth: "success", plan: "success", report: "success", "plan-gate": "success" });
    expect(pull.plan.said("synth")).toContain("::warning::the base can't be synthesized, so every stack counts as new");
    expect(world.github.commentsOf(pull.number)).toEqual([expect.stringContaining("7 stacks are created")]);
    world.switch.set(dev, "fails");

    const deploy = await world.merge(pull);

    expect(deploy.results).toEqual({
      ...{ synth: "success", pending: "success", plan: "success", report: "success" },
      ...{ supersede: "success", waiting: "success", "wave-1": "success", "wave-2": "failure", summary: "success" },
    });
    expect(deploy.said("wave-2")).toContain(
      `${dev}: failed: got an error while it was applied; what was done before it stands, and the stack stays pending: mend the cause, then dispatch deploy, which plans it again`,
    );
    expect(deploy.said("wave-2")).toContain("got no quota in this Region");
    expect(await ledgers()).toEqual([
      "ledger/central-nonprod/central-nonprod.json",
      "ledger/central-prod/central-prod.json",
      "ledger/shared/shared.json",
    ]);
    expect(await world.store.list("runs/")).toEqual([`runs/app-nonprod/${deploy.id}/1/${dev}.failed`]);
    expect(world.github.issue("Pending applies")).toMatchObject({
      state: "open",
      body: expect.stringContaining("4 stacks of the last deploy have merged changes that are not applied"),
    });
  });

  test("what failed and what waited is exactly what is pending, and is applied by a later run", async () => {
    world.switch.clear(dev);

    const rest = await world.dispatch("deploy.yml");

    expect(rest.said("pending")).toContain("4 stacks pending, 3 stacks applied as synthesized");
    // what is left of the failed stack is not the whole that was reviewed, and no policy comes before its vaults
    expect(rest.results).not.toHaveProperty("wave-2");
    expect(rest.results).not.toHaveProperty("wave-3");
    expect(rest.results).toMatchObject({ "wave-4": "success", "wave-5": "success" });
    const id = rest.outputs("report")["report-id"] ?? "";
    expect(rest.said("report")).toContain(`run the deploy workflow with accept=${id}`);

    const accepted = await world.dispatch("deploy.yml", { accept: id });

    expect(accepted.said("pending")).toContain("2 stacks pending, 5 stacks applied as synthesized");
    expect(accepted.results).toMatchObject({ "wave-2": "success", "wave-3": "success", summary: "success" });
    expect(accepted.conclusion).toBe("success");
    expect(await ledgers()).toHaveLength(7);
    expect(world.github.issue("Pending applies")).toMatchObject({ state: "closed" });
  });

  test("a plan whose state somebody changed in the meantime is not applied, and the stack stays pending", async () => {
    const before = await world.object(ledger);
    const pull = await world.pull("another-owner", owner("platform"));
    expect(pull.plan.conclusion).toBe("success");

    const deploy = await world.merge(pull, {
      before: { "wave-2": () => edit(stateKey, (state) => ({ ...state, serial: Number(state["serial"]) + 1 })) },
    });

    expect(deploy.results).toMatchObject({ plan: "success", "wave-2": "failure", summary: "success" });
    expect(deploy.said("wave-2")).toContain(
      `${dev}: failed: got a stale plan: somebody applied this stack after it was planned; nothing was changed, push or dispatch deploy, which plans it again`,
    );
    expect(await world.object(ledger)).toEqual(before);
    expect(world.github.issue("Pending applies")).toMatchObject({ state: "open", body: expect.stringContaining(dev) });
  });

  test("a plan that somebody put in the place of the run's own is not applied", async () => {
    const state = await world.object(stateKey);
    const replace = async () => {
      const keys = await world.store.list(`plans/app-nonprod/`);
      const [own = "", other = ""] = keys.toSorted((one, two) => runOf(two) - runOf(one));
      expect(runOf(other)).toBeLessThan(runOf(own));
      await world.store.put(own, (await world.store.get(other)) ?? "");
    };

    const deploy = await world.dispatch("deploy.yml", {}, { before: { "wave-2": replace } });

    expect(deploy.results).toMatchObject({ plan: "success", "wave-2": "failure" });
    expect(deploy.said("wave-2")).toMatch(new RegExp(`${dev}: failed: .*sha-?256`, "is"));
    expect(await world.object(stateKey)).toEqual(state);
  });

  test("a killed run leaves its lock, which is shown, kept while it is young, and removed by its id", async () => {
    const state = await world.object(stateKey);
    world.switch.set(dev, "waits");
    const killed = world.dispatch("deploy.yml");
    world.killRunner(await world.switch.reached(dev));
    expect((await killed).results).toMatchObject({ "wave-2": "failure", summary: "success" });
    world.switch.clear(dev);
    const { ID: id = "" } = (await world.object(lockKey)) as { readonly ID?: string };
    expect(world.github.issue("Pending applies")?.body).toContain(
      `\`${dev}\`: killed while it was applied, as GitHub does ten seconds after a run is cancelled`,
    );
    const inputs = { stack: dev, scope: "app-nonprod" };

    const shown = await world.dispatch("unlock.yml", { ...inputs, "lock-id": "", "force-young": "" });
    expect(shown.conclusion).toBe("success");
    expect(shown.said("unlock")).toContain(`-f stack=${dev} -f scope=app-nonprod -f lock-id=${id}`);
    const young = await world.dispatch("unlock.yml", { ...inputs, "lock-id": id, "force-young": "" });
    expect(young.conclusion).toBe("failure");
    expect(young.said("unlock")).toContain("whose run may still be at work; wait until it is 30 minutes old");
    expect(await world.object(lockKey)).toMatchObject({ ID: id });

    await edit(lockKey, (lock) => ({ ...lock, Created: new Date(Date.now() - 31 * 60_000).toISOString() }));
    const unlocked = await world.dispatch("unlock.yml", { ...inputs, "lock-id": id, "force-young": "" });

    expect(unlocked.conclusion).toBe("success");
    expect(unlocked.said("unlock")).toContain(`${dev}: unlocked; whoever held it may have stopped half-way`);
    expect(await world.object(lockKey)).toBe(null);
    expect(await world.object(stateKey)).toEqual(state);
  });

  test("of two runs at once one applies and the other gives way; then nothing is pending", async () => {
    let first: Ran | undefined;
    const meanwhile = async () => {
      first = await world.dispatch("deploy.yml");
    };

    const second = await world.dispatch("deploy.yml", {}, { before: { "wave-2": meanwhile } });

    expect(first?.said("wave-2")).toContain(`${dev}: applied`);
    expect(second.said("wave-2")).toContain(`${dev}: superseded: applied from this commit already`);
    expect([first?.conclusion, second.conclusion]).toEqual(["success", "success"]);
    expect(await world.object(ledger)).toMatchObject({ commit: world.git.main() });
    expect(await world.store.list("state/app-nonprod/")).toEqual([stateKey]);

    const later = await world.push({ "docs/note.md": "nothing of the estate\n" });

    expect(later.said("pending")).toContain("nothing is pending: 7 stacks applied as synthesized");
    expect(later.results).not.toHaveProperty("plan");
    expect(later.conclusion).toBe("success");
  });

  test("a cancelled run reaches Terraform, which writes its state and frees the lock; what is left is said", async () => {
    const before = await world.object(stateKey);
    const pull = await world.pull("third-owner", owner("network"));
    world.switch.set(dev, "waits");
    const cancelled = world.merge(pull);
    await world.cancelStep(await world.switch.reached(dev));
    const { results, said } = await cancelled;
    world.switch.clear(dev);

    expect(results).toMatchObject({ "wave-2": "failure", summary: "success" });
    expect(said("wave-2")).toContain(
      `interrupted: Terraform is asked to stop; it ends what it has begun, writes the state and frees the lock\n${dev}: failed: interrupted while it was applied: `,
    );
    expect(await world.object(lockKey)).toBe(null);
    expect(await world.object(stateKey)).not.toEqual(before);
    expect(world.github.issue("Pending applies")?.body).toContain(`\`${dev}\`: interrupted while it was applied`);

    const again = await world.dispatch("deploy.yml");
    const accepted = await world.dispatch("deploy.yml", { accept: again.outputs("report")["report-id"] ?? "" });

    expect(accepted.said("wave-2")).toContain(`${dev}: applied`);
    expect(world.github.issue("Pending applies")).toMatchObject({ state: "closed" });
  });
});

const runOf = (planKey: string) => Number(planKey.split("/")[2]);
