import fc from "fast-check";
import { expect, test } from "vitest";
import { lostApply } from "../../src/delivery/ledger/lost-apply.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { runs, seed } from "../support/soak.ts";
import { anyAction, anySettings } from "./action.ts";
import { History } from "./history.ts";
import { problemsOf } from "./problems-of.ts";
import { accountStacks, stackNames } from "./stacks.ts";

test("whatever a team does, what is applied was shown to somebody and is what main has; what was shown is applied", async () => {
  const folder = temporaryFolder();
  const histories = fc.array(anyAction, { minLength: 4, maxLength: 30, size: "max" });

  await fc.assert(
    fc.asyncProperty(anySettings, histories, async (settings, actions) => {
      const history = new History(folder, settings);
      await history.begin();
      for (const action of actions) await history.does(action);
      await history.settle();

      expect(await problemsOf(history), history.told.join("\n")).toEqual([]);
    }),
    { numRuns: runs(2_000, 100_000), seed },
  );
});

test("what somebody changed by hand is put back by two runs, though nothing was merged since it was applied", async () => {
  const history = new History(temporaryFolder());
  await history.begin();
  const { repository, deploys, cloud } = history;
  const [commit, also] = [repository.tip, ["central-nonprod"]];
  cloud.drift("central-nonprod", 7);

  await deploys.dispatch({ commit, title: "deploy, of stacks asked for", also, by: 0 });
  const accept = deploys.runs.at(-1)?.held.reportId;
  await deploys.dispatch({ commit, title: "deploy, accepting a report", also, accept, by: 0 });
  for (const run of deploys.waiting) await deploys.approve(run, 0, () => "well");

  expect(deploys.runs.map(({ results }) => results.get("central-nonprod")?.outcome)).toEqual([undefined, "applied"]);
  expect(cloud.of("central-nonprod").there).toBe(0);
  expect(history.oracle.faults).toEqual([]);
});

test("what was shown before it was applied does not count once somebody has undone it by hand", async () => {
  const history = new History(temporaryFolder());
  await history.begin();
  const { deploys, cloud, repository } = history;
  const change = { who: 0, which: 1, other: 1, isOdd: false, isLoss: false, ending: "well" } as const;
  for (const kind of ["whole", "approve"] as const) await history.does({ ...change, kind });
  expect(deploys.runs[0]?.results.get("central-nonprod")?.outcome).toBe("applied");
  cloud.drift("central-nonprod", 0);

  await deploys.dispatch({
    commit: repository.tip,
    title: "deploy, of stacks asked for",
    also: ["central-nonprod"],
    by: 0,
  });

  expect(deploys.runs.at(-1)?.held.reasons).toEqual({ "central-nonprod": "not-reviewed" });
});

test("an account that is closed while its stack waits leaves, its class's policies go on, and reopened it comes back", async () => {
  const history = new History(temporaryFolder());
  await history.begin();
  const { deploys, cloud, repository } = history;
  const which = accountStacks.indexOf("app-c");
  const usual = { who: 0, which: 0, other: 0, isOdd: false, isLoss: false, ending: "well" } as const;
  const approveAll = async () => {
    for (let [run] = deploys.waiting; run; [run] = deploys.waiting) await deploys.approve(run, 0, () => "well");
  };
  cloud.of("app-c").isClosed = true;
  const policies = stackNames.indexOf("policies-prod");
  await history.does({ ...usual, kind: "whole", which: policies, other: policies });
  await history.does({ ...usual, kind: "leave", which });
  await approveAll();
  expect([...(await history.left())]).toEqual([["app-c", "config differs from what was applied"]]);
  expect(cloud.of("policies-prod").there).toBe(repository.tip.tree.get("policies-prod")?.number);

  await history.does({ ...usual, kind: "retire", which });
  expect(await history.left()).toEqual(new Map());
  expect(cloud.of("app-c")).toMatchObject({ there: 0, known: -1 });

  cloud.of("app-c").isClosed = false;
  const back = repository.open(
    0,
    new Map([["app-c", { number: repository.next(), loses: false, retired: false, weakens: false }]]),
  );
  repository.merge(back);
  await deploys.dispatch({ commit: repository.tip, title: "deploy", by: 0 });
  const plan = deploys.runs.at(-1)?.summaries.get("app-c");
  expect(plan).toMatchObject({ outcome: "changed", recovery: { apply: "", notes: [] } });
  expect([...(await history.left())]).toEqual([["app-c", "was retired and comes back"]]);
});

test("a plan that another Terraform made is not applied, and nothing is looked for that nobody made", async () => {
  const history = new History(temporaryFolder());
  await history.begin();
  const usual = { who: 0, which: 1, other: 1, isOdd: false, isLoss: false, ending: "well" } as const;
  for (const kind of ["whole", "other terraform", "approve"] as const) await history.does({ ...usual, kind });

  const { deploys, cloud } = history;
  expect(deploys.runs[0]?.results.get("central-nonprod")).toMatchObject({ outcome: "failed" });
  expect(await lostApply(cloud.store, { stack: "central-nonprod", scope: "central-nonprod" })).toBeNull();
  await history.settle();
  expect(await problemsOf(history)).toEqual([]);
});
