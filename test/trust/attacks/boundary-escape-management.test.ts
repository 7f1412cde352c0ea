import { accountClasses } from "../../../src/model.ts";
import { example, target } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { central, organization } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { nothingAllows } from "./attackers.ts";
import { asks } from "./aws-step.ts";
import { stackSet } from "./stack-set.ts";
import { wayOutOf } from "./way-out.ts";

const { steps, role, accountId } = wayOutOf("management");
const inOrganization = (resource: string) => target(`arn:aws:organizations::${accountId}:${resource}`, accountId);

testAttack({
  id: "boundary-escape-management-stack-set",
  steps,
  ends: [
    asks({
      who: "the apply role",
      does: "rewrites the pipeline's StackSet",
      as: role,
      request: ["cloudformation:UpdateStackSet", stackSet(accountId)],
      today: nothingAllows,
    }),
    asks({
      who: "the apply role",
      does: "makes a StackSet of its own",
      as: role,
      request: ["cloudformation:CreateStackSet", target("*", accountId)],
      today: nothingAllows,
    }),
  ],
});

testAttack({
  id: "boundary-escape-management-accounts",
  steps,
  ends: accountClasses.flatMap((cls) =>
    ["organizations:CloseAccount", "organizations:RemoveAccountFromOrganization"].map((action) =>
      asks({
        who: "the apply role",
        does: `asks ${action} of central ${cls}`,
        as: role,
        request: [action, inOrganization(`account/${organization.id}/${central[cls].accountId}`)],
        today: nothingAllows,
      }),
    ),
  ),
});

testAttack({
  id: "boundary-escape-management-guardrails",
  steps,
  ends: ["organizations:DetachPolicy", "organizations:UpdatePolicy", "organizations:DeletePolicy"].map((action) =>
    asks({
      who: "the apply role",
      does: `asks ${action} of the guardrails`,
      as: role,
      request: [action, { ...example.organizationPolicy("service_control_policy"), policy: null }],
      today: nothingAllows,
    }),
  ),
});

testAttack({
  id: "boundary-escape-management-central-administrator",
  steps,
  ends: accountClasses.map((cls) =>
    asks({
      who: "the apply role",
      does: `takes the administrator's role that AWS made in central ${cls}`,
      as: role,
      request: ["sts:AssumeRole", accountAccess(central[cls].accountId)],
      today: nothingAllows,
    }),
  ),
});

testAttack({
  id: "boundary-escape-management-permission-sets",
  steps,
  ends: [
    asks({
      who: "the apply role",
      does: "assigns a permission set",
      as: role,
      request: ["sso:CreateAccountAssignment", target("arn:aws:sso:::instance/ssoins-1234567890abcdef", accountId)],
      today: nothingAllows,
    }),
  ],
});

/**
 * What an account that the organization created has from the beginning; it trusts all of management.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html
 */
function accountAccess(id: string) {
  const root = { AWS: `arn:aws:iam::${accountId}:root` };
  return {
    ...target(roleArn(id, "OrganizationAccountAccessRole"), id),
    trust: {
      Version: "2012-10-17",
      Statement: [{ Sid: "Management", Effect: "Allow" as const, Principal: root, Action: "sts:AssumeRole" }],
    },
  };
}
