import { expect, test } from "vitest";
import { ofBackup, ofCopyBack, ofRestore } from "./support/boundaries.ts";

// docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: a managed policy, white space not counted
const mostCharacters = 6144;

test("a boundary fits into a managed policy, with this much room for what AWS adds to its own", () => {
  const room = (boundary: unknown) => mostCharacters - JSON.stringify(boundary).replaceAll(/\s/g, "").length;
  const left = { backup: room(ofBackup), restore: room(ofRestore), copyBack: room(ofCopyBack) };

  expect(Math.min(...Object.values(left))).toBeGreaterThan(240);
  expect(left).toMatchInlineSnapshot(`
    {
      "backup": 552,
      "copyBack": 3700,
      "restore": 255,
    }
  `);
});

test.each([ofBackup, ofRestore, ofCopyBack])("a boundary is the same in every partition", (boundary) => {
  expect(JSON.stringify(boundary).match(/arn:(?!\*:)/g)).toBeNull();
});
