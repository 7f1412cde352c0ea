import { expect, test } from "vitest";
import { repeatedKey } from "./repeated-key.ts";

test.each([
  ['{"a":1,"a":2}', "a"],
  ['[{"a":{"b":1,"b":2}}]', "b"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"a":{"a":[1,"a"]},"b":"a"}', null],
  ['{"a":"{\\"a\\":1,","b":"\\"a\\":"}', null],
  ['[{"a":1},{"a":2}]', null],
])("%s has the key %s twice", (json, key) => {
  expect(repeatedKey(json)).toBe(key);
});
