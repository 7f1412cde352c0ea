import { describe, expect, test } from "vitest";
import { dispatch, events } from "./support/events.ts";
import { evaluate, isTruthy } from "./support/expressions.ts";
import { type Run, simulate } from "./support/simulate.ts";
import { workflow, workflows } from "./support/workflows.ts";

/** Jobs that run, in order; those in environments with them, several in one by their number. */
async function jobsOf(file: string, run: Run): Promise<string> {
  const jobs = await simulate(workflow(file), run);
  return [...jobs]
    .map(([id, { instances }]) => {
      const environments = [...new Set(instances.map(({ environment }) => environment))].filter(Boolean);
      const count = instances.length > 1 ? `×${instances.length}` : "";
      return `${id}${count}${environments.length > 0 ? `(${environments.join(" ")})` : ""}`;
    })
    .join(" ");
}

test("the files below are all that there are", () => {
  expect(workflows.map(({ file }) => file)).toEqual(
    ["deploy", "drift", "plan", "retire", "unlock", "validate"].map((name) => `${name}.yml`),
  );
});

describe("validate.yml", () => {
  test.each([
    ["a pull request", events.pullRequest, "test validate-gate"],
    ["a fork", events.fork, "test validate-gate"],
    ["Dependabot", events.dependabot, "test validate-gate"],
    ["a merge queue", events.mergeGroup, "test validate-gate"],
    ["a push", events.push, "test validate-gate"],
    ["a push to another branch", events.pushElsewhere, ""],
    ["the schedule", events.schedule, ""],
    ["a dispatch", dispatch(), ""],
  ])("%s", async (_, event, jobs) => {
    expect(await jobsOf("validate.yml", { event })).toBe(jobs);
  });

  test.each(["failure", "cancelled", "skipped"] as const)("the gate comes when the tests end in %s", async (result) => {
    expect(await jobsOf("validate.yml", { event: events.push, results: { test: result } })).toBe("test validate-gate");
  });
});

describe("plan.yml", () => {
  const two = { synth: { shards: "[0,1]", count: "2" } };
  const none = { synth: { shards: "[]", count: "0" } };

  test.each([
    ["a pull request", events.pullRequest, two, {}, "synth plan×2 report plan-gate"],
    ["a pull request that affects nothing", events.pullRequest, none, {}, "synth report plan-gate"],
    ["a fork", events.fork, two, {}, "synth plan-gate"],
    ["Dependabot", events.dependabot, two, {}, "synth plan-gate"],
    ["a merge queue", events.mergeGroup, two, {}, "synth plan-gate"],
    ["a push", events.push, two, {}, ""],
    ["the schedule", events.schedule, two, {}, ""],
    ["a dispatch", dispatch(), two, {}, ""],
    ["a plan that fails", events.pullRequest, two, { plan: "failure" }, "synth plan×2 report plan-gate"],
    ["a plan that is cancelled", events.pullRequest, two, { plan: "cancelled" }, "synth plan×2 report plan-gate"],
    ["config that can't be synthesized", events.pullRequest, {}, { synth: "failure" }, "synth plan-gate"],
    ["a guard that stops it", events.pullRequest, two, { report: "failure" }, "synth plan×2 report plan-gate"],
  ] as const)("%s", async (_, event, outputs, results, jobs) => {
    expect(await jobsOf("plan.yml", { event, outputs, results })).toBe(jobs);
  });

  test("of a run that is cancelled only the gate is left", async () => {
    const run = { event: events.pullRequest, outputs: two, cancelledAfter: "synth" };

    expect(await jobsOf("plan.yml", run)).toBe("synth plan-gate");
  });
});

describe("deploy.yml", () => {
  const reportId = "5e0f".repeat(16);
  const waves = (...lists: readonly string[]) => ({
    pending: { shards: "[0,1,2,3,4,5]", count: "6" },
    report: { "report-id": reportId, ...Object.fromEntries(lists.map((list, index) => [`wave-${index + 1}`, list])) },
  });
  const jobs = (...scopes: readonly string[]) => JSON.stringify(scopes.map((scope, shard) => ({ scope, shard })));
  const every = waves(
    jobs("shared", "central-prod"),
    jobs("app-nonprod"),
    jobs("policies-nonprod"),
    jobs("app-prod", "app-prod"),
    jobs("policies-prod"),
  );
  const onlyProd = waves("[]", "[]", "[]", jobs("app-prod"), "[]");
  const held = waves("[]", "[]", "[]", "[]", "[]");
  const nothing = { pending: { shards: "[]", count: "0" } };
  const reported = "synth pending plan×6 report";
  const planned = `${reported} supersede waiting`;
  const wave1 = "wave-1×2(shared central-prod)";
  const later = "wave-2(app-nonprod) wave-3(policies-nonprod) wave-4×2(app-prod) wave-5(policies-prod)";

  test.each([
    ["a push", events.push, every, {}, `${planned} ${wave1} ${later} summary`],
    ["a push of which only prod accounts are left", events.push, onlyProd, {}, `${planned} wave-4(app-prod) summary`],
    ["a push that is held", events.push, held, {}, `${planned} summary`],
    ["a push with nothing to apply", events.push, nothing, {}, "synth pending supersede summary"],
    ["a dispatch", dispatch({ accept: "" }), every, {}, `${planned} ${wave1} ${later} summary`],
    ["a dispatch that accepts", dispatch({ accept: reportId }), every, {}, `${planned} ${wave1} ${later} summary`],
    ["a dispatch from another branch", dispatch({ accept: reportId }, "feature"), every, {}, ""],
    ["a push to another branch", events.pushElsewhere, every, {}, ""],
    ["a pull request", events.pullRequest, every, {}, ""],
    ["a fork", events.fork, every, {}, ""],
    ["a merge queue", events.mergeGroup, every, {}, ""],
    ["the schedule", events.schedule, every, {}, ""],
    ["config that can't be synthesized", events.push, {}, { synth: "failure" }, "synth unknown"],
    ["a ledger that can't be read", events.push, {}, { pending: "failure" }, "synth pending unknown"],
    // an older run may have what could not be planned here, reviewed and waiting
    ["some plans that fail", events.push, every, { plan: "failure" }, `${reported} waiting ${wave1} ${later} summary`],
    ["a report that fails", events.push, every, { report: "failure" }, `${reported} summary`],
    [
      "an issue that can't be written",
      events.push,
      every,
      { waiting: "failure" },
      `${planned} ${wave1} ${later} summary`,
    ],
    ["a first wave that fails", events.push, every, { "wave-1": "failure" }, `${planned} ${wave1} summary`],
    ["a first wave nobody approves", events.push, every, { "wave-1": "cancelled" }, `${planned} ${wave1} summary`],
    [
      "a second wave that fails",
      events.push,
      every,
      { "wave-2": "failure" },
      `${planned} ${wave1} wave-2(app-nonprod) summary`,
    ],
    [
      "a third wave that fails",
      events.push,
      waves(jobs("shared"), "[]", jobs("policies-nonprod"), jobs("app-prod"), jobs("policies-prod")),
      { "wave-3": "failure" },
      `${planned} wave-1(shared) wave-3(policies-nonprod) summary`,
    ],
    [
      "a fourth wave that fails",
      events.push,
      every,
      { "wave-4": "failure" },
      `${planned} ${wave1} wave-2(app-nonprod) wave-3(policies-nonprod) wave-4×2(app-prod) summary`,
    ],
  ] as const)("%s", async (_, event, outputs, results, expected) => {
    expect(await jobsOf("deploy.yml", { event, outputs, results })).toBe(expected);
  });

  test("one that leaves its turn to a newer one looks at nothing, and is no failure", async () => {
    const outputs = { ...every, synth: { turn: "newer" } };

    expect(await jobsOf("deploy.yml", { event: events.push, outputs })).toBe("synth");
  });

  test.each([
    ["before anything is known to be pending", "synth", "synth unknown"],
    ["before anything is applied", "plan", "synth pending plan×6 summary"],
    ["between two waves", "wave-1", `${planned} ${wave1} summary`],
  ])("a run that is cancelled %s", async (_, cancelledAfter, expected) => {
    expect(await jobsOf("deploy.yml", { event: events.push, outputs: every, cancelledAfter })).toBe(expected);
  });

  test.each([
    ["a push only plans", events.push, `${reported} waiting summary`],
    ["so does a dispatch without an id", dispatch({ accept: "" }), `${reported} waiting summary`],
    ["so does one with another id", dispatch({ accept: "0".repeat(64) }), `${reported} waiting summary`],
    ["one that accepts the report applies", dispatch({ accept: reportId }), `${planned} ${wave1} ${later} summary`],
  ])("where LOCKSTEP_DEPLOY is dispatch, or says something else, %s", async (_, event, expected) => {
    for (const value of ["dispatch", "Dispatch", "dispatch ", "manual"])
      expect(await jobsOf("deploy.yml", { event, outputs: every, vars: { LOCKSTEP_DEPLOY: value } })).toBe(expected);
  });

  test("where it is, a push applies nothing even if the report has lost its id", async () => {
    const outputs = { ...every, report: { ...every.report, "report-id": "" } };

    expect(await jobsOf("deploy.yml", { event: events.push, outputs, vars: { LOCKSTEP_DEPLOY: "dispatch" } })).toBe(
      `${reported} waiting summary`,
    );
  });
});

describe("drift.yml", () => {
  const two = { select: { shards: "[0,1]", count: "2" } };
  const whole = "synth select detect×2 classify issue";

  test.each([
    ["the schedule", events.schedule, two, {}, whole],
    ["a dispatch", dispatch({ all: true }), two, {}, whole],
    ["a dispatch from another branch", dispatch({ all: true }, "feature"), two, {}, ""],
    [
      "an hour without stacks",
      events.schedule,
      { select: { shards: "[]", count: "0" } },
      {},
      "synth select classify issue",
    ],
    ["stacks that can't be planned", events.schedule, two, { detect: "failure" }, whole],
    ["config that can't be synthesized", events.schedule, {}, { synth: "failure" }, "synth"],
    ["a ledger that can't be read", events.schedule, {}, { select: "failure" }, "synth select"],
    ["an issue that can't be read", events.schedule, two, { classify: "failure" }, "synth select detect×2 classify"],
    ["a pull request", events.pullRequest, two, {}, ""],
    ["a push", events.push, two, {}, ""],
  ] as const)("%s", async (_, event, outputs, results, jobs) => {
    expect(await jobsOf("drift.yml", { event, outputs, results })).toBe(jobs);
  });
});

describe("unlock.yml", () => {
  const inputs = { stack: "app-orders-prod", scope: "app-prod", "lock-id": "" };

  test.each([
    ["a dispatch", dispatch(inputs), {}, "synth agreed unlock(app-prod)"],
    ["a dispatch by the author", dispatch(inputs), { agreed: "failure" }, "synth agreed"],
    ["a dispatch from another branch", dispatch(inputs, "feature"), {}, ""],
    ["config that can't be synthesized", dispatch(inputs), { synth: "failure" }, "synth"],
    ["a push", events.push, {}, ""],
    ["a pull request", events.pullRequest, {}, ""],
  ] as const)("%s", async (_, event, results, jobs) => {
    expect(await jobsOf("unlock.yml", { event, results })).toBe(jobs);
  });
});

describe("retire.yml", () => {
  const inputs = { stack: "app-orders-prod", scope: "app-prod", confirm: "app-orders-prod" };

  test.each([
    ["a dispatch", dispatch(inputs), {}, "synth agreed status retire(app-prod)"],
    ["a dispatch by the author", dispatch(inputs), { agreed: "failure" }, "synth agreed status"],
    ["a status that could not be asked for", dispatch(inputs), { status: "failure" }, "synth agreed status"],
    ["a dispatch without the stack typed again", dispatch({ ...inputs, confirm: "app-orders" }), {}, ""],
    ["a dispatch from another branch", dispatch(inputs, "feature"), {}, ""],
    ["config that can't be synthesized", dispatch(inputs), { synth: "failure" }, "synth"],
    ["a push", events.push, {}, ""],
    ["a pull request", events.pullRequest, {}, ""],
  ] as const)("%s", async (_, event, results, jobs) => {
    expect(await jobsOf("retire.yml", { event, results })).toBe(jobs);
  });
});

test("a retire reads what the job before it has asked of the account", () => {
  const { content } = workflow("retire.yml");
  const runs = (job: string) => (content.jobs?.[job]?.steps ?? []).map(({ run = "" }) => run).join("\n");

  expect(runs("status")).toContain('account-status --stack "$STACK" --head synth/head --out status/status.json');
  expect(runs("retire")).toContain(
    'retire --stack "$STACK" --confirm "$CONFIRM" --head synth/head --status status/status.json',
  );
});

/** What each job may do beyond reading the repository, wherever it runs. */
const permitted = {
  "deploy.yml": {
    pending: "id-token",
    plan: "id-token",
    supersede: "actions",
    "wave-1": "id-token",
    "wave-2": "id-token",
    "wave-3": "id-token",
    "wave-4": "id-token",
    "wave-5": "id-token",
    summary: "issues",
    unknown: "issues",
    waiting: "issues",
  },
  "drift.yml": { select: "id-token", detect: "id-token", classify: "id-token", issue: "issues" },
  "plan.yml": { plan: "id-token", report: "pull-requests" },
  "retire.yml": { agreed: "id-token", status: "id-token", retire: "id-token" },
  "unlock.yml": { agreed: "id-token", unlock: "id-token" },
  "validate.yml": {},
};

test("these jobs may write, and no other", () => {
  const written = workflows.map(({ file, content }) => [
    file,
    Object.fromEntries(
      Object.entries(content.jobs ?? {})
        .map(([id, { permissions = {} }]) => [
          id,
          Object.keys(permissions)
            .filter((one) => permissions[one] === "write")
            .join(" "),
        ])
        .filter(([, writes]) => writes !== ""),
    ),
  ]);

  expect(Object.fromEntries(written)).toEqual(permitted);
});

test("a pull request from elsewhere starts nothing that may write or take a role", async () => {
  for (const event of [events.fork, events.dependabot]) {
    for (const one of workflows) {
      const running = await simulate(one, { event, outputs: { synth: { shards: "[0]", count: "1" } } });

      for (const [id, { permissions }] of running)
        expect(Object.values(permissions), `${one.file} ${id}`).not.toContain("write");
    }
  }
});

describe("the gates", () => {
  const gate = async (file: string, run: Run) => {
    const jobs = await simulate(workflow(file), run);
    const id = `${file.replace(".yml", "")}-gate`;
    const { contexts } = jobs.get(id)?.instances[0] ?? {};
    const condition = workflow(file).content.jobs?.[id]?.steps?.[0]?.if;
    if (!contexts || !condition) throw new Error(`${file} has no gate`);
    return isTruthy(evaluate(condition, contexts)) ? "red" : "green";
  };
  const outputs = { synth: { shards: "[0]", count: "1", expectation: "holds" } };

  test.each([
    ["a pull request", events.pullRequest],
    ["a fork", events.fork],
    ["a merge queue", events.mergeGroup],
  ] as const)("plan-gate: %s that expects something else than its base", async (_, event) => {
    for (const expectation of ["stands", ""]) {
      const synth = { ...outputs.synth, expectation };
      expect(await gate("plan.yml", { event, outputs: { synth } }), expectation).toBe("red");
    }
  });

  test.each([
    ["a pull request that is planned", events.pullRequest, {}, "green"],
    ["a fork", events.fork, {}, "green"],
    ["a merge queue", events.mergeGroup, {}, "green"],
    ["config that can't be synthesized", events.pullRequest, { synth: "failure" }, "red"],
    ["a fork's config that can't be synthesized", events.fork, { synth: "failure" }, "red"],
    ["a synthesis that is cancelled", events.pullRequest, { synth: "cancelled" }, "red"],
    ["a plan that fails", events.pullRequest, { plan: "failure" }, "red"],
    ["a plan that is cancelled", events.pullRequest, { plan: "cancelled" }, "red"],
    ["a guard that stops it", events.pullRequest, { report: "failure" }, "red"],
  ] as const)("plan-gate: %s", async (_, event, results, expected) => {
    expect(await gate("plan.yml", { event, results, outputs })).toBe(expected);
  });

  test("plan-gate: a run that is cancelled is red", async () => {
    expect(await gate("plan.yml", { event: events.pullRequest, outputs, cancelledAfter: "synth" })).toBe("red");
  });

  test.each([
    ["success", "green"],
    ["failure", "red"],
    ["cancelled", "red"],
    ["skipped", "red"],
  ] as const)("validate-gate: tests that end in %s", async (result, expected) => {
    expect(await gate("validate.yml", { event: events.push, results: { test: result } })).toBe(expected);
  });
});
