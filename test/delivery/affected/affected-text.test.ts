import { expect, test } from "vitest";
import { affectedMarkdown } from "../../../src/delivery/affected/affected-markdown.ts";
import { affectedLines } from "../../../src/delivery/affected/affected-text.ts";
import type { AffectedStacks } from "../../../src/delivery/handoff/affected-stacks.ts";
import { edit } from "../../support/config.ts";
import { affectedStack, compare, exampleTree, nothingAffected } from "./support/trees.ts";

const names = (count: number, prefix = "app-") =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, "0")}`);
const many: AffectedStacks = {
  ...nothingAffected,
  changed: [
    affectedStack("bootstrap", "bootstrap", { wave: null }),
    affectedStack("policies-prod", "policies-prod", { wave: 5 }),
    ...names(14).map((stack) => affectedStack(stack, "app-nonprod")),
    affectedStack("app-odd", "app-nonprod", { change: "b" }),
    affectedStack("shared", "shared", { wave: 1 }),
  ],
};

test("says so when nothing changes", () => {
  expect(affectedLines(nothingAffected)).toEqual(["nothing changes for 16 stacks"]);
});

test("says wave by wave what changes, alike ones in one line, and last what a person applies", () => {
  expect(affectedLines(many)).toEqual([
    "wave 1",
    "  shared changes",
    "    ~ aws_kms_key.a: policy",
    "",
    "wave 2",
    "  14 app-nonprod stacks change alike: app-0000, app-0001, app-0002 and 11 more",
    "    ~ aws_kms_key.a: policy",
    "  app-odd changes",
    "    ~ aws_kms_key.b: policy",
    "",
    "wave 5",
    "  policies-prod changes",
    "    ~ aws_kms_key.a: policy",
    "",
    "applied by a person",
    "  bootstrap changes",
    "    ~ aws_kms_key.a: policy",
    "",
    "nothing changes for the other 16 stacks",
  ]);
});

test.each([
  [2, "2 app-prod stacks change alike: app-0000, app-0001"],
  [3, "3 app-prod stacks change alike: app-0000, app-0001, app-0002"],
  [4, "4 app-prod stacks change alike: app-0000, app-0001, app-0002 and 1 more"],
])("names three of %i stacks", (count, title) => {
  const changed = names(count).map((stack) => affectedStack(stack, "app-prod", { wave: 4 }));

  expect(affectedLines({ ...nothingAffected, changed })[1]).toBe(`  ${title}`);
});

test("never takes stacks of two scopes for alike", () => {
  const changed = [affectedStack("central-prod", "central-prod"), affectedStack("shared", "shared")];

  expect(affectedLines({ ...nothingAffected, changed })).toContain("  central-prod changes");
});

test.each([
  [12, "    ~ aws_kms_key.k11: policy"],
  [13, "    and 1 more"],
])("shows twelve blocks of %i", (count, last) => {
  const stack = affectedStack("shared", "shared", { wave: 1 });
  const changed = names(count).map((_, index) => ({ address: `aws_kms_key.k${index}`, arguments: ["policy"] }));
  const lines = affectedLines({ ...nothingAffected, changed: [{ ...stack, blocks: { ...stack.blocks, changed } }] });

  expect(lines.slice(2, -2)).toHaveLength(Math.min(count, 13));
  expect(lines.at(-3)).toBe(last);
});

test("says why every stack is listed when the tools change", () => {
  const stack = affectedStack("shared", "shared", { wave: 1 });
  const blocks = { added: [], changed: [], removed: [] };

  expect(
    affectedLines({ ...nothingAffected, changed: [{ ...stack, blocks }], toolsChanged: true, unchanged: 0 }),
  ).toEqual([
    "another version of Terraform or of a provider, or another lock file: every stack is planned again",
    "",
    "wave 1",
    "  shared changes",
    "    nothing of its own; it is planned again",
    "",
    "no stack stays as it is",
  ]);
});

const removed = (count: number) =>
  names(count).map((stack) => ({
    stack,
    scope: "app-prod" as const,
    wave: 4,
    accountId: "555555555501",
    retired: false,
  }));

test("says first how an account leaves whose file is gone", () => {
  expect(affectedLines({ ...nothingAffected, removed: removed(1), unchanged: 1 })).toEqual([
    "app-0000: got no file of account 555555555501 any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached",
    "",
    "nothing changes for the other 1 stack",
  ]);
});

test.each([
  [20, undefined],
  [21, "and 1 more that would be left behind"],
])("lists at most twenty of %i removed stacks", (count, more) => {
  const lines = affectedLines({ ...nothingAffected, removed: removed(count) });

  expect(lines.filter((line) => line.startsWith("app-"))).toHaveLength(20);
  expect(lines.find((line) => line.startsWith("and "))).toBe(more);
});

const hostile = "x\n::error::y\u001b[31m\u2028\u202e";

test("prints what a pull request named on one line, without terminal codes", () => {
  const stack = affectedStack("shared", "shared", { wave: 1 });
  const blocks = { added: [hostile], changed: [{ address: hostile, arguments: [hostile] }], removed: [hostile] };

  expect(affectedLines({ ...nothingAffected, changed: [{ ...stack, blocks }] }).slice(2, -2)).toEqual([
    "    - x?::error::y?[31m??",
    "    ~ x?::error::y?[31m??: x?::error::y?[31m??",
    "    + x?::error::y?[31m??",
  ]);
});

test("shows what a new account gets, and who must know it, in the example organization", async () => {
  const account = `account: "555555555506"\nclass: prod\nowner: orders@acme.example\nplans: [bronze]\nsourceKeys: customer\n`;

  const affected = await compare(exampleTree(), exampleTree({ "accounts/orders-prod.yaml": account }));

  expect(affectedLines(affected).join("\n")).toMatchInlineSnapshot(`
    "wave 1
      shared changes
        ~ aws_iam_policy.accounts-prod: policy
        ~ aws_iam_policy.targets-prod-1: policy
      central-prod changes
        ~ aws_backup_vault_policy.eu-west-1_policy: policy
        ~ aws_backup_vault_policy.eu-west-2_policy: policy
        ~ aws_kms_key.eu-west-1_key: policy
        ~ aws_kms_key.eu-west-2_key: policy

    wave 4
      app-orders-prod is added
        + 1 aws_backup_region_settings, 1 aws_backup_vault, 1 aws_backup_vault_policy, 1 aws_cloudwatch_event_rule, 1 aws_cloudwatch_event_target, 7 aws_iam_role, 5 aws_iam_role_policy, 4 aws_iam_role_policy_attachment, 1 aws_kms_alias, 1 aws_kms_key

    wave 5
      policies-prod changes
        + aws_organizations_policy_attachment.bronze_eu-west-2_account-orders-prod

    nothing changes for the other 13 stacks"
  `);
});

test("says the same in Markdown", async () => {
  const edits = { "plans/bronze.yaml": edit("local: 7d", "local: 8d") };

  const affected = await compare(exampleTree(), exampleTree({ ...edits, "accounts/sandbox.yaml": null }));

  expect(affectedMarkdown(affected)).toMatchInlineSnapshot(`
    "### Stacks that this changes

    **Left behind**

    - \`app-sandbox\`: got no file of account 666666666603 any more; put it back and write state: retired, by which an account leaves: its vaults, keys and copies stay, no policy is attached

    **shared changes** (wave 1)

    \`\`\`diff
    ! aws_iam_policy.accounts-nonprod: policy
    ! aws_iam_policy.targets-nonprod-1: policy
    \`\`\`

    **central-nonprod changes** (wave 1)

    \`\`\`diff
    ! aws_backup_vault_policy.eu-west-2_policy: policy
    ! aws_kms_key.eu-west-2_key: policy
    \`\`\`

    **policies-nonprod changes** (wave 3)

    \`\`\`diff
    - aws_organizations_policy_attachment.bronze_eu-west-2_account-sandbox
    ! aws_organizations_policy.bronze_eu-west-2_policy: content
    \`\`\`

    **policies-prod changes** (wave 5)

    \`\`\`diff
    ! aws_organizations_policy.bronze_eu-west-1_eu-west-2_policy: content
    ! aws_organizations_policy.bronze_eu-west-2_policy: content
    \`\`\`

    Nothing changes for the other 11 stacks."
  `);
});

test("is short in Markdown when nothing changes", () => {
  expect(affectedMarkdown(nothingAffected)).toBe("### Stacks that this changes\n\nNothing changes for 16 stacks.");
});

test("cannot leave the fence that its addresses stand in", () => {
  const stack = affectedStack("shared", "shared", { wave: 1 });
  const blocks = { added: ["```\n# heading"], changed: [], removed: ["```"] };

  const fenced = affectedMarkdown({ ...nothingAffected, changed: [{ ...stack, blocks }] }).split("\n");

  expect(fenced.filter((line) => line.startsWith("```"))).toEqual(["````diff", "````"]);
});

const groups = (count: number): AffectedStacks => ({
  ...nothingAffected,
  // two UTF-16 units a sign
  changed: names(count, "app-😀").map((stack) => affectedStack(stack, "app-prod", { wave: 4, change: `${stack}😀` })),
  removed: removed(100),
});

test.each([1, 200, 400, 500, 600, 5_000])(
  "is at most 60,000 UTF-16 units for %i changes, none alike, and counts the rest",
  (count) => {
    const text = affectedMarkdown(groups(count));

    const shown = text.split("\n").filter((line) => line.endsWith("changes** (wave 4)")).length;
    const [, left = "0"] = /And (\d+) more that change in other ways/.exec(text) ?? [];
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(shown + Number(left)).toBe(count);
    expect(text).toContain("- and 60 more");
    expect(text.endsWith("Nothing changes for the other 16 stacks.")).toBe(true);
  },
);

test("uses the room it has", () => {
  expect(affectedMarkdown(groups(5_000)).length).toBeGreaterThan(59_500);
});
