import { describe, expect, test } from "vitest";
import { driftDashboard } from "../../../src/delivery/drift/drift-dashboard.ts";
import { type DriftFinding, findingsIn, hiddenFindings } from "../../../src/delivery/handoff/drift-findings.ts";
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
/** As issues held it until November 2026. */
const former = {
  ...{ class: "drift", scope: "app-prod", shape: "a".repeat(64), title: "retention 90d → 35d on gold/daily" },
  lines: ["! aws_organizations_policy.gold_policy", "    retention 90d → 35d on gold/daily"],
  stacks: { "app-a": seenAt },
};
const comment = (text: string) => `<!-- lockstep-drift-data ${Buffer.from(text).toString("base64")} -->`;
const gone = (stack: string, got: string): Diagnostic<StackResource> => ({
  ...{ rule: "stack-removed", severity: "error", place: { stack, address: stack, path: [] } },
  ...{ got, why: "", use: "" },
});
const nothing = { findings: [], pending: {}, removed: [] };

describe("the text of the issue", () => {
  test("is empty when nothing is wrong", () => {
    expect(driftDashboard(nothing)).toBe("");
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

describe("what is hidden in the issue", () => {
  const hidden = (data: unknown) => hiddenFindings(data as readonly DriftFinding[]);

  test("is read again, whatever stands around it", () => {
    expect(findingsIn(`a\r\n${hidden([finding()])}\r\nb`)).toEqual([finding()]);
  });

  test.each([
    ["the list alone", [former]],
    ["the first version", { version: 1, findings: [former] }],
  ])("is read where an earlier Lockstep wrote %s", (_, data) => {
    expect(findingsIn(comment(JSON.stringify(data)))).toEqual([finding()]);
  });

  test.each([
    ["drift", "stack-drifted"],
    ["not-ready", "stack-not-ready"],
    ["error", "stack-unseen"],
  ])("of an earlier Lockstep %s is now %s", (cls, rule) => {
    expect(findingsIn(comment(JSON.stringify([{ ...former, class: cls }])))).toMatchObject([{ rule }]);
  });

  test.each([
    ["nothing", ""],
    ["the start alone", "<!-- lockstep-drift-data abc"],
    ["no JSON", "<!-- lockstep-drift-data abc -->"],
    ["no list", hidden({})],
    ["another rule", hidden([{ ...finding(), rule: "fine" }])],
    ["another class, as it was", comment(JSON.stringify([{ ...former, class: "fine" }]))],
    ["a version between", comment(JSON.stringify({ version: 1.5, findings: [former] }))],
    ["a name that would be Markdown", hidden([finding({ stacks: { "[x](https://x)": seenAt } })])],
    ["no time", hidden([finding({ stacks: { "app-a": "soon" } })])],
    ["more than it holds", hidden([{ ...finding(), more: 1 }])],
  ])("%s is nothing that can be read", (_, text) => {
    expect(findingsIn(text)).toBe(null);
  });
});
