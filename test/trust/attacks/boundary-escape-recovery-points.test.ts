import { hubApplyRole, pipelineApplyRole, stackTag } from "../../../src/names.ts";
import { custodian } from "../organization/attacks.ts";
import { example, target } from "../organization/organization.ts";
import { central, organization, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { byEverything, executionRole, unboundedRole } from "./attackers.ts";
import { asks } from "./aws-step.ts";
import { wayOutOf, wayToCustodian } from "./way-out.ts";

const { accountId } = central.prod;
const [home = ""] = central.prod.regions;
const newCustodian = unboundedRole(accountId, custodian);
const inShared = unboundedRole(shared.accountId, "made-by-the-stack-set");

testAttack({
  id: "boundary-escape-shared-recovery-points",
  steps: [
    ...wayToCustodian(wayOutOf("shared")),
    asks({
      who: "the new custodian",
      does: "removes the policy of central's vault",
      as: newCustodian,
      request: ["backup:DeleteBackupVaultAccessPolicy", example.vault(accountId, home)],
      today: byEverything,
    }),
    ...["iam:CreateRole", "iam:PutRolePolicy"].map((action) =>
      asks({
        who: "StackSets' role in shared",
        does: `makes a role without the boundary by ${action}`,
        as: executionRole(shared.accountId),
        request: [action, target(inShared.arn, shared.accountId)],
        today: byEverything,
      }),
    ),
    asks({
      who: "the unbounded role",
      does: "rewrites whom the hub role of management trusts",
      as: inShared,
      request: ["iam:UpdateAssumeRolePolicy", example.roleTarget(shared.accountId, hubApplyRole("management"))],
      today: byEverything,
    }),
    asks({
      who: "the hub role of management",
      does: "takes management's apply role",
      as: example.role(shared.accountId, hubApplyRole("management")),
      request: [
        "sts:AssumeRole",
        example.roleTarget(organization.managementAccountId, pipelineApplyRole("management")),
      ],
      today:
        "allowed by inline policy of lockstep-hub-apply-management: Enter, trust of lockstep-pipeline-apply: Trusted",
    }),
    asks({
      who: "management's apply role",
      does: "empties the guardrails",
      as: example.role(organization.managementAccountId, pipelineApplyRole("management")),
      request: [
        "organizations:UpdatePolicy",
        { ...example.organizationPolicy("service_control_policy", { [stackTag]: "management" }), policy: null },
      ],
      today: "allowed by managed policy of lockstep-pipeline-management: Guardrails",
    }),
  ],
  ends: [
    asks({
      who: "the new custodian",
      does: "deletes a recovery point, where guardrail and vault policy are gone",
      in: () =>
        example
          .without("CentralBackupsStay", "service control policy")
          .without("NobodyDeletesOrShortens", "vault policy"),
      as: newCustodian,
      request: ["backup:DeleteRecoveryPoint", { ...example.recoveryPoint(accountId, home), policy: null }],
      today: byEverything,
    }),
  ],
});
