import { dutyRole, hubApplyRole, pipelineApplyRole } from "../../../src/names.ts";
import { example, type Principal } from "../organization/organization.ts";
import { central, organization, shared } from "../organization/places.ts";
import type { Step } from "./attack.ts";
import {
  boundedRole,
  boundedRoleTarget,
  byEverything,
  executionRole,
  nothingAllows,
  notWithinBoundary,
} from "./attackers.ts";
import { asks } from "./aws-step.ts";
import { stackSet } from "./stack-set.ts";

/** How a merged change of a scope gets a role of the scope's account that may do all that its boundary allows. */
export interface WayOut {
  readonly accountId: string;
  readonly steps: readonly Step[];
  readonly role: Principal;
}

export function wayOutOf(scope: "shared" | "management"): WayOut {
  const accountId = scope === "shared" ? shared.accountId : organization.managementAccountId;
  const hub = hubApplyRole(scope);
  const apply = example.role(accountId, pipelineApplyRole(scope));
  // the one role of shared that is worth most; in the management account the pipeline makes none at all
  const name = dutyRole("policyAdmin");
  const made = boundedRoleTarget(accountId, name);
  const [making, changing] =
    scope === "shared"
      ? [
          "allowed by managed policy of lockstep-pipeline-making-roles: PolicyAdmin",
          "allowed by managed policy of lockstep-pipeline-roles: Permissions",
        ]
      : [nothingAllows, nothingAllows];
  const steps = [
    asks({
      who: `the workflow of ${scope}`,
      does: "takes the pipeline's apply role",
      as: example.role(shared.accountId, hub),
      request: ["sts:AssumeRole", example.roleTarget(accountId, pipelineApplyRole(scope))],
      today: `allowed by inline policy of ${hub}: Enter, trust of lockstep-pipeline-apply: Trusted`,
    }),
    asks({
      who: "the apply role",
      does: "makes a role with its boundary that trusts anybody",
      as: apply,
      request: ["iam:CreateRole", made],
      today: making,
    }),
    asks({
      who: "the apply role",
      does: "allows that role everything",
      as: apply,
      request: ["iam:PutRolePolicy", made],
      today: changing,
    }),
  ];
  // in the management account there is no role but the pipeline's own to go on with
  return { accountId, steps, role: scope === "shared" ? boundedRole(accountId, name) : apply };
}

/** How such a role of shared gets at the custodian of central prod: StackSets' role does what the StackSet says. */
export function wayToCustodian({ accountId, steps, role }: WayOut): readonly Step[] {
  const inCentral = central.prod.accountId;
  return [
    ...steps,
    asks({
      who: "that role",
      does: "rewrites the pipeline's StackSet",
      as: role,
      request: ["cloudformation:UpdateStackSet", stackSet(accountId)],
      today: notWithinBoundary(dutyRole("policyAdmin")),
    }),
    ...["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"].map((action) =>
      asks({
        who: "StackSets' role in central prod",
        does: `rewrites the custodian by ${action}`,
        as: executionRole(inCentral),
        request: [action, example.roleTarget(inCentral, dutyRole("vaultCustodian"))],
        today: byEverything,
      }),
    ),
  ];
}
