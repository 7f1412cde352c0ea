import { describe, expect, test } from "vitest";
import {
  type DriftFinding,
  findingsFile,
  findingsIn,
  hiddenFindings,
} from "../../../src/delivery/handoff/drift-findings.ts";

const seenAt = "2026-11-23T07:00:00.000Z";
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

describe("what is hidden in the issue", () => {
  const hidden = (data: unknown) => hiddenFindings(data as readonly DriftFinding[]);

  test("is read again, whatever stands around it", () => {
    for (const [before, behind] of [
      ["", ""],
      ["a\r\n", "\r\nb --> c"],
    ]) {
      expect(findingsIn(`${before}${hidden([finding()])}${behind}`)).toEqual([finding()]);
    }
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

test("what is hidden takes no more room than it needs", () => {
  expect(findingsFile.text({ findings: [finding()] })).toBe(
    `${JSON.stringify({ version: 2, findings: [finding()] })}\n`,
  );
});
