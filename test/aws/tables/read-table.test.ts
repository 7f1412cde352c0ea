import { expect, test } from "vitest";
import { flag, listOf, oneOf, orNull, page, readTable, text, whole } from "../../../src/aws/tables/read-table.ts";

const columns = {
  name: text,
  days: orNull(whole),
  cold: oneOf("yes", "no"),
  copied: flag,
  regions: listOf(text),
  from: page,
};
const row = {
  name: "EBS",
  days: 90,
  cold: "yes",
  copied: true,
  regions: ["eu-west-1"],
  from: "docs.aws.amazon.com/a.html",
  cell: "✓",
};
const file = { source: "docs.aws.amazon.com/b.html", readOn: "2026-12-01", rows: [row] };
const read = (changed: object) => readTable("features", { ...file, ...changed }, columns);

test("a table has what its file says, and its name", () => {
  expect(read({})).toEqual({ name: "features", ...file });
});

test("a cell may say that there is nothing, and a list may be empty", () => {
  expect(read({ rows: [{ ...row, days: null, regions: [] }] }).rows[0]).toMatchObject({ days: null, regions: [] });
});

test.each([
  [null, "got no object"],
  [[], "got no object"],
  [{ ...file, rows: undefined }, "got no rows"],
  [{ ...file, rows: [] }, "got no rows"],
  [{ ...file, read: "today" }, "got read; use source, readOn and rows"],
  [{ ...file, source: undefined }, "got source undefined; use a page of docs.aws.amazon.com"],
  [
    { ...file, source: "https://docs.aws.amazon.com/b.html" },
    'got source "https://docs.aws.amazon.com/b.html"; use a page of docs.aws.amazon.com',
  ],
  [{ ...file, source: "example.com/b.html" }, 'got source "example.com/b.html"; use a page of docs.aws.amazon.com'],
  [{ ...file, readOn: "2026-02-30" }, 'got readOn "2026-02-30"; use a day, such as 2026-12-01'],
  [{ ...file, readOn: "December" }, 'got readOn "December"; use a day, such as 2026-12-01'],
])("a file that is no table is refused: %j", (bad, message) => {
  expect(() => readTable("features", bad, columns)).toThrow(new Error(`src/aws/tables/features.json: ${message}`));
});

test.each([
  [{ name: "" }, 'rows[1].name: got ""'],
  [{ name: " EBS" }, 'rows[1].name: got " EBS"'],
  [{ name: undefined }, "rows[1].name: got undefined"],
  [{ days: -1 }, "rows[1].days: got -1"],
  [{ days: 1.5 }, "rows[1].days: got 1.5"],
  [{ days: "90" }, 'rows[1].days: got "90"'],
  [{ cold: "maybe" }, 'rows[1].cold: got "maybe"'],
  [{ copied: 1 }, "rows[1].copied: got 1"],
  [{ regions: "eu-west-1" }, 'rows[1].regions: got "eu-west-1"'],
  [{ regions: ["eu-west-1", 2] }, 'rows[1].regions: got ["eu-west-1",2]'],
  [{ regions: ["eu-west-1", "eu-west-1"] }, 'rows[1].regions: got ["eu-west-1","eu-west-1"]'],
  [{ from: "docs.aws.amazon.com/" }, 'rows[1].from: got "docs.aws.amazon.com/"'],
  [{ cell: undefined }, "rows[1].cell: got undefined"],
  [{ comment: "" }, "rows[1].comment: got a column that nobody reads"],
])("a row with %j is refused by its place", (changed, message) => {
  expect(() => read({ rows: [row, { ...row, ...changed }] })).toThrow(
    new Error(`src/aws/tables/features.json: ${message}`),
  );
});

test("a row that is no object is refused", () => {
  expect(() => read({ rows: ["EBS"] })).toThrow(new Error("src/aws/tables/features.json: rows[0]: got no object"));
});
