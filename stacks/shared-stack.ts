import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy/index.js";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment/index.js";
import type { Construct } from "constructs";
import { AlertHub } from "../src/constructs/alert-hub.ts";
import { targetStatements } from "../src/constructs/pipeline-policies-policy.ts";
import { policyDocument, type Statement } from "../src/constructs/policy-document.ts";
import { policyTargets, targetArn } from "../src/estate/policy-targets.ts";
import { type AccountClass, accountClasses, type Estate } from "../src/model.ts";
import {
  accountRootArn,
  accountsPolicy,
  alertBus,
  alertBusArn,
  alertKeyAlias,
  alertRule,
  alertTopic,
  eventForwarderRole,
  hubApplyRole,
  pipelineApplyRole,
  roleArn,
  targetsPolicy,
} from "../src/names.ts";
import { addDuties } from "./backup-account.ts";
import { BaseStack } from "./base-stack.ts";
import { classMembers } from "./class-members.ts";

/** The shared resources account: the alert hub, the duties that act here, and which accounts the pipeline may enter. */
export class SharedStack extends BaseStack {
  constructor(construct: Construct, estate: Estate) {
    const { accountId, region } = estate.shared;
    super(construct, "shared", { estate, scope: "shared", accountId, regions: [region] });

    new AlertHub(this, "alerts", {
      provider: this.global,
      accountId,
      accountRootArn: accountRootArn(estate, accountId),
      organizationId: estate.organization.id,
      busName: alertBus,
      busArn: alertBusArn(estate),
      forwarderRoleArns: roleArn(estate, "*", eventForwarderRole),
      ruleName: alertRule,
      topicName: alertTopic,
      keyAlias: alertKeyAlias,
      pipelineRoleArn: roleArn(estate, accountId, pipelineApplyRole("shared")),
      subscriptions: estate.alerts.subscriptions,
    });
    addDuties(this, estate, accountId, "shared", { backupRoleArn: null, restoreRoleArns: [], reachInRoleArn: null });
    for (const cls of accountClasses) {
      this.#letPipelineEnter(estate, cls);
      this.#letPipelineAttach(estate, cls);
    }
  }

  /** The role that applies one class's accounts may enter those accounts, and no other. */
  #letPipelineEnter(estate: Estate, cls: AccountClass) {
    const statements = enterStatements(estate, cls);
    if (statements.length === 0) return;
    const policy = new IamPolicy(this, `accounts-${cls}`, {
      provider: this.global,
      name: accountsPolicy(cls),
      description: `the ${cls} accounts that the pipeline applies`,
      policy: policyDocument(statements),
    });
    new IamRolePolicyAttachment(this, `enter-${cls}`, {
      provider: this.global,
      role: hubApplyRole(`app-${cls}`),
      policyArn: policy.arn,
    });
  }

  /** The role that changes one class's backup policies may attach them to these units and accounts, and to no other. */
  #letPipelineAttach(estate: Estate, cls: AccountClass) {
    for (const [index, targets] of policyTargets(estate, cls).entries()) {
      const policy = new IamPolicy(this, `targets-${cls}-${index + 1}`, {
        provider: this.global,
        name: targetsPolicy(cls, index + 1),
        description: `what backup policies of ${cls} may be attached to`,
        policy: policyDocument(targetStatements(targets.map((target) => targetArn(estate.partition, target)))),
      });
      new IamRolePolicyAttachment(this, `attach-${cls}-${index + 1}`, {
        provider: this.global,
        role: pipelineApplyRole(`policies-${cls}`),
        policyArn: policy.arn,
      });
    }
  }
}

function enterStatements(estate: Estate, cls: AccountClass): readonly Statement[] {
  const { accountIds, orgPaths } = classMembers(estate, cls);
  const enter = {
    Effect: "Allow",
    Action: "sts:AssumeRole",
    Resource: roleArn(estate, "*", pipelineApplyRole(`app-${cls}`)),
  } as const;
  const statements: Statement[] = [];
  if (accountIds.length > 0) {
    statements.push({ ...enter, Sid: "ByAccount", Condition: { StringEquals: { "aws:ResourceAccount": accountIds } } });
  }
  if (orgPaths.length > 0) {
    const paths = orgPaths.map((path) => `${path}*`);
    statements.push({
      ...enter,
      Sid: "ByUnit",
      Condition: { "ForAnyValue:StringLike": { "aws:ResourceOrgPaths": paths } },
    });
  }
  return statements;
}
