import { canonicalJson } from "./canonical-json.ts";
import { sha256 } from "./sha256.ts";

/** What the ledger keeps of a stack that was applied: two stacks with one hash are the same to Terraform. */
export const configHash = (stack: unknown): string => sha256(canonicalJson(stack));
