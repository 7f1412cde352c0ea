import { z } from "zod";
import type { PlanJson } from "./plan-json.ts";

const change = z.looseObject({
  actions: z.array(z.string()).min(1),
  before: z.unknown(),
  after: z.unknown(),
});
const resource = z.looseObject({
  address: z.string(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  change,
});
const plan = z.looseObject({
  format_version: z.string().regex(/^1\./),
  terraform_version: z.string(),
  errored: z.boolean().optional(),
  resource_changes: z.array(resource).optional(),
});

/**
 * Reads what `terraform show -json` said of a plan.
 *
 * @throws naming the file, for what is no such thing: a plan that cannot be read is not judged to be harmless
 */
export function readPlan(text: string, file: string): PlanJson {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw new Error(`${file}: got no JSON; use what terraform show -json says of a plan`);
  }
  const result = plan.safeParse(data);
  if (result.success) return data as PlanJson;
  const [issue] = result.error.issues;
  const place = issue?.path.join(".") || "the whole";
  throw new Error(`${file}: got no plan at ${place}; use what terraform show -json says of a plan (format version 1)`);
}
