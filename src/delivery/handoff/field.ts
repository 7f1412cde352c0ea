import { z } from "zod";
import { pipelineScopes, type Scope } from "../../names.ts";
import { stackName } from "../stack/stack-name.ts";

const scopes = pipelineScopes.map(({ scope }) => scope);

/** What stands in files of several kinds, each time in the same form. */
export const field = {
  stack: z.string().regex(stackName),
  /** Of the pipeline; what a person applies is planned and applied by none of its jobs. */
  scope: z.enum(scopes as [Scope, ...Scope[]]),
  /** The same, and what a person applies. */
  anyScope: z.enum(["bootstrap", ...scopes] as [Scope, ...Scope[]]),
  wave: z.int().min(1),
  accountId: z.string().regex(/^\d{12}$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  /** Sha-256 in hexadecimal digits. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The same, or empty where there is nothing to take it of. */
  hashOrNone: z.string().regex(/^([0-9a-f]{64})?$/),
} as const;
