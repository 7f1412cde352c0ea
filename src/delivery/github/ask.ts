import { z } from "zod";
import type { Gh } from "./gh.ts";

/** `owner/name`, as GITHUB_REPOSITORY has it; part of every address. */
export function repositoryPath(repository: string | undefined): string {
  if (repository === undefined || !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`GITHUB_REPOSITORY: got ${JSON.stringify(repository)}; use owner/name`);
  return `repos/${repository}`;
}

/** Part of addresses too. */
export function commitId(commit: string): string {
  if (!/^[0-9a-f]{40}$/.test(commit))
    throw new Error(`--commit: got ${JSON.stringify(commit)}; use all 40 digits of its id`);
  return commit;
}

/** A list that comes in pages. @param key under which a page holds it; `undefined`: it is the page */
export async function askAll<Item>(
  gh: Gh,
  path: string,
  item: z.ZodType<Item>,
  key?: string,
): Promise<readonly Item[]> {
  const list = z.array(item);
  const pages = z.array(key === undefined ? list : z.object({ [key]: list }));
  const read = parse(await gh(["api", "--paginate", "--slurp", path]), pages, path);
  return read.flatMap((page) => (Array.isArray(page) ? page : (page[key ?? ""] ?? [])));
}

export const ask = async <Answer>(gh: Gh, path: string, answer: z.ZodType<Answer>): Promise<Answer> =>
  parse(await gh(["api", path]), answer, path);

/** Sends a body as JSON. */
export const send = (gh: Gh, method: "POST" | "PATCH", path: string, body: object): Promise<string> =>
  gh(["api", "--method", method, path, "--input", "-"], JSON.stringify(body));

function parse<Answer>(text: string, answer: z.ZodType<Answer>, path: string): Answer {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(`${path}: got no JSON from GitHub; run the job again later`);
  }
  const result = answer.safeParse(data);
  if (result.success) return result.data;
  const place = result.error.issues[0]?.path.join(".") || "the whole";
  throw new Error(`${path}: got something unknown at ${place} from GitHub; report it as a fault of Lockstep`);
}
