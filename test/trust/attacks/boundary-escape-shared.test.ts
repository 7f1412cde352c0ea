import { boundaryOf, dutyRole, pipelineApplyRole, restoreRole } from "../../../src/names.ts";
import { custodian } from "../organization/attacks.ts";
import { example, type Request, target } from "../organization/organization.ts";
import { central, centralVaults, shared } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { byEverything, executionRole, notWithinBoundary, unboundedRole } from "./attackers.ts";
import { asks } from "./aws-step.ts";
import { wayOutOf, wayToCustodian } from "./way-out.ts";

const out = wayOutOf("shared");
const { steps, role } = out;
const { accountId } = central.prod;
const [home = ""] = central.prod.regions;
const policyAdmin = dutyRole("policyAdmin");
const newCustodian = unboundedRole(accountId, custodian);

testAttack({
  id: "boundary-escape-shared",
  steps: wayToCustodian(out),
  ends: [
    ...centralVaults(example, "prod").flatMap((vault) =>
      ["backup:DeleteBackupVaultLockConfiguration", "backup:DeleteBackupVaultAccessPolicy"].map((action) =>
        asks({
          who: "the new custodian",
          does: `asks ${action} of ${vault.arn}`,
          as: newCustodian,
          request: [action, vault],
          today: byEverything,
        }),
      ),
    ),
    asks({
      who: "the new custodian",
      does: "changes the policy of central's key",
      as: newCustodian,
      request: ["kms:PutKeyPolicy", example.key(accountId, home)],
      today: `${byEverything}, key policy of alias/lockstep-central-prod: IamPoliciesDecide`,
    }),
    ...["iam:UpdateAssumeRolePolicy", "iam:PutRolePolicy"].map((action) =>
      asks({
        who: "StackSets' role in central prod",
        does: `rewrites the pipeline's apply role by ${action}`,
        as: executionRole(accountId),
        request: [action, example.roleTarget(accountId, pipelineApplyRole("central-prod"))],
        today: byEverything,
      }),
    ),
    asks({
      who: "StackSets' role in central prod",
      does: "rewrites the boundary",
      as: executionRole(accountId),
      request: ["iam:CreatePolicyVersion", example.policyTarget(accountId, boundaryOf(restoreRole))],
      today: byEverything,
    }),
  ],
});

testAttack({
  id: "boundary-escape-shared-own-stack-set",
  steps,
  ends: [
    asks({
      who: "that role",
      does: "makes a StackSet of its own",
      as: role,
      // it names no resource: docs.aws.amazon.com/service-authorization, AWS CloudFormation
      request: ["cloudformation:CreateStackSet", target("*", shared.accountId)],
      today: notWithinBoundary(policyAdmin),
    }),
  ],
});

testAttack({
  id: "boundary-escape-shared-backup-policies",
  steps,
  ends: (["prod", "nonprod"] as const).flatMap((cls) =>
    [
      ["organizations:UpdatePolicy", "BackupDelegateChanges"],
      ["organizations:DeletePolicy", "BackupDelegateChanges"],
      ["organizations:DetachPolicy", "BackupDelegateAttaches"],
    ].map(([action = "", delegation]) =>
      asks({
        who: "that role",
        does: `asks ${action} of a backup policy of ${cls}`,
        as: role,
        request: [action, example.organizationPolicy("backup_policy", { "lockstep:class": cls })],
        today: `${byEverything}, delegation policy of the organization: ${delegation}`,
      }),
    ),
  ),
});

const state: readonly Request[] = [
  ...["s3:PutBucketPolicy", "s3:PutLifecycleConfiguration"].map((action): Request => [action, example.state("")]),
  ...["state/central-prod/central-prod.tfstate", "ledger/app-prod/app-payments-prod.json"].flatMap((key) =>
    ["s3:PutObject", "s3:DeleteObject"].map((action): Request => [action, example.state(key)]),
  ),
];

testAttack({
  id: "boundary-escape-shared-state",
  steps,
  ends: state.map((request) =>
    asks({
      who: "that role",
      does: `asks ${request[0]} of ${request[1].arn}`,
      as: role,
      request,
      today: notWithinBoundary(policyAdmin),
    }),
  ),
});
