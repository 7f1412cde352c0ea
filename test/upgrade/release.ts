import type { Estate } from "../../src/model.ts";
import { stackTexts } from "../../src/stack-texts.ts";
import { managementRoles } from "../../stacks/pipeline-roles.ts";

/** All of one release of Lockstep that somebody applies, for one config. */
export interface Release {
  readonly estate: Estate;
  /** Terraform JSON, by stack, without CDKTF's own notes, which Terraform ignores. */
  readonly stacks: ReadonlyMap<string, string>;
  /** The CloudFormation template that a person deploys in the management account, where there is one. */
  readonly managementRoles: string | null;
}

/** What the code as it is now makes of an estate. */
export function releaseOf(estate: Estate): Release {
  const stacks = stackTexts(estate);
  return {
    estate,
    stacks: new Map([...stacks].map(([id, text]) => [id, JSON.stringify(withoutNotes(JSON.parse(text)))])),
    managementRoles: estate.management && managementRoles(estate).replaceAll("$${", "${"),
  };
}

function withoutNotes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNotes);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(kept.map(([key, part]) => [key, withoutNotes(part)]));
}
