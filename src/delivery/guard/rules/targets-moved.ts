import { policyAttachmentType } from "../../resources/policies.ts";
import type { MovedTargets } from "../backup/moved-targets.ts";
import { guardRule } from "../guard-rule.ts";

export const targetsMoved = guardRule({
  id: "targets-moved",
  severity: "error",
  what: "units or accounts get another backup policy of a plan, as when its starts are spread",
  why: "Terraform takes the one away and attaches the other, in any order: in between, or until a failed apply is run again, nothing is backed up there.",
  source: "docs.aws.amazon.com/organizations/latest/userguide/orgs_policies_detach.html",
  example: { bad: [{ count: 3 }, "policies-prod"], good: [{ count: 0 }, "policies-prod"] },
  check: ({ count }: Pick<MovedTargets, "count">, stack: string) =>
    count === 0
      ? []
      : [
          {
            place: { stack, address: policyAttachmentType, path: [] },
            got: `${count} ${count === 1 ? "unit or account gets" : "units and accounts get"} another backup policy of the same plan`,
            why: "in between, or until a failed apply is run again, nothing is backed up there",
            use: "allow it for a day on which the apply is watched",
          },
        ],
});
