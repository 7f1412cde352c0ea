import { expect, test } from "vitest";
import { readLedger } from "../../../src/delivery/ledger/read-ledger.ts";
import { appliedEntry } from "./support/entries.ts";

/** What the ledger says of `app-a`, whose entry is `text`. */
async function entryOf(text: string): Promise<unknown> {
  const key = "ledger/app-nonprod/app-a.json";
  const [record] = await readLedger({
    list: async (prefix) => [key].filter((each) => each.startsWith(prefix)),
    get: async () => Buffer.from(text),
    put: async () => {},
    putNew: async () => "kept",
  });
  return record?.entry;
}

test.each([
  ["configHash", "a".repeat(64)],
  ["digest", "b".repeat(64)],
  ["lockHash", "d".repeat(64)],
  ["commit", "c".repeat(40)],
  ["accountId", "666666666601"],
])("an entry whose %s has more before or after it is broken", async (field, value) => {
  const read = (text: string) => entryOf(JSON.stringify({ version: 1, ...appliedEntry, [field]: text }));
  const broken = { broken: expect.stringContaining(`${field}: got `) };

  expect(await read(value)).toEqual({ ...appliedEntry, [field]: value });
  expect(await read(`${value}0`)).toEqual(broken);
  expect(await read(`0${value}`)).toEqual(broken);
});
