import { z } from "zod";
import { handOver } from "./hand-over.ts";

const change = z
  .strictObject({
    /** Such as `app`; `base`: of none can be said what the base expects. */
    kind: z.string().min(1),
    /** What is expected otherwise. */
    got: z.string(),
    /** The way out. */
    use: z.string(),
  })
  .readonly();
const schema = z.strictObject({ changes: z.array(change).readonly() }).readonly();

// the base's code writes it in a pull request, and until November 2026 wrote a list alone, at first of messages
const former = z
  .array(
    z
      .strictObject({ kind: change.unwrap().shape.kind, message: z.string() })
      .transform(({ kind, message }) => ({ kind, got: message, use: "" }))
      .or(change),
  )
  .transform((changes) => ({ changes }));

/** A kind of stack of which a change expects something else than its base did. */
export type ExpectationChange = z.infer<typeof change>;

/** What a change expects otherwise of stacks; no changes: it was compared, and nothing is. */
export const expectationFile = handOver<z.infer<typeof schema>>({
  what: "a list of changed expectations",
  writer: "`lockstep expectation --out`",
  version: 1,
  schema,
  formerList: former,
});
