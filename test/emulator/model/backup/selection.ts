import type { ProtectedResource } from "../resources.ts";
import { matchesPattern } from "./pattern.ts";

export type Operator = "string_equals" | "string_not_equals" | "string_like" | "string_not_like";

export interface SelectionCondition {
  readonly operator: Operator;
  /** `aws:ResourceTag/<key>` */
  readonly key: string;
  readonly value: string;
}

/** Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html */
export interface Selection {
  readonly name: string;
  readonly roleArn: string;
  /** Of a tag selection; `null`: it goes by type. */
  readonly tag: { readonly key: string; readonly values: readonly string[] } | null;
  readonly resourceTypes: readonly string[];
  readonly notResourceTypes: readonly string[];
  readonly conditions: readonly SelectionCondition[];
}

/** A tag selection takes any of its values; every condition must hold, those on the same key too. */
export function selects(selection: Selection, { arn, tags }: Pick<ProtectedResource, "arn" | "tags">): boolean {
  const { tag, resourceTypes, notResourceTypes, conditions } = selection;
  const isMeant =
    tag === null
      ? resourceTypes.some((pattern) => matchesPattern(pattern, arn)) &&
        !notResourceTypes.some((pattern) => matchesPattern(pattern, arn))
      : tag.values.some((value) => tags[tag.key] === value);
  return isMeant && conditions.every((condition) => holds(condition, tags));
}

// docs.aws.amazon.com/aws-backup/latest/devguide/API_Conditions.html: a negated one takes resources without the tag too
function holds({ operator, key, value }: SelectionCondition, tags: Readonly<Record<string, string>>): boolean {
  const tag = tags[key.replace(/^aws:ResourceTag\//, "")];
  switch (operator) {
    case "string_equals":
      return tag === value;
    case "string_not_equals":
      return tag !== value;
    case "string_like":
      return tag !== undefined && matchesPattern(value, tag);
    case "string_not_like":
      return tag === undefined || !matchesPattern(value, tag);
  }
}
