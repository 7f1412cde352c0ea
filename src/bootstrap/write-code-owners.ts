import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where GitHub looks, in this order; the first that is there counts. */
export const codeOwnersPlaces = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"] as const;

/** `there`: it says the same already; `other`: somebody's own is there, and stays as it is. */
export interface CodeOwnersOutcome {
  readonly outcome: "written" | "there" | "other";
  readonly place: string;
}

/** Writes the file as a whole, where there is none. @param folder the top of the repository */
export async function writeCodeOwners(folder: string, text: string): Promise<CodeOwnersOutcome> {
  for (const place of codeOwnersPlaces) {
    const found = await readFile(join(folder, place), "utf8").catch(whereMissing);
    if (found !== null) return { outcome: found === text ? "there" : "other", place };
  }
  const [place] = codeOwnersPlaces;
  const file = join(folder, place);
  const unfinished = `${file}.${process.pid}.unfinished`;
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(unfinished, text);
    // unlike a rename, it fails where somebody was faster
    await link(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
  return { outcome: "written", place };
}

function whereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === "ENOENT") return null;
  throw error;
}
