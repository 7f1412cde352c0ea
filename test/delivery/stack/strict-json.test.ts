import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readManifest } from "../../../src/delivery/stack/manifest.ts";
import { checkStrictly, parseObjectOr, parseStrictly } from "../../../src/delivery/stack/strict-json.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const schema = z.strictObject({ a: z.strictObject({ b: z.string() }), list: z.array(z.int()) });

test("everything that is wrong is told at once, each at its place", () => {
  expect(parseStrictly('{"a":{"b":1,"c":2,"d":3},"list":[1,"two"],"e":null}', schema)).toEqual({
    problems: [
      "a.b: got 1",
      "a.c: got an unknown key",
      "a.d: got an unknown key",
      'list[1]: got "two"',
      "e: got an unknown key",
    ],
  });
  expect(parseStrictly('{"a":{"b":"x"}}', schema)).toEqual({ problems: ["list: got nothing"] });
  expect(parseStrictly('{"a":{"b":"x"},"list":[1]}', schema)).toEqual({ value: { a: { b: "x" }, list: [1] } });
  expect(checkStrictly("text", schema)).toEqual({ problems: ['got "text"'] });
});

test("twenty are told by name, and the others are counted", () => {
  const many = (count: number) =>
    checkStrictly({ a: { b: "x" }, list: Array.from({ length: count }, () => "x") }, schema);

  expect(many(20)).toEqual({ problems: Array.from({ length: 20 }, (_, index) => `list[${index}]: got "x"`) });
  expect(many(21)).toEqual({
    problems: [...Array.from({ length: 20 }, (_, index) => `list[${index}]: got "x"`), "and 1 more"],
  });
});

test("what is no JSON, or no object, says what it is, on one line and not all of it", () => {
  expect(parseObjectOr("[1]")).toBe("got [1] where an object must be");
  expect(parseObjectOr("null")).toBe("got null where an object must be");
  expect(parseObjectOr('{"a":1}')).toEqual({ a: 1 });
  expect(parseStrictly("{", schema)).toEqual({ problems: [expect.stringMatching(/^got no JSON \(\S.*\)$/)] });
  expect(parseObjectOr(JSON.stringify("\u202e\u0007x"))).toBe('got "?\\u0007x" where an object must be');
  expect(parseObjectOr(JSON.stringify("x".repeat(98)))).toBe(`got "${"x".repeat(98)}" where an object must be`);
  expect(parseObjectOr(JSON.stringify("x".repeat(99)))).toBe(`got "${"x".repeat(99)}… where an object must be`);
});

test("a manifest that is broken is named with everything that is wrong in it", async () => {
  const folder = temporaryFolder();
  const file = join(folder, "manifest.json");
  const use = "use a folder that `lockstep synth` wrote";
  expect(await readManifest(folder)).toBeNull();

  writeFileSync(file, '{"stacks":{"a":{"synthesizedStackPath":1},"b":2}}');
  await expect(readManifest(folder)).rejects.toThrow(
    `${file}: stacks.a.synthesizedStackPath: got 1; ${use}\n${file}: stacks.b: got 2; ${use}`,
  );
  writeFileSync(file, '{"stacks":{"../a":{}}}');
  await expect(readManifest(folder)).rejects.toThrow(
    `${file}: got a stack "../a"; use lower-case letters, digits and hyphens`,
  );
  writeFileSync(file, '{"version":"0.21.0","stacks":{"b":{"synthesizedStackPath":"x/b.json","name":"b"},"a":{}}}');
  expect([...((await readManifest(folder)) ?? [])]).toEqual([
    ["b", join(folder, "x/b.json")],
    ["a", join(folder, "stacks/a/cdk.tf.json")],
  ]);
});
