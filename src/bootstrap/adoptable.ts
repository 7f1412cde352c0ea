import type { PlanJson } from "../delivery/plan-json.ts";

/** Something that a plan would create and that may exist already, by the id that `terraform import` takes. */
export interface Adoptable {
  readonly address: string;
  readonly id: string;
}

/**
 * What an apply that was killed may have made without telling the state: AWS refuses to make it again, because its name
 * is taken. Keys have no name; one that was lost this way stays, empty and unused.
 */
export function adoptable(plan: PlanJson, owner: { partition: string; accountId: string }): readonly Adoptable[] {
  const arn = (resource: string) => `arn:${owner.partition}:iam::${owner.accountId}:${resource}`;

  return (plan.resource_changes ?? []).flatMap(({ address, type, change }) => {
    if (change.actions.join() !== "create") return [];
    const after = change.after as Readonly<Record<string, unknown>>;
    const text = (key: string) => String(after[key]);
    switch (type) {
      case "aws_s3_bucket":
        return [{ address, id: text("bucket") }];
      case "aws_kms_alias":
      case "aws_iam_role":
        return [{ address, id: text("name") }];
      case "aws_iam_policy":
        return [{ address, id: arn(`policy/${text("name")}`) }];
      case "aws_iam_openid_connect_provider":
        return [{ address, id: arn(`oidc-provider/${text("url").replace("https://", "")}`) }];
      case "aws_cloudformation_stack_set":
        return [{ address, id: `${text("name")},${text("call_as")}` }];
      default:
        return [];
    }
  });
}
