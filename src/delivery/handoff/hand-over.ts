import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { JsonObject } from "../stack/json-object.ts";
import { checkStrictly, parseObjectOr, parseStrictly, type StrictJson } from "../stack/strict-json.ts";
import { writeWhole } from "./write-whole.ts";

/** A kind of file that one job hands to another or keeps in the bucket: the one way to write it and the one to read it. */
export interface HandOver<Value> {
  /** The file's text. Its version stands first. */
  text(value: Value): string;
  /** The file is there as a whole or not at all, wherever the process is interrupted. */
  write(file: string, value: Value): Promise<void>;
  /** @throws naming the file and everything that is wrong in it */
  read(file: string): Promise<Value>;
  /** @returns `null` when there is no such file. @throws as `read` does, for a file that is there and is wrong */
  readIfThere(file: string): Promise<Value | null>;
  /** @throws naming every file that is wrong, as `read` does */
  readAll(files: readonly string[]): Promise<readonly Value[]>;
  /** Of text that came from elsewhere. @throws naming `file`, as `read` does */
  parse(text: string, file: string): Value;
  /** The same, without an exception: what is wrong, a line each, without the file's name. */
  tryParse(text: string): StrictJson<Value> | OtherVersion;
}

/** Written by another Lockstep than this one, in another form. */
export interface OtherVersion {
  readonly problems: readonly string[];
  readonly isOtherVersion: true;
}

export interface HandOverForm<Value> {
  /** Such as `a shard`. */
  readonly what: string;
  /** Who writes it, such as `` `lockstep shard` ``. */
  readonly writer: string;
  /** One more with each change of its form: another one is not read, for what it says may mean something else. */
  readonly version: number;
  /** What stands in it next to its version: strict objects in every part; a function, where the form depends on the content. */
  readonly schema: z.ZodType<Value> | ((data: JsonObject) => z.ZodType<Value>);
  /**
   * The list alone that was written before files had a version, where the base's own code may write it still.
   *
   * @default it is refused
   */
  readonly formerList?: z.ZodType<Value>;
  /**
   * Spaces that parts are indented by.
   *
   * @default 2: in trouble, people read it
   */
  readonly indent?: number;
}

export function handOver<Value extends object>(form: HandOverForm<Value>): HandOver<Value> {
  const { what, writer, version, schema, formerList, indent = 2 } = form;
  const use = `use what ${writer} wrote`;

  const tryParse = (text: string): StrictJson<Value> | OtherVersion => {
    if (formerList && text.trimStart().startsWith("[")) {
      const read = parseStrictly(`{"list":${text}}`, z.strictObject({ list: formerList }));
      return "value" in read ? { value: read.value.list } : read;
    }
    const data = parseObjectOr(text);
    if (typeof data === "string") return { problems: [data] };
    const { version: got, ...content } = data;
    if (got !== version) {
      const found = got === undefined ? `${what} without version` : `version ${JSON.stringify(got)} of ${what}`;
      return { problems: [`got ${found}; this Lockstep reads version ${version}`], isOtherVersion: true };
    }
    return checkStrictly(content, typeof schema === "function" ? schema(content) : schema);
  };
  const parse = (text: string, file: string): Value => {
    const read = tryParse(text);
    if ("value" in read) return read.value;
    throw new Error(read.problems.map((problem) => `${file}: ${problem}; ${use}`).join("\n"));
  };
  const readIfThere = async (file: string): Promise<Value | null> => {
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw new Error(`${file}: got ${error.message}; ${use}`, { cause: error });
    });
    return text === null ? null : parse(text, file);
  };
  const read = async (file: string): Promise<Value> => {
    const value = await readIfThere(file);
    if (value === null) throw new Error(`${file}: got no such file; ${use}`);
    return value;
  };
  const textOf = (value: Value) => `${JSON.stringify({ version, ...value }, null, indent)}\n`;

  return {
    text: textOf,
    write: (file, value) => writeWhole(file, textOf(value)),
    read,
    readIfThere,
    async readAll(files) {
      const each = await Promise.allSettled(files.map(read));
      const wrong = each.flatMap((one) => (one.status === "rejected" ? [(one.reason as Error).message] : []));
      if (wrong.length > 0) throw new Error(wrong.join("\n"));
      return each.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    },
    parse,
    tryParse,
  };
}
