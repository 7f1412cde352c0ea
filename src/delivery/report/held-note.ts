import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { HoldReason } from "./hold-back.ts";

/** What a report held back and why, as `held.json` says. */
export interface HeldNote {
  readonly reasons: Readonly<Record<string, HoldReason | undefined>>;
  /** What accepts it; empty: the report was of a pull request. */
  readonly reportId: string;
}

const nothingHeld: HeldNote = { reasons: {}, reportId: "" };

const reason = z.enum(["guard", "differs", "not-reviewed", "waits"]);
const note = z.looseObject({ reasons: z.record(z.string(), reason), reportId: z.string() });

/** @returns nothing held, where no report was made. @throws naming the file that is none */
export async function readHeldNote(folder: string | undefined): Promise<HeldNote> {
  if (folder === undefined) return nothingHeld;
  const file = join(folder, "held.json");
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (text === null) return nothingHeld;
  try {
    const { reasons, reportId } = note.parse(JSON.parse(text));
    return { reasons, reportId };
  } catch (cause) {
    throw new Error(`${file}: got no list of held stacks; use what \`lockstep report\` wrote`, { cause });
  }
}

/** What to do about a stack that is held. */
export function heldWords(held: HoldReason, reportId: string): string {
  switch (held) {
    case "guard":
      return "the guard stops it: change it back, or have an allowance reviewed";
    case "waits":
      return "waits until the stacks of its class are applied, or backups would fail there every night";
    case "differs":
      return `comes to something else than what was reviewed: read the report and run deploy with accept=${reportId}`;
    case "not-reviewed":
      return `no pull request showed it: read the report and run deploy with accept=${reportId}`;
  }
}
