import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { StackSummary } from "../../../src/delivery/handoff/stack-summary.ts";
import { holdBack } from "../../../src/delivery/report/hold-back.ts";
import {
  longestComment,
  longestJobSummary,
  planMarker,
  renderComment,
  renderJobSummary,
} from "../../../src/delivery/report/render-report.ts";
import type { ReportInput } from "../../../src/delivery/report/report-input.ts";
import { reviewedOf } from "../../../src/delivery/report/reviewed.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";
import type { PlanAction } from "../../../src/delivery/terraform/plan-json.ts";
import type { Scope } from "../../../src/names.ts";
import { runs } from "../../support/soak.ts";
import { affectedStack, nothingAffected } from "../affected/support/trees.ts";
import { agreed } from "./support/agreed.ts";
import { fleetOf, guarded, onboarding, single } from "./support/fleets.ts";
import { change, created, failed, inputOf, plan, summaryOf, updated } from "./support/plans.ts";

const golden = (name: string) => resolve("test/golden", `report-${name}.md`);

/** The same report in a deploy, after these were reviewed. */
function deployed(input: ReportInput, shown: readonly StackSummary[], accept?: string): ReportInput {
  const reviewed = reviewedOf("c0ffee", shown);
  return { ...input, deploy: { ...holdBack(input.summaries, input.decision, reviewed, agreed, accept), reviewed } };
}

test.each([
  ["1", single],
  ["200", () => fleetOf(200, 7)],
  ["5000", () => fleetOf(5000, 7)],
  ["onboarding", onboarding],
  ["guarded", guarded],
  ["held", () => deployed(fleetOf(20, 3), fleetOf(20, 3).summaries.slice(2, 9))],
])("the comment of report-%s.md", async (name, input) => {
  await expect(renderComment(input())).toMatchFileSnapshot(golden(name));
});

const part = (text: string, heading: string) => text.split(/^(?=#)/m).find((each) => each.startsWith(heading)) ?? "";

test.each<[string, () => ReportInput, string]>([
  ["one stack of 16", single, "1 stack changes, nothing changes for the other 15."],
  ["a new account", onboarding, "1 stack is created, 2 change, nothing changes for the other 13."],
  [
    "everything that can go wrong",
    guarded,
    "5 stacks change, 2 could not be planned, 1 is left behind, 1 is applied by a person, nothing changes for the other 8.",
  ],
  ["nothing", () => inputOf([]), "Nothing changes for all 16 stacks."],
  ["no stack", () => inputOf([], { affected: { ...nothingAffected, unchanged: 0 } }), "There is no stack."],
  [
    "one of two stacks, and accounts that are not ready",
    () =>
      inputOf(
        [
          summaryOf("shared", "shared", plan(updated("aws_x.a", { a: 1 }, { a: 2 }))),
          failed("app-a", "app-prod", "", "not-ready"),
          failed("app-b", "app-prod", "", "not-ready"),
        ],
        {
          affected: {
            ...nothingAffected,
            changed: ["shared", "app-a", "app-b"].map((stack) => affectedStack(stack, "shared", { wave: 1 })),
            unchanged: 1,
          },
        },
      ),
    "1 stack changes, 2 are not ready, nothing changes for the other one.",
  ],
  [
    "one stack that stays",
    () => inputOf([summaryOf("shared", "shared", plan())], { affected: { ...nothingAffected, unchanged: 0 } }),
    "Nothing changes for the one stack.",
  ],
  [
    "the only stack",
    () =>
      inputOf([summaryOf("shared", "shared", plan(updated("aws_x.a", { a: 1 }, { a: 2 })))], {
        affected: { ...nothingAffected, unchanged: 0 },
      }),
    "1 stack changes, no stack stays as it is.",
  ],
])("the headline of %s", (_, input, headline) => {
  expect(renderComment(input()).trimEnd().split("\n\n")[2]).toBe(headline);
});

test("guards come first, then what is lost, then waves, then what could not be planned", () => {
  const headings = [...renderComment(guarded()).matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);

  expect(headings).toEqual([
    "⛔ Stopped by the guard: 6 findings",
    "Let pass by `config/allowances.yaml`: 1 finding",
    "Deleted, replaced or left behind: 3 resources",
    "Wave 1: 1 stack",
    "Wave 4: 3 stacks",
    "Wave 5: 1 stack",
    "Could not be planned: 2 stacks",
    "Left behind: 1 stack",
    "Applied by a person: 1 stack",
    "Not judged: 3 stacks of 8 affected ones",
  ]);
});

const retention = (after: number) => plan(updated("aws_x.daily", { days: 35 }, { days: after }));
const accounts = (count: number, days: (index: number) => number) =>
  Array.from({ length: count }, (_, index) =>
    summaryOf(`app-${String(index).padStart(2, "0")}`, "app-nonprod", retention(days(index))),
  );
const rows = (input: ReportInput) => [...renderComment(input).matchAll(/^- (\*\*.*)$/gm)].map(([, row]) => row);

test("accounts that change alike are one row, others are rows of their own, the largest first", () => {
  expect(rows(inputOf(accounts(14, (index) => (index < 2 ? 60 : 90))))).toEqual([
    "**12 application accounts** (non-prod) · 1 update · `aws_x.daily`",
    "**2 application accounts** (non-prod) · 1 update · `aws_x.daily`",
  ]);
});

test.each([
  [20, /`app-19`$/m],
  [21, /`app-19` and 1 more$/m],
])("of %i stacks that change alike the first twenty are named", (count, end) => {
  expect(renderComment(inputOf(accounts(count, () => 90)))).toMatch(end);
});

test("a deploy says of each row whether it is as reviewed, and how to accept what is not", () => {
  const summaries = [
    summaryOf("app-a", "app-prod", retention(90)),
    summaryOf("app-b", "app-prod", retention(91)),
    summaryOf("app-c", "app-prod", retention(92)),
  ];
  const shown = [summaries[0], summaryOf("app-b", "app-prod", retention(60))].filter((each) => each !== undefined);
  const input = deployed(inputOf(summaries), shown);
  const id = input.deploy?.reportId ?? "";

  expect(rows(input)).toEqual([
    "**`app-a`** application account (prod) · 1 update · `aws_x.daily` · as reviewed",
    "**`app-b`** application account (prod) · 1 update · `aws_x.daily` · **held**: comes to something else than what was reviewed",
    "**`app-c`** application account (prod) · 1 update · `aws_x.daily` · **held**: no pull request showed this change",
  ]);
  expect(renderComment(input)).toContain(
    `**2 changed stacks of 3 are held back** and will not be applied. Report \`${id}\`.`,
  );
  expect(renderComment(input)).toContain(`\ngh workflow run deploy.yml -f accept=${id}\n`);

  expect(rows(deployed(inputOf(summaries), shown, id)).map((row) => row?.split(" · ").at(-1))).toEqual([
    "accepted",
    "accepted",
    "accepted",
  ]);
  expect(renderComment(deployed(inputOf(summaries), [], sha256("another")))).toContain(
    "these plans differ from those that were accepted",
  );
});

test("errors stand in a fence that they cannot close, once for all stacks that failed alike", () => {
  const error = "Error: no\n```\n# @everyone <!-- lockstep:plan -->";
  const text = renderComment(
    inputOf([failed("app-a", "app-prod", error), failed("app-b", "app-prod", error), failed("app-c", "app-prod", "x")]),
  );

  expect(part(text, "### Could not be planned: 3 stacks")).toContain(
    "- failed: `app-a`, `app-b`\n\n  ````\n  Error: no\n  ```\n  # @everyone <\u200b!-- lockstep:plan -->\n  ````\n",
  );
});

test("accounts that are not ready say what to do", () => {
  const text = renderComment(inputOf([failed("app-a", "app-prod", "", "not-ready")]));

  expect(text).toContain(
    "- not ready: `app-a`: the roles of the pipeline are not there yet; see that the account is in a unit that the bootstrap deploys them to, then plan again",
  );
});

test("the order in which summaries are found makes no difference", () => {
  const input = fleetOf(60, 11);
  const summaries = [...input.summaries];

  fc.assert(
    fc.property(fc.shuffledSubarray(summaries, { minLength: summaries.length }), (shuffled) => {
      const other = { ...input, summaries: shuffled };
      expect(renderComment(other)).toBe(renderComment(input));
      expect(renderJobSummary(other)).toBe(renderJobSummary(input));
    }),
    { numRuns: runs(20, 200) },
  );
});

// --- what a hostile or broken input can do ---

const nasty = fc.oneof(
  fc.constantFrom(
    "<!-- lockstep:plan -->",
    "```",
    "`a`|b",
    "@octocat #1 https://example.com",
    "</details><script>",
    "constructor",
    "\u202eabc\u0007",
    "🙂".repeat(300),
    "\ud800",
    "a\n\n# heading\n- item",
    "x".repeat(70_000),
  ),
  fc.string({ unit: "binary", maxLength: 60 }),
);
const actions: fc.Arbitrary<readonly PlanAction[]> = fc.constantFrom<readonly PlanAction[]>(
  ["create"],
  ["update"],
  ["delete"],
  ["delete", "create"],
  ["forget"],
  ["no-op"],
);
const path = fc.array(fc.oneof(nasty, fc.nat(9)), { maxLength: 5 });
const attribute = fc.record({ path, before: fc.option(nasty), after: fc.option(nasty) });
const summary: fc.Arbitrary<StackSummary> = fc.record({
  stack: nasty,
  scope: fc.oneof(fc.constantFrom("app-prod", "app-nonprod", "shared", "constructor"), nasty) as fc.Arbitrary<Scope>,
  wave: fc.integer({ min: 0, max: 400 }),
  outcome: fc.constantFrom("unchanged", "changed", "failed", "not-ready"),
  digest: fc.constant(sha256("d")),
  shape: nasty,
  changes: fc.array(
    fc.record({ address: nasty, type: nasty, actions, attributes: fc.array(attribute, { maxLength: 60 }) }),
    { maxLength: 6 },
  ),
  violations: fc.array(
    fc.record({
      rule: nasty,
      severity: fc.constantFrom("error", "warning"),
      place: fc.record({ stack: nasty, address: nasty, path }),
      got: nasty,
      why: nasty,
      use: nasty,
    }),
    { maxLength: 4 },
  ),
  error: nasty,
  planFile: fc.constant(null),
});
const allowance = fc.record({ reason: nasty, expires: nasty });
const input = fc.tuple(fc.array(summary, { maxLength: 40 }), allowance).map(([summaries, allowance]): ReportInput => {
  const found = summaries.flatMap(({ violations }) => violations);
  return inputOf(summaries, {
    decision: {
      standing: found.filter(({ severity }) => severity === "error"),
      allowed: found.filter(({ severity }) => severity !== "error").map((violation) => ({ ...violation, allowance })),
      notJudged: summaries.map(({ stack }) => stack),
      unused: [],
    },
  });
});
/** One input many times over, each time a little different. */
const grown = fc.tuple(input, fc.integer({ min: 1, max: 60 })).map(([one, times]) => {
  const summaries = Array.from({ length: times }, (_, index) =>
    one.summaries.map((each) => ({
      ...each,
      stack: `${each.stack}-${index}`,
      shape: `${each.shape}-${index}`,
      wave: each.wave + index,
    })),
  ).flat();
  return { ...one, summaries };
});

test("whatever is in the plans, comment and job summary keep their limits and their one marker", () => {
  fc.assert(
    fc.property(grown, (each) => {
      const [comment, jobSummary] = [renderComment(each), renderJobSummary(each)];

      expect(comment.length).toBeLessThanOrEqual(longestComment);
      expect(Buffer.byteLength(jobSummary)).toBeLessThanOrEqual(longestJobSummary);
      for (const text of [comment, jobSummary]) {
        expect(text.startsWith(`${planMarker}\n`)).toBe(true);
        expect(text.split("<!--")).toHaveLength(2);
        expect(Buffer.from(text).toString()).toBe(text);
        expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
      }
    }),
    { numRuns: runs(20, 400) },
  );
});

test("a report that is too long for a comment says how much more there is, and holds every heading", () => {
  const many = Array.from({ length: 3000 }, (_, index) =>
    summaryOf(`app-${index}`, (index % 2 === 0 ? "app-prod" : "app-nonprod") as Scope, retention(100 + index)),
  );
  const lost = failed("app-lost", "app-prod", `Error: gone\n${"because\n".repeat(30)}`);
  const text = renderComment(inputOf([...many, lost]));

  expect(text.length).toBeGreaterThan(longestComment - 1000);
  expect(text.length).toBeLessThanOrEqual(longestComment);
  expect([...text.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading)).toEqual([
    "Wave 2: 1,500 stacks",
    "Wave 4: 1,500 stacks",
    "Could not be planned: 1 stack",
    "Not judged: 1 stack of 3,001 affected ones",
  ]);
  expect(text).toMatch(/^- and [\d,]+ more rows in the job summary$/m);
  expect(part(text, "### Could not be planned")).toContain("- failed: `app-lost`\n\n  ```\n  Error: gone\n  because\n");
  expect(renderJobSummary(inputOf([...many, lost])).match(/^- \*\*/gm)?.length).toBeGreaterThan(
    text.match(/^- \*\*/gm)?.length ?? 0,
  );
});

const secret = "hunter2-correct-horse";
const shared = { before: { password: "before", n: 1 }, after: { password: secret, n: 2 } };

test.each<[string, StackSummary]>([
  [
    "in a sensitive value",
    summaryOf(
      "app-a",
      "app-prod",
      plan(
        updated("aws_x.a", shared.before, shared.after, {
          after_sensitive: { password: true },
          before_sensitive: { password: true },
        }),
      ),
    ),
  ],
  [
    "in a resource that is sensitive as a whole",
    summaryOf(
      "app-a",
      "app-prod",
      plan(updated("aws_x.a", shared.before, shared.after, { after_sensitive: true, before_sensitive: true })),
    ),
  ],
  [
    "deep in a list that is sensitive in one place",
    summaryOf(
      "app-a",
      "app-prod",
      plan(
        updated(
          "aws_x.a",
          { list: [{ a: "x", n: 1 }] },
          { list: [{ a: secret, n: 2 }] },
          { after_sensitive: { list: [{ a: true }] } },
        ),
      ),
    ),
  ],
  [
    "in a policy that is sensitive",
    summaryOf(
      "app-a",
      "app-prod",
      plan(
        updated(
          "aws_organizations_policy.a",
          { content: "{}" },
          { content: JSON.stringify({ plans: { [secret]: 1 } }) },
          { after_sensitive: { content: true } },
        ),
      ),
    ),
  ],
  [
    "in an output",
    summaryOf("app-a", "app-prod", {
      ...plan(updated("aws_x.a", { n: 1 }, { n: 2 })),
      output_changes: { o: { actions: ["create"], before: null, after: secret } },
    }),
  ],
])("a secret %s never appears, while that it changes does", (_, summary) => {
  const input = inputOf([summary]);

  expect(summary.outcome).toBe("changed");
  for (const text of [renderComment(input), renderJobSummary(input), JSON.stringify(reviewedOf("c", [summary]))]) {
    expect(text).not.toContain(secret);
    expect(text).toContain("app-a");
  }
});

test("every block of code is closed, and every part that opens closes", () => {
  for (const each of [fleetOf(200, 5), guarded(), onboarding()]) {
    const text = renderComment(each);
    expect(text.match(/^\s*`{3,}/gm)?.length ?? 0).toSatisfy((fences: number) => fences % 2 === 0);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  }
});

test("what a person applies is told by its addresses", () => {
  const input = inputOf([], {
    affected: { ...nothingAffected, changed: [affectedStack("bootstrap", "bootstrap", { wave: null })] },
  });

  expect(part(renderComment(input), "### Applied by a person: 1 stack")).toContain("! aws_kms_key.a: policy");
  expect(input.decision.notJudged).toEqual([]);
});

test("of a new stack it is said how its vaults are locked, and of one without a vault nothing about locks", () => {
  const vault = created("aws_backup_vault.eu-west-2_vault", { name: "lockstep-local" });
  const role = created("aws_iam_role.auditor_role", { name: "lockstep-auditor" });
  // it exists already, and this change makes none
  const renamed = updated("aws_backup_vault.vault", { tags: { a: "1" } }, { tags: { a: "2" } });
  const summaries = [
    summaryOf("app-a", "app-prod", plan(vault, role)),
    summaryOf("app-b", "app-prod", plan(role)),
    summaryOf("app-c", "app-prod", plan(role, renamed)),
  ];
  const added = summaries.map(({ stack }) => affectedStack(stack, "app-prod", { wave: 4 }));

  const text = renderComment(inputOf(summaries, { affected: { ...nothingAffected, added } }));

  const rowOf = (stack: string) => text.split("\n").find((line) => line.startsWith(`- **\`${stack}\`**`));
  expect(rowOf("app-a")).toMatch(/ · gets 1 vault and 1 role in `eu-west-2` · not locked$/);
  expect(rowOf("app-b")).toMatch(/ · gets 1 role$/);
  expect(rowOf("app-c")).toMatch(/ · gets 1 role$/);
});

test("what exists already and is taken over is counted apart from what is created, and what is not is told", () => {
  const tags = { tags_all: { "lockstep:stack": "central-prod" } };
  const taken = (address: string, id: string, actions: readonly PlanAction[] = ["no-op"]) =>
    change(address, { actions, before: { ...tags, days: 7 }, after: { ...tags, days: 30 }, importing: { id } });
  const changes = plan(
    taken("aws_iam_role.auditor_role", "lockstep-auditor"),
    taken("aws_kms_key.eu-west-2_key", "k-1", ["update"]),
    created("aws_backup_vault.eu-west-2_vault", { name: "lockstep-central-prod" }),
  );
  const recovery = { apply: "7/1", notes: ["arn:aws:kms:eu-west-2:333333333333:key/k-2 is used by nothing"] };

  const text = renderComment(inputOf([summaryOf("central-prod", "central-prod", changes, { recovery })]));

  expect(text).toContain("- **`central-prod`** · 1 create, takes over 2 that exist already · ");
  expect(text).toContain("! aws_iam_role.auditor_role (exists already, and is taken over)\n");
  expect(text).toContain("! aws_kms_key.eu-west-2_key (exists already, and is taken over)\n      days: 7 → 30\n");
  expect(part(text, "### Exists, or may exist, and is not taken over: 1 finding")).toMatch(
    /^- `central-prod`: arn:.*is used by nothing$/m,
  );
});
