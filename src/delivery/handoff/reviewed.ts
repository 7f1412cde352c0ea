import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

const schema = z
  .strictObject({
    /** That the plans were made of; a dispatch may say nothing. */
    commit: z.string().max(200),
    digests: z.array(z.strictObject({ stack: field.stack, digest: field.hash }).readonly()).readonly(),
    /** Why there are none, where somebody looked for them in vain. */
    why: z.exactOptional(z.string().max(1000)),
  })
  .readonly();

/** Changes that people have been shown: what the report of a pull request writes, and that of its deploy reads. */
export type Reviewed = z.infer<typeof schema>;

/** Whether people have been shown a change. */
export function shownBy({
  digests,
}: Reviewed): (change: { readonly stack: string; readonly digest: string }) => boolean {
  const shown = new Set(digests.map(({ stack, digest }) => `${stack} ${digest}`));
  return ({ stack, digest }) => shown.has(`${stack} ${digest}`);
}

/** Its name in the folder of a report and in an artifact. */
export const reviewedName = "reviewed.json";

export const reviewedFile = handOver<Reviewed>({
  what: "a list of reviewed changes",
  writer: "`lockstep report` or `lockstep reviewed`",
  version: 1,
  schema,
});
