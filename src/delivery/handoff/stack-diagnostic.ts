import { z } from "zod";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StackResource } from "../../diagnostics/place.ts";

/** Something wrong with a stack, as files carry it. */
export const stackDiagnostic: z.ZodType<Diagnostic<StackResource>> = z
  .strictObject({
    rule: z.string().min(1),
    severity: z.enum(["error", "warning"]),
    place: z
      .strictObject({
        stack: z.string(),
        address: z.string(),
        path: z.array(z.string().or(z.int().min(0))).readonly(),
      })
      .readonly(),
    got: z.string(),
    why: z.string(),
    use: z.string(),
  })
  .readonly();
