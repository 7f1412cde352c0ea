import { z } from "zod";
import { codeOwnersPlaces } from "../../bootstrap/write-code-owners.ts";
import { ask } from "../../delivery/github/ask.ts";
import { type Gh, ghFailure } from "../../delivery/github/gh.ts";

/** The file of code owners that counts. */
export interface CodeOwnersFact {
  readonly place: string;
  readonly text: string;
  /** What GitHub finds wrong with it, line by line: unknown owners, and owners who may not write. */
  readonly errors: readonly string[];
}

const content = z.object({ encoding: z.string(), content: z.string() });
const errors = z.object({
  errors: z.array(
    z.object({ line: z.number(), kind: z.string(), source: z.string().nullish(), suggestion: z.string().nullish() }),
  ),
});

/** @param repository with `repos/` before it @returns `null`: there is none on that branch */
export async function readCodeOwners(gh: Gh, repository: string, branch: string): Promise<CodeOwnersFact | null> {
  const ref = encodeURIComponent(branch);
  for (const place of codeOwnersPlaces) {
    const found = await ask(gh, `${repository}/contents/${place}?ref=${ref}`, content).catch(whereMissing);
    if (!found) continue;
    const wrong = await ask(gh, `${repository}/codeowners/errors?ref=${ref}`, errors);
    return {
      place,
      text: Buffer.from(found.content, "base64").toString("utf8"),
      errors: wrong.errors.map(
        ({ line, kind, source, suggestion }) =>
          `line ${line}: ${kind}${source ? `, ${source.trim()}` : ""}${suggestion ? `; ${suggestion}` : ""}`,
      ),
    };
  }
  return null;
}

function whereMissing(error: unknown): null {
  if (ghFailure(error)?.status === 404) return null;
  throw error;
}
