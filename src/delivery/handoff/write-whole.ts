import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Writes a file that is there as a whole or not at all, wherever the process is interrupted. */
export async function writeWhole(file: string, text: string): Promise<void> {
  // no `.json`, which whoever reads the folder would take for a result
  const unfinished = join(dirname(file), `.${basename(file)}.${process.pid}.unfinished`);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(unfinished, text);
  await rename(unfinished, file);
}
