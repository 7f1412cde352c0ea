/** A table of AWS as it stood on one of its pages on a day. */
export interface Table<Row> {
  /** As its file in this folder is called, without `.json`. */
  readonly name: string;
  /** The page, without `https://`; of a table whose rows name their pages, what those have in common. */
  readonly source: string;
  /** The day of the pages that every row was last held against, `2026-12-01`; of a stored copy, the copy's. */
  readonly readOn: string;
  readonly rows: readonly Row[];
}

/** Reads one value of a row. @returns `undefined`: it is none of these. */
type Reader<Value> = (value: unknown) => Value | undefined;

type Row<Readers> = { readonly [Column in keyof Readers]: Readers[Column] extends Reader<infer Value> ? Value : never };

export const text: Reader<string> = (value) =>
  typeof value === "string" && value !== "" && value === value.trim() ? value : undefined;

/** A whole number, never below zero. */
export const whole: Reader<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

export const flag: Reader<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** A page of AWS, for a table whose rows come from several: its own `source` is what they have in common. */
export const page: Reader<string> = (value) => (isPage(value) ? value : undefined);

export const oneOf =
  <const Value extends string>(...values: readonly Value[]): Reader<Value> =>
  (value) =>
    values.find((each) => each === value);

/** A list without repetition; it may be empty. */
export const listOf =
  <Value>(reader: Reader<Value>): Reader<readonly Value[]> =>
  (value) => {
    if (!Array.isArray(value) || new Set(value).size < value.length) return undefined;
    const read = value.map(reader);
    return read.some((each) => each === undefined) ? undefined : (read as Value[]);
  };

export const orNull =
  <Value>(reader: Reader<Value>): Reader<Value | null> =>
  (value) =>
    value === null ? null : reader(value);

/**
 * A table of this folder with every value checked, once, when the program starts. Each row has the columns that are read
 * and `cell`, what the page itself says there, so that somebody else can hold the row against it; no others.
 *
 * @param columns a reader for each column but `cell`
 * @throws naming the table, the row and the column: the file is wrong, and with it the program
 */
export function readTable<Readers extends Readonly<Record<string, Reader<unknown>>>>(
  name: string,
  file: unknown,
  columns: Readers,
): Table<Row<Readers> & { readonly cell: string }> {
  const wrong = (what: string) => new Error(`src/aws/tables/${name}.json: ${what}`);
  if (!isRecord(file)) throw wrong("got no object");
  const { source, readOn, rows, ...others } = file;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw wrong(`got ${unknown}; use source, readOn and rows`);
  if (!isPage(source) && source !== site)
    throw wrong(`got source ${JSON.stringify(source)}; use a page of docs.aws.amazon.com`);
  if (!isDay(readOn)) throw wrong(`got readOn ${JSON.stringify(readOn)}; use a day, such as 2026-12-01`);
  if (!Array.isArray(rows) || rows.length === 0) throw wrong("got no rows");

  const readers: readonly (readonly [string, Reader<unknown>])[] = [...Object.entries(columns), ["cell", text]];
  for (const [index, row] of rows.entries()) {
    if (!isRecord(row)) throw wrong(`rows[${index}]: got no object`);
    const bad = readers.find(([column, reader]) => reader(row[column]) === undefined);
    if (bad) throw wrong(`rows[${index}].${bad[0]}: got ${JSON.stringify(row[bad[0]])}`);
    const more = Object.keys(row).find((column) => !readers.some(([known]) => known === column));
    if (more !== undefined) throw wrong(`rows[${index}].${more}: got a column that nobody reads`);
  }
  return { name, source, readOn, rows: rows as (Row<Readers> & { readonly cell: string })[] };
}

/** What all pages have in common. */
const site = "docs.aws.amazon.com";

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isPage = (value: unknown): value is string =>
  typeof value === "string" && /^docs\.aws\.amazon\.com\/\S*[^\s/]$/.test(value);

const isDay = (value: unknown): value is string =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\d$/.test(value) &&
  new Date(`${value}T00:00:00Z`).toJSON()?.startsWith(value) === true;
