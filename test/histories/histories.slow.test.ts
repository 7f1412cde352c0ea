import fc from "fast-check";
import { expect, test } from "vitest";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { runs, seed } from "../support/soak.ts";
import { anyAction } from "./action.ts";
import { History } from "./history.ts";
import { problemsOf } from "./problems-of.ts";

test("whatever a team does, what is applied was shown to somebody and is what main has; what was shown is applied", async () => {
  const folder = temporaryFolder();
  const histories = fc.array(anyAction, { minLength: 4, maxLength: 30, size: "max" });

  await fc.assert(
    fc.asyncProperty(histories, async (actions) => {
      const history = new History(folder);
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

  await deploys.dispatch({ commit, title: "deploy, of stacks asked for", also });
  const accept = deploys.runs.at(-1)?.held.reportId;
  await deploys.dispatch({ commit, title: "deploy, accepting a report", also, accept });
  for (const run of deploys.waiting) await deploys.approve(run, () => "well");

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

  await deploys.dispatch({ commit: repository.tip, title: "deploy, of stacks asked for", also: ["central-nonprod"] });

  expect(deploys.runs.at(-1)?.held.reasons).toEqual({ "central-nonprod": "not-reviewed" });
});
