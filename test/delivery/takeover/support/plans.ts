import type { PlanJson, ResourceChange } from "../../../../src/delivery/terraform/plan-json.ts";

interface Planned {
  readonly actions?: ResourceChange["change"]["actions"];
  readonly before?: object;
  readonly after?: object;
  /** Id of what is imported. */
  readonly id?: string;
}

/** A change of one resource, created unless it says otherwise. */
export function change(
  address: string,
  { actions = ["create"], before, after = {}, id }: Planned = {},
): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  return {
    ...{ address, mode: "managed", type, name, provider_name: "registry.terraform.io/hashicorp/aws" },
    change: { actions, before: before ?? null, after, ...(id === undefined ? {} : { importing: { id } }) },
  };
}

export const plan = (...resource_changes: readonly ResourceChange[]): PlanJson => ({
  terraform_version: "1.11.4",
  resource_changes,
});

export const ownTags = { tags_all: { "lockstep:stack": "app-a" } };
