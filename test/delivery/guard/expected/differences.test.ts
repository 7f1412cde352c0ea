import { expect, test } from "vitest";
import { differences, placeWords } from "../../../../src/delivery/guard/expected/differences.ts";

const linesOf = (expected: unknown, got: unknown) =>
  differences(expected, got).map(({ at, got, use }) =>
    [placeWords(at), [got, use].filter(Boolean).join("; ")].filter(Boolean).join(": "),
  );

const copy = { Sid: "Copy", Effect: "Allow", Action: ["backup:CopyIntoBackupVault", "backup:CopyFromBackupVault"] };
const stays = { Sid: "Stays", Effect: "Deny", Principal: "*", Action: "backup:DeleteBackupVault" };
const document = (...Statement: readonly object[]) => ({ Version: "2012-10-17", Statement });
const text = (...statements: readonly object[]) => JSON.stringify(document(...statements));

test.each([
  ["a text and a list of it", { Action: "a" }, { Action: ["a"] }],
  ["a list in another order", ["a", "b"], ["b", "a"]],
  ["a text twice", ["a", "b"], ["b", "a", "a"]],
  ["statements in another order", document(copy, stays), text(stays, copy)],
  [
    "statements without Sid, in another order",
    [copy, { Effect: "Allow" }, { Effect: "Deny" }],
    [{ Effect: "Deny" }, { Effect: "Allow" }, copy],
  ],
  ["a number and its digits", { days: 7 }, { days: "7" }],
])("%s are the same", (_, expected, got) => {
  expect(linesOf(expected, got)).toEqual([]);
});

test.each([
  ["another text", "a", "b", ['got "b"; expected "a"']],
  ["a value more", { a: 1 }, { a: 1, b: 2 }, ["b: got 2, which is not expected"]],
  ["a value less", { a: 1, b: 2 }, { a: 1 }, ["b: got nothing; expected 2"]],
  ["something inherited", {}, { constructor: 1 }, ["constructor: got 1, which is not expected"]],
  ["one of a list more", ["a"], ["a", "b"], ['got "b"; expected no more than "a"']],
  ["one of a list less", ["a", "b"], ["a"], ['got all but "b", which is expected too']],
  ["one of a list another", ["a", "b"], ["a", "c"], ['got "c"; expected "b"']],
  ["a list that is empty", ["a"], [], ['got all but "a", which is expected too']],
  ["a truth as a text", { a: true }, { a: "true" }, ['a: got "true"; expected true']],
  [
    "an action more",
    document(copy, stays),
    text({ ...copy, Action: [...copy.Action, "backup:*"] }, stays),
    [
      'statement Copy, Action: got "backup:*"; expected no more than "backup:CopyIntoBackupVault", "backup:CopyFromBackupVault"',
    ],
  ],
  [
    "a denial that allows",
    document(stays),
    text({ ...stays, Effect: "Allow" }),
    ['statement Stays, Effect: got "Allow"; expected "Deny"'],
  ],
  [
    "everybody in another way",
    document(stays),
    text({ ...stays, Principal: { AWS: "*" } }),
    ['statement Stays, Principal: got {"AWS":"*"}; expected "*"'],
  ],
  [
    "a condition",
    document(stays),
    text({ ...stays, Condition: { Bool: { a: "true" } } }),
    ['statement Stays, Condition: got {"Bool":{"a":"true"}}, which is not expected'],
  ],
  [
    "where in a resource its document says less, and where more",
    { policy: document(copy, stays), tags: { a: 1 } },
    { policy: text(copy, { ...stays, Sid: "More" }), tags: { a: 2 } },
    [
      'policy, statement More: got {"Sid":"More","Effect":"Deny","Principal":"*","Action":"backup:DeleteBackupVault…, which is not expected',
      "policy, statement Stays: got none; put it back",
      "tags, a: got 2; expected 1",
    ],
  ],
  [
    "a statement without Sid less",
    [copy, { Effect: "Deny" }],
    [copy],
    ['statement without Sid: got none; put {"Effect":"Deny"} back'],
  ],
  ["a statement less", document(copy, stays), text(copy), ["statement Stays: got none; put it back"]],
  [
    "a statement more",
    document(copy),
    text(copy, { Effect: "Allow" }),
    ['statement number 2: got {"Effect":"Allow"}, which is not expected'],
  ],
  [
    "a statement under a name that is taken",
    document(stays),
    text(stays, { ...stays, Effect: "Allow" }),
    [
      'statement Stays: got {"Sid":"Stays","Effect":"Allow","Principal":"*","Action":"backup:DeleteBackupVau…, which is not expected',
    ],
  ],
  [
    "a key twice, of which one reader takes the first and another the last",
    { Effect: "Deny" },
    '{"Effect":"Allow","Effect":"Deny"}',
    ['got "{\\"Effect\\":\\"Allow\\",\\"Effect\\":\\"Deny\\"}"; expected {"Effect":"Deny"}'],
  ],
  [
    "no document",
    document(copy),
    "none",
    ['got "none"; expected {"Version":"2012-10-17","Statement":[{"Sid":"Copy","Effect":"Allow","Action":["b…'],
  ],
])("%s is told", (_, expected, got, lines) => {
  expect(linesOf(expected, got)).toEqual(lines);
});
