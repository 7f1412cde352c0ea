import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Every source of some folders, by its path, without comments: a word in one is no use of it. */
export const sourceCode = (...folders: readonly string[]): ReadonlyMap<string, string> =>
  new Map(
    folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts"))
        .map((file) => [join(folder, file), withoutComments(readFileSync(join(folder, file), "utf8"))] as const),
    ),
  );

const withoutComments = (text: string) =>
  text.replaceAll(/^\s*\/\/.*$/gm, "").replaceAll(/^\s*\/\*\*?[\s\S]*?\*\//gm, "");
