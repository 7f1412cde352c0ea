import { expect, test } from "vitest";
import { firstAndOthers } from "../../src/estate/first-and-others.ts";
import { columns } from "../../src/words/columns.ts";
import { nearest, useInstead } from "../../src/words/nearest.ts";
import { withOthers } from "../../src/words/others-text.ts";
import { tagText } from "../../src/words/tag-text.ts";
import { estateOf } from "../support/config.ts";
import { exampleConfig } from "../support/example-config.ts";

test("a name counts as misspelled within two letters, and within a third of a long one", () => {
  expect(nearest("glod", ["gold"])).toBe("gold");
  expect(nearest("gxxd", ["gold"])).toBe("gold");
  expect(nearest("xxxd", ["gold"])).toBeUndefined();
  expect(nearest("retentionxxx", ["retentionday"])).toBe("retentionday");
  expect(nearest("retentioxxxx", ["retentionday"])).toBe("retentionday");
  expect(nearest("retentixxxxx", ["retentionday"])).toBeUndefined();
  expect(nearest("retentxxxxx", ["retentional"])).toBeUndefined();
});

test("of names that are near, the nearest is meant, whatever its case", () => {
  expect(nearest("SILVER", ["sliver", "silver"])).toBe("silver");
  expect(nearest("silver", ["sliver", "SILVER"])).toBe("SILVER");
  expect(nearest("silvr", ["silver", "sliver"])).toBe("silver");
  expect(nearest("silvr", ["sliver", "silver"])).toBe("silver");
});

test("of names that are as near, the one with the same beginning is meant", () => {
  expect(nearest("prod-a", ["xrod-a", "prod-b"])).toBe("prod-b");
  expect(nearest("prod-a", ["prod-b", "xrod-a"])).toBe("prod-b");
  expect(nearest("prod", ["prods", "aprod"])).toBe("prods");
  expect(nearest("prod", ["aprod", "prods"])).toBe("prods");
});

test("an unknown name is answered with the one that is meant, with all there are, or with none", () => {
  expect(useInstead("glod", ["silver", "gold"])).toBe("did you mean gold?");
  expect(useInstead("platinum", ["silver", "gold"])).toBe("use one of silver, gold");
  expect(useInstead("platinum", [])).toBe("there is none yet");
});

test("of many the first is named, and the others are counted", () => {
  expect(withOthers("a", [])).toBe("a");
  expect(withOthers("a", ["a"])).toBe("a");
  expect(withOthers("a", ["a", "b"])).toBe("a and 1 other");
  expect(withOthers("a", ["a", "b", "c"])).toBe("a and 2 others");
});

test("of accounts the first is named with its file, and each is counted once", () => {
  const [one, two, three] = estateOf(exampleConfig).accounts;
  if (!one || !two || !three) throw new Error("the example has too few accounts");

  expect(firstAndOthers([one])).toBe(`${one.name} (accounts/${one.name}.yaml)`);
  expect(firstAndOthers([one, two, one, three])).toBe(`${one.name} (accounts/${one.name}.yaml) and 2 others`);
});

test("columns are as wide as their widest cell, and no line ends in a space", () => {
  expect(
    columns([
      ["rule", "kept", "why"],
      ["four-hourly", "7d"],
      ["x", "35 days", "y"],
    ]),
  ).toEqual(["rule         kept     why", "four-hourly  7d", "x            35 days  y"]);
  expect(columns([])).toEqual([]);
});

test("a tag takes letters of any script, digits, spaces and _.:/=+-@, and 256 of them", () => {
  expect(tagText("  Größe 1: a_b.c/d=e+f-g@h  ")).toBe("Größe 1: a_b.c/d=e+f-g@h");
  expect(tagText("why (not)\n\tnow?! no")).toBe("why not now no");
  expect(tagText("a".repeat(257))).toBe("a".repeat(256));
});
