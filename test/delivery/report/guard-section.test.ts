import { expect, test } from "vitest";
import { allowedSection, standingSection } from "../../../src/delivery/report/guard-section.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";

const found = (stack: string, address: string, more: object = {}): Diagnostic<StackResource> => ({
  ...{ rule: "key-weakened", severity: "error", place: { stack, address, path: [] } },
  ...{ got: "the key is not rotated any more", why: "", use: "keep enable_key_rotation" },
  ...more,
});
const decision = { standing: [], allowed: [], notJudged: [], unused: [] };

test("what stands is told with why its rule stops it, and with the entry that lets the first one pass", () => {
  const standing = [
    found("app-b", "aws_kms_key.a"),
    found("app-a", 'aws_kms_key.a["x"]'),
    found("app-a", "aws_kms_key.a"),
    found("fleet", "fleet", { rule: "no-rule", got: "all goes", use: "stop!" }),
  ];

  const [section, ...others] = standingSection({ ...decision, standing });

  expect(others).toEqual([]);
  expect(section).toMatchObject({
    heading: "### ⛔ Stopped by the guard: 4 findings",
    intro: "Change it back, or have an entry in `config/allowances.yaml` reviewed for each that is meant.",
    noun: "finding",
  });
  const rotated = "the key is not rotated any more; keep enable\\_key\\_rotation.";
  const texts = section?.items.map(({ text }) => text) ?? [];
  expect(texts.map((text) => text.replace(/(rotation\.) [A-Z].*$/, "$1 (why)"))).toEqual([
    `- **key-weakened** in \`app-a\`, \`app-b\`, \`aws_kms_key.a\`: ${rotated} (why)`,
    `- **key-weakened** in \`app-a\`, \`aws_kms_key.a["x"]\`: ${rotated} (why)`,
    "- **no-rule** in `fleet`: all goes; stop!",
  ]);
  expect(section?.items.map(({ short }) => short)).toEqual(texts);
  expect(section?.closing).toBe(
    [
      "An entry that lets the first one pass:\n",
      "```yaml",
      "- stack: app-b",
      '  address: "aws_kms_key.a"',
      "  action: key-weakened",
      "  reason: why it is meant",
      "  expires: the last day it holds, at most 30 days ahead",
      "```",
    ].join("\n"),
  );
});

test("what reviewers let pass is told once more, until when and why", () => {
  const allowance = { reason: "decided in 2026", expires: "2026-12-20" };
  const allowed = ["app-b", "app-a"].map((stack) => ({ ...found(stack, "aws_kms_key.a"), allowance }));
  const text =
    "- **key-weakened** in `app-a`, `app-b`, `aws_kms_key.a`: the key is not rotated any more; keep enable\\_key\\_rotation. Allowed until 2026-12-20: decided in 2026.";

  expect(allowedSection({ ...decision, allowed } as never)).toEqual([
    {
      heading: "### Let pass by `config/allowances.yaml`: 2 findings",
      noun: "finding",
      items: [{ text, short: text }],
    },
  ]);
});

test("where the guard found nothing, nothing is said", () => {
  expect([...standingSection(decision), ...allowedSection(decision)]).toEqual([]);
});
