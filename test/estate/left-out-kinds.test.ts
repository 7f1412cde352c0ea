import { expect, test } from "vitest";
import { kindsMatched } from "../../src/estate/reach.ts";
import { configWith, edit, estateOf } from "../support/config.ts";

/** Types that the plan silver matches, if these are left out and it is narrowed to those. */
function matched(leftOut: string, types = ""): readonly string[] {
  const narrowed = types === "" ? "backup-plan: silver } }" : `backup-plan: silver }, types: [${types}] }`;
  const estate = estateOf(
    configWith({
      "organization.yaml": (text) => `${text}leftOut: { a: { ${leftOut}, reason: it is made anew every night } }\n`,
      "plans/silver.yaml": edit("backup-plan: silver } }", narrowed),
    }),
  );
  const plan = estate.plans.find(({ name }) => name === "silver");
  if (!plan) throw new Error("no plan silver");
  return [...new Set(kindsMatched(plan).map(({ type }) => type))];
}

test("a plan matches no kind of a type that is left out", () => {
  expect(matched("types: [S3]")).not.toContain("S3");
  expect(matched("types: [S3]")).toContain("EBS");
  expect(matched("types: [S3]", "EBS, EFS")).toEqual(["EBS", "EFS"]);
});

test("what shares a pattern with it is matched no more either: AWS cannot tell them apart", () => {
  expect(matched("types: [Neptune]")).not.toContain("Aurora");
});

test("what is left out by tag may be of any type, and takes none away", () => {
  expect(matched("tag: { role: cache }")).toContain("S3");
});
