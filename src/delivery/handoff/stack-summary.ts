import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { byText } from "../../by-text.ts";
import type { PlanAction } from "../terraform/plan-json.ts";
import { field } from "./field.ts";
import { handOver } from "./hand-over.ts";
import { stackDiagnostic } from "./stack-diagnostic.ts";

const attribute = z
  .strictObject({
    /** Keys and indices, from the resource down to what changes. */
    path: z.array(z.string().or(z.int().min(0))).readonly(),
    /** As text for a person; sensitive values as `(sensitive)`, unknown ones as `(known after apply)`; `null`: not there. */
    before: z.string().nullable(),
    after: z.string().nullable(),
  })
  .readonly();

const change = z
  .strictObject({
    address: z.string(),
    type: z.string(),
    // an action that nobody knows yet is the guard's to stop, with its stack's name
    actions: z.array(z.custom<PlanAction>((value) => typeof value === "string")).readonly(),
    /** Id of something that exists and that the state gets to know by this; absent elsewhere. */
    takenOver: z.exactOptional(z.string()),
    /** Backup plan that a policy is of, or that an attachment puts somebody under, by the tag of the policy; absent elsewhere. */
    plan: z.exactOptional(z.string()),
    attributes: z.array(attribute).readonly(),
  })
  .readonly();

const recovery = z
  .strictObject({
    /** Run and attempt of the apply that did not end well; empty: the stack was retired and comes back, or its state is lost. */
    apply: z.string(),
    /** What people are to know of what exists and is not part of this plan. */
    notes: z.array(z.string()).readonly(),
  })
  .readonly();

const strangeKey = z
  .strictObject({
    address: z.string(),
    /** The map that it is a key of, such as `resource_type_opt_in_preference`. */
    attribute: z.string(),
    key: z.string(),
    /** `added`: AWS has it, and this Lockstep does not know it; `gone`: config names it, and AWS does not have it there. */
    is: z.enum(["added", "gone"]),
  })
  .readonly();

const planFile = z
  .strictObject({
    key: z.string(),
    sha256: field.hash,
    /** Version of the Terraform that made it: no other can apply it. */
    terraformVersion: z.string(),
    /** Sha-256 of the lock file that it was made with. */
    lockHash: field.hash,
    /** Version of each provider in that lock file, by source address. */
    providers: z.record(z.string().regex(/^[\w.-]+\/[\w-]+\/[\w-]+$/), z.string()).readonly(),
  })
  .readonly();

const schema = z
  .strictObject({
    stack: field.stack,
    /** Folder of its state, GitHub environment and role of its apply. */
    scope: field.scope,
    wave: field.wave,
    /** `not-ready`: the account does not have the pipeline's roles yet. */
    outcome: z.enum(["unchanged", "changed", "failed", "not-ready"]),
    /** Sha-256 of what would change, the same for two plans of the same change; empty unless `changed`. */
    digest: field.hashOrNone,
    /** The same with what is the account's own replaced: stacks of one shape change alike. */
    shape: field.hashOrNone,
    changes: z.array(change).readonly(),
    /** What the guard found in the plan. What is allowed is decided by who reads it, by the allowances that were merged. */
    violations: z.array(stackDiagnostic).readonly(),
    /** What Terraform said when it failed; empty otherwise. */
    error: z.string(),
    /** Where the plan is kept for its apply; `null`: it is not, as in pull requests. */
    planFile: planFile.nullable(),
    /** What was done about resources that the state may not know; absent: the last apply ended well. */
    recovery: z.exactOptional(recovery),
    /** Settings of AWS's own that AWS and config do not both have; absent: there are none. What is `added` changes nothing. */
    strangeKeys: z.exactOptional(z.array(strangeKey).min(1).readonly()),
  })
  .superRefine(({ stack, violations }, context) => {
    for (const [index, { place }] of violations.entries()) {
      // it would be held against the allowances of another stack
      if (place.stack !== stack) {
        context.addIssue({ code: "custom", path: ["violations", index, "place", "stack"], input: place.stack });
      }
    }
  })
  .readonly();

/** What a plan of one stack comes to, without anything sensitive: all that leaves the job that made the plan. */
export type StackSummary = z.infer<typeof schema>;
export type ChangeSummary = z.infer<typeof change>;
export type AttributeChange = z.infer<typeof attribute>;
export type PlanFile = z.infer<typeof planFile>;
export type StrangeKey = z.infer<typeof strangeKey>;
export type Recovery = z.infer<typeof recovery>;

export const summaryFile = handOver<StackSummary>({
  what: "a summary of a plan",
  writer: "`lockstep plan` or `drift detect`",
  version: 4,
  schema,
});

/**
 * The summaries that the plan jobs left: every `.json` file of a folder and the folders in it, by stack.
 *
 * @throws naming each file that is none, all at once: what was left out would look as if it changed nothing
 */
export async function readSummaries(folder: string): Promise<readonly StackSummary[]> {
  const entries = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`got no folder ${folder}; use the one that plan wrote its summaries to`, { cause });
  });
  const files = entries.filter((entry) => entry.endsWith(".json")).sort();
  const summaries = await summaryFile.readAll(files.map((file) => join(folder, file)));

  const seen = new Set<string>();
  const twice = summaries.filter(({ stack }) => seen.size === seen.add(stack).size);
  if (twice.length > 0)
    throw new Error(twice.map(({ stack }) => `${folder}: got two summaries of ${stack}; use one a stack`).join("\n"));
  return [...summaries].sort(byText(({ stack }) => stack));
}

/** What the plan of one stack came to; `null`: its job did not finish. @throws for a summary that is another's, or broken */
export async function readSummary(folder: string, stack: string): Promise<StackSummary | null> {
  const file = join(folder, `${stack}.json`);
  const summary = await summaryFile.readIfThere(file);
  if (summary === null || summary.stack === stack) return summary;
  throw new Error(`${file}: got the summary of ${summary.stack}; use what \`lockstep plan\` wrote`);
}
