import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockOfMirror } from "../../../support/lock-of-mirror.ts";
import { waitsAt } from "../../run/support/gate-folder.ts";

interface Content {
  readonly accountId: string;
  /** Where the apply waits once everything else is made. @default it does not wait */
  readonly gate?: Parameters<typeof waitsAt>[0];
  /** Root of an organization that the account manages, to attach a policy to. @default there is no policy */
  readonly rootId?: string;
}

/** Writes `app-a` of a synthesized folder anew, with one of everything that moto knows and AWS makes only once. */
export async function writeAppStack(synth: string, { accountId, gate, rootId }: Content): Promise<void> {
  writeFileSync(join(synth, ".terraform.lock.hcl"), await lockOfMirror());
  const file = join(synth, "head/stacks/app-a/cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8"));
  const roleArn = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
  const role = `"${roleArn("lockstep-pipeline-apply")}" : "${roleArn("lockstep-pipeline-plan")}"`;
  stack.terraform.required_providers.aws = { source: "aws", version: "5.100.0" };
  stack.provider.aws = [
    {
      alias: "eu-west-2",
      region: "eu-west-2",
      allowed_account_ids: [accountId],
      assume_role: [{ role_arn: `\${terraform.applying ? ${role}}` }],
      default_tags: [{ tags: { "lockstep:stack": "app-a" } }],
    },
  ];
  const all = { ...resources, ...(rootId === undefined ? {} : policies(rootId)) };
  const made = Object.entries(all).flatMap(([type, blocks]) => Object.keys(blocks).map((name) => `${type}.${name}`));
  stack.resource = { ...all, ...(gate && { terraform_data: { last: { ...waitsAt(gate), depends_on: made } } }) };
  writeFileSync(file, JSON.stringify(stack));
}

export const keyDescription = "encrypts the recovery points of backup vault lockstep-local";

const document = (statement: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...statement }] });
const provider = "aws.eu-west-2";
const kept = { provider, lifecycle: { prevent_destroy: true } };
const resources = {
  aws_kms_key: {
    "eu-west-2_key": { ...kept, description: keyDescription, enable_key_rotation: true, deletion_window_in_days: 30 },
  },
  aws_kms_alias: {
    "eu-west-2_alias": {
      provider,
      name: "alias/lockstep-local",
      target_key_id: "${aws_kms_key.eu-west-2_key.key_id}",
    },
  },
  aws_backup_vault: {
    "eu-west-2_vault": { ...kept, name: "lockstep-local", kms_key_arn: "${aws_kms_key.eu-west-2_key.arn}" },
  },
  aws_iam_role: {
    auditor_role: {
      provider,
      name: "lockstep-auditor",
      assume_role_policy: document({ Action: "sts:AssumeRole", Principal: { Service: "backup.amazonaws.com" } }),
    },
  },
  aws_iam_role_policy: {
    auditor_permissions: {
      provider,
      name: "permissions",
      role: "${aws_iam_role.auditor_role.name}",
      policy: document({ Action: "backup:List*", Resource: "*" }),
    },
  },
  aws_iam_policy: {
    accounts: {
      provider,
      name: "lockstep-accounts-prod",
      policy: document({ Action: "sts:AssumeRole", Resource: "*" }),
    },
  },
  aws_cloudwatch_event_bus: { bus: { provider, name: "lockstep-alerts" } },
  aws_cloudwatch_event_rule: {
    rule: {
      provider,
      name: "lockstep-failed-jobs",
      event_bus_name: "${aws_cloudwatch_event_bus.bus.name}",
      event_pattern: JSON.stringify({ source: ["aws.backup"] }),
    },
  },
  aws_sns_topic: {
    topic: { provider, name: "lockstep-alerts", kms_master_key_id: "${aws_kms_key.eu-west-2_key.arn}" },
  },
};
const policies = (rootId: string) => ({
  aws_organizations_policy: {
    guardrails: {
      provider,
      name: "lockstep-guardrails",
      type: "SERVICE_CONTROL_POLICY",
      content: document({ Action: "*", Resource: "*" }),
    },
  },
  aws_organizations_policy_attachment: {
    "guardrails-root": { provider, policy_id: "${aws_organizations_policy.guardrails.id}", target_id: rootId },
  },
});
