import { expect, test } from "vitest";
import type { StrangeKey } from "../../../src/delivery/handoff/stack-summary.ts";
import { strangeKeyLines } from "../../../src/delivery/report/strange-keys.ts";
import { strangeKeysSection } from "../../../src/delivery/report/strange-keys-section.ts";

const key = (more: Partial<StrangeKey> = {}): StrangeKey => ({
  ...{ address: "aws_backup_region_settings.eu-west-2-opt-in", attribute: "resource_type_opt_in_preference" },
  ...{ key: "Newest Service", is: "added" },
  ...more,
});
const fleet = (count: number, more: Partial<StrangeKey> = {}) =>
  Array.from({ length: count }, (_, index) => ({
    stack: `app-${index}`,
    strangeKeys: ["eu-west-1", "eu-west-2"].map((region) =>
      key({ address: `aws_backup_region_settings.${region}-opt-in`, ...more }),
    ),
  }));

test("a type that AWS adds to every account and Region at once is one note", () => {
  const lines = strangeKeyLines(fleet(5000));

  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("AWS has added Newest Service to resource_type_opt_in_preference");
  expect(lines[0]).toMatch(/\(5,000 stacks: app-0, app-1, app-10, app-100, app-1000 and 4,995 more\)$/);
});

test("a type that AWS takes away is one note a Region", () => {
  expect(strangeKeyLines(fleet(3, { is: "gone" }))).toEqual(
    ["eu-west-1", "eu-west-2"].map((region) =>
      expect.stringMatching(new RegExp(`which aws_backup_region_settings.${region}-opt-in names: .*\\(3 stacks: `)),
    ),
  );
});

test("a report has them in a part of their own, and none where there are none", () => {
  expect(strangeKeysSection([{ stack: "app-a" }])).toEqual([]);
  expect(strangeKeysSection(fleet(2))).toMatchObject([
    {
      heading: "### Settings that AWS has changed: 1 note",
      items: [{ text: expect.stringMatching(/^- AWS has added/) }],
    },
  ]);
});
