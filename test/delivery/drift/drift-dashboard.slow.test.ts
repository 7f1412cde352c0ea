import { describe, expect, test } from "vitest";
import { driftDashboard } from "../../../src/delivery/drift/drift-dashboard.ts";
import { type DriftFinding, findingsIn } from "../../../src/delivery/handoff/drift-findings.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";

const seenAt = "2026-11-23T07:00:00.000Z";
const later = "2026-11-23T08:10:00.000Z";
const finding = ({
  stacks = { "app-a": seenAt },
  ...more
}: Partial<DriftFinding> & { readonly stacks?: Readonly<Record<string, string>> } = {}): DriftFinding => ({
  rule: "stack-drifted",
  severity: "error",
  place: { scope: "app-prod", stacks },
  ...{ got: "retention 90d → 35d on gold/daily", why: "", use: "" },
  shape: "a".repeat(64),
  lines: ["! aws_organizations_policy.gold_policy", "    retention 90d → 35d on gold/daily"],
  ...more,
});
const gone = (stack: string, got: string): Diagnostic<StackResource> => ({
  ...{ rule: "stack-removed", severity: "error", place: { stack, address: stack, path: [] } },
  ...{ got, why: "", use: "" },
});
const nothing = { findings: [], pending: {}, removed: [] };

describe("the text of the issue", () => {
  test("is empty when nothing is wrong", () => {
    expect(driftDashboard(nothing)).toBe("");
  });

  test("is empty when AWS has only added a setting, which is told where something else is", () => {
    const notes = ["AWS has added isNew to global_settings"];

    expect(driftDashboard({ ...nothing, notes })).toBe("");
    expect(driftDashboard({ ...nothing, notes, pending: { "app-f": "was never applied" } })).toContain(
      "### Settings that AWS has changed\n\n- AWS has added isNew to global\\_settings\n",
    );
  });

  test("tells what is wrong, what is pending and what is gone, by kind", () => {
    const findings = [
      finding({
        rule: "stack-unseen",
        shape: "",
        got: "timeout",
        lines: ["Error: timeout"],
        stacks: { "app-c": seenAt },
      }),
      finding({ stacks: { "app-b": later, "app-a": seenAt } }),
      finding({ rule: "stack-not-ready", shape: "", got: "no way in", lines: [], stacks: { "app-d": seenAt } }),
    ];
    const text = driftDashboard({
      findings,
      pending: { "app-f": "was never applied", "app-e": "was never applied" },
      removed: [gone("app-g", "got no file")],
    });

    expect(text.slice(0, text.indexOf("<!--"))).toBe(`### Merged and not applied: 2 stacks

Approve the deploy that waits for it, or dispatch deploy.

- was never applied: \`app-e\`, \`app-f\`

### No longer synthesized: 1 stack

What they made stays in AWS, and nobody plans it.

- \`app-g\`: got no file

### Changed beside the pipeline: 2 stacks

What AWS holds is not what was applied. Each line shows what an apply would put back: find out who changed it and why, then either dispatch deploy or write the change into config.

- **2 stacks** of \`app-prod\`: \`retention 90d → 35d on gold/daily\`: \`app-a\`, \`app-b\`, seen last 2026-11-23T07:00Z to 2026-11-23T08:10Z

<details><summary>one of them in full</summary>

\`\`\`diff
! aws_organizations_policy.gold_policy
    retention 90d → 35d on gold/daily
\`\`\`

</details>

### No way in any more: 1 stack

The pipeline's roles are gone from these accounts: check the StackSet of bootstrap and the account's OU.

- **1 stack** of \`app-prod\`: \`no way in\`: \`app-d\`, seen last 2026-11-23T07:00Z

### Could not be looked at: 1 stack

Whether these have drifted is not known: see what Terraform said.

- **1 stack** of \`app-prod\`: \`timeout\`: \`app-c\`, seen last 2026-11-23T07:00Z

<details><summary>what Terraform said of one of them</summary>

\`\`\`diff
Error: timeout
\`\`\`

</details>

`);
    expect(new Set(findingsIn(text))).toEqual(new Set(findings));
  });

  test.each([
    ["one change in 5,000 stacks", 1, 5000],
    ["5,000 changes in a stack each", 5000, 1],
    ["200 changes in 25 stacks each", 200, 25],
  ])("fits into an issue with %s, and what the next run reads in it is whole", (_, clusters, size) => {
    const long = "x".repeat(100);
    const findings = Array.from({ length: clusters }, (_, cluster) =>
      finding({
        shape: String(cluster).padStart(64, "0"),
        lines: Array.from({ length: 40 }, () => "y".repeat(300)),
        stacks: Object.fromEntries(
          Array.from({ length: size }, (_, stack) => [`app-${long}-${cluster}-${stack}`, seenAt]),
        ),
      }),
    );
    const pending = Object.fromEntries(
      Array.from({ length: 5000 }, (_, stack) => [`app-${long}-p${stack}`, `r${stack}`]),
    );
    const removed = Array.from({ length: 5000 }, (_, stack) => gone(`app-r${stack}`, long));

    const text = driftDashboard({ findings, pending, removed });

    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toContain("### Merged and not applied: 5,000 stacks\n");
    expect(text).toContain("### Changed beside the pipeline: 5,000 stacks\n");
    expect(text).toMatch(/And [\d,]+ more entries, for which there is no room here\./);
    const kept = findingsIn(text) ?? [];
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.flatMap(({ place }) => Object.keys(place.stacks)).length).toBeGreaterThan(30);
  });

  test("findings of one kind stand by how many stacks they are of, then by scope", () => {
    const of = (got: string, scope: string, ...stacks: readonly string[]) =>
      finding({ got, place: { scope, stacks: Object.fromEntries(stacks.map((stack) => [stack, seenAt])) } });
    const findings = [
      of("third", "policies-prod", "policies-prod"),
      of("second", "app-prod", "app-c"),
      of("first", "app-prod", "app-a", "app-b"),
    ];

    const text = driftDashboard({ ...nothing, findings });

    expect(text).toContain("### Changed beside the pipeline: 4 stacks\n");
    expect([...text.matchAll(/^- .*`: `(\w+)`: /gm)].map(([, got]) => got)).toEqual(["first", "second", "third"]);
  });

  test("twenty stacks of a finding, or of a reason, are named", () => {
    const names = Array.from({ length: 21 }, (_, index) => `app-${index + 10}`);
    const textOf = (stacks: readonly string[]) =>
      driftDashboard({
        ...nothing,
        findings: [finding({ stacks: Object.fromEntries(stacks.map((stack) => [stack, seenAt])) })],
        pending: Object.fromEntries(stacks.map((stack) => [stack, "was never applied"])),
      });

    expect(textOf(names.slice(1)).match(/`app-29`, `app-30`(, seen|\n)/g)).toHaveLength(2);
    expect(textOf(names).match(/`app-28`, `app-29` and 1 more(, seen|\n)/g)).toHaveLength(2);
  });

  test("what was got is told as far as 400 signs go", () => {
    const textOf = (length: number) => driftDashboard({ ...nothing, findings: [finding({ got: "x".repeat(length) })] });

    expect(textOf(400)).toContain(`: \`${"x".repeat(400)}\`: `);
    expect(textOf(401)).toContain(`: \`${"x".repeat(400)}…\`: `);
  });

  test("in full means within a fence of its own, and where there is nothing in full there is none", () => {
    expect(driftDashboard({ ...nothing, findings: [finding({ lines: [] })] })).not.toContain("<details>");
  });

  /** What is shown of entries, filled up with one that is `last` units longer, and what is said of the rest. */
  const others = (last: number) =>
    driftDashboard({
      ...nothing,
      removed: Array.from({ length: 11 }, (_, index) => gone("app-r", "x".repeat(index === 10 ? last : 950))),
    }).split("\n\n<!--")[0] ?? "";
  const drifted = (last: number) =>
    driftDashboard({
      ...nothing,
      findings: Array.from({ length: 81 }, (_, index) =>
        finding({
          got: `${index}`,
          lines: ["y".repeat(index === 80 ? last : 144)],
          stacks: { [`app-${index}`]: seenAt },
        }),
      ),
    }).split("\n\n<!--")[0] ?? "";

  test.each([
    ["of stacks that are pending or gone, as much as 10,000 units hold", others, 10_000],
    ["of findings, as much as 24,000 units hold", drifted, 24_000],
  ])("it shows %s, blank lines behind each counted", (_, shown, most) => {
    const rest = "And 1 more entry, for which there is no room here.";
    const fits = Array.from({ length: 300 }, (_, last) => last).filter((last) => !shown(last).endsWith(rest));
    expect(fits.length).toBeGreaterThan(0);
    expect(fits.length).toBeLessThan(300);
    expect(Math.max(...fits.map((last) => shown(last).length))).toBe(most - "\n\n".length);
    expect(shown(fits.length)).toContain(rest);
  });

  test("nothing in it ends its comment, speaks to people or makes Markdown", () => {
    const text = driftDashboard({
      ...nothing,
      findings: [finding({ got: "--> @team `x`", lines: ["``` </details> <!-- -->"] })],
    });

    expect(text).toContain("`` --> @team `x` ``");
    expect(text).toContain("````diff\n``` </details> <\u200b!-- -->\n````");
    expect(findingsIn(text)).toHaveLength(1);
  });
});

describe("what the next run reads in it", () => {
  const keptOf = (findings: readonly DriftFinding[]) => findingsIn(driftDashboard({ ...nothing, findings })) ?? [];
  const stacksOf = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`app-${String(index).padStart(4, "0")}`, seenAt]));

  test("are the findings themselves, as long as they take 18,000 units of JSON", () => {
    const findings = (last: number) =>
      Array.from({ length: 20 }, (_, index) =>
        finding({ shape: `${index}`, lines: ["y".repeat(index === 19 ? last : 700)] }),
      );
    const room = 18_000 - JSON.stringify(findings(0)).length;

    expect(keptOf(findings(room))).toEqual(findings(room));
    expect(keptOf(findings(room + 1))).toEqual(findings(0).map((each) => ({ ...each, lines: [] })));
  });

  test("are beyond that as many stacks as there is room for, from the largest finding on, with what is got cut to 200 signs", () => {
    const large = finding({ shape: "l", got: "g".repeat(300), stacks: stacksOf(600) });
    const small = finding({ shape: "s", stacks: { "app-x": seenAt } });
    const bare = { ...large, got: `${"g".repeat(200)}…`, lines: [], place: { ...large.place, stacks: {} } };
    // a stack with its time and what stands between them
    const perStack = JSON.stringify(["app-0000", seenAt]).length + 1;
    const most = Math.floor((18_000 - JSON.stringify([bare]).length) / perStack);

    const kept = keptOf([small, large]);

    expect(most).toBeLessThan(600);
    expect(kept).toEqual([{ ...bare, place: { ...bare.place, stacks: stacksOf(most) } }]);
  });

  test("are those of all findings, where only their words take too much room", () => {
    const findings = Array.from({ length: 40 }, (_, index) =>
      finding({ shape: `${index}`, lines: ["y".repeat(500)], stacks: { [`app-${index + 10}`]: seenAt } }),
    );

    expect(keptOf(findings)).toEqual(findings.map((each) => ({ ...each, lines: [] })));
  });
});
