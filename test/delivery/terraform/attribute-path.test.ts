import fc from "fast-check";
import { expect, test } from "vitest";
import { type AttributePath, pathText } from "../../../src/delivery/terraform/attribute-path.ts";
import { runs } from "../../support/soak.ts";

test.each<[string, AttributePath, string]>([
  ["a key", ["days"], "days"],
  ["keys and places", ["rule", 0, "lifecycle", 0, "delete_after"], "rule[0].lifecycle[0].delete_after"],
  ["a key that would read like a path", ["tags", "a.b"], 'tags["a.b"]'],
  ["an ARN, which reads like none", ["copy", "arn:aws:backup:a:1:b"], "copy.arn:aws:backup:a:1:b"],
  ["a key with quotes", ["m", 'a"b'], 'm["a\\"b"]'],
  ["a key of nothing", ["m", ""], 'm[""]'],
  ["a number as a key, and as a place", ["m", "0", 0], "m.0[0]"],
  ["the whole", [], ""],
])("%s is shown as people write it", (_, path, text) => {
  expect(pathText(path)).toBe(text);
});

test("no two paths are shown alike", () => {
  const key = fc.oneof(fc.constantFrom("a", "b", "a.b", "[0]", '"', "", "0", "a[0]"), fc.nat(2));
  const paths = fc.array(key, { maxLength: 4 });

  fc.assert(
    fc.property(paths, paths, (one, other) => {
      fc.pre(JSON.stringify(one) !== JSON.stringify(other));
      expect(pathText(one)).not.toBe(pathText(other));
    }),
    { numRuns: runs(500, 50_000), seed: 7 },
  );
});
