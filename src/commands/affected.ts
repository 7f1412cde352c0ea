import { readFile } from "node:fs/promises";
import { affectedMarkdown } from "../delivery/affected/affected-markdown.ts";
import { affectedLines } from "../delivery/affected/affected-text.ts";
import { compareTrees } from "../delivery/affected/compare-trees.ts";
import { affectedFile } from "../delivery/handoff/affected-stacks.ts";
import { print } from "./print.ts";

export interface AffectedOptions {
  /** Folder of the synthesized base; it need not exist. */
  readonly base: string;
  readonly head: string;
  /** Each side's `.terraform.lock.hcl`; `undefined`: none. The base need not have it. */
  readonly baseLock: string | undefined;
  readonly headLock: string | undefined;
  /** Where the JSON goes; `undefined`: nowhere. */
  readonly out: string | undefined;
  readonly format: "text" | "markdown";
}

/** Shows which stacks a change affects, and writes them for `shard`. @returns the exit code. */
export async function affected(options: AffectedOptions): Promise<number> {
  const stacks = await compareTrees(
    { folder: options.base, lock: await lockText(options.baseLock, "may be missing") },
    { folder: options.head, lock: await lockText(options.headLock, "must be there") },
  );
  if (options.out !== undefined) await affectedFile.write(options.out, stacks);
  print(...(options.format === "markdown" ? [affectedMarkdown(stacks)] : affectedLines(stacks)));
  return 0;
}

async function lockText(
  file: string | undefined,
  presence: "may be missing" | "must be there",
): Promise<string | null> {
  if (file === undefined) return null;
  return readFile(file, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT" && presence === "may be missing") return null;
    throw new Error(`${file}: got ${cause.message}; use the .terraform.lock.hcl that stacks are planned with`, {
      cause,
    });
  });
}
