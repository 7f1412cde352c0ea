import { z } from "zod";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";

const schema = z
  .strictObject({
    /** Scopes whose environment lets nothing be applied that nobody but who began the run agrees to. */
    environments: z.array(field.scope).readonly(),
    /** Whether nothing gets into the deploying branch that nobody but its author agreed to. */
    branch: z.boolean(),
    /** By changed stack, why who accepts this run's report is nobody else; a stack that is not there: is somebody else. */
    reasons: z.record(field.stack, z.string().max(300)).readonly(),
    /** Why config does without somebody else; empty: it does not. */
    alone: z.string().max(1000),
  })
  .readonly();

/** Whether somebody else than its author has to agree to what a deploy applies. */
export type Agreement = z.infer<typeof schema>;

/** Its name in the folder that `reviewed` writes to. */
export const agreementName = "agreement.json";

export const agreementFile = handOver<Agreement>({
  what: "what somebody else agrees to",
  writer: "`lockstep agreement`",
  version: 1,
  schema,
});
