import { type AccountClass, accountClasses, type Estate } from "../../../src/model.ts";
import { keyId, type Resource, text } from "../../emulator/deploy/stack-resources.ts";
import type { Organization } from "../organization/organization.ts";

/** Attachments, registrations and aliases that stand where they do not belong. */
export function misplaced({ estate, resources }: Organization): readonly string[] {
  const of = (type: string, stack?: string) =>
    resources.filter((one) => one.type === type && (stack === undefined || one.stack === stack));
  const keys = new Set(of("aws_kms_key").map(keyId));
  return [
    ...accountClasses.flatMap((cls) =>
      of("aws_organizations_policy_attachment", `policies-${cls}`)
        .filter((one) => !targetsOf(estate, cls).includes(text(one, "target_id")))
        .map((one) => `${one.stack}: a backup policy of ${cls} on ${text(one, "target_id")}`),
    ),
    ...of("aws_organizations_policy_attachment", "management")
      .filter((one) => !isGuardrailOnRoot(estate, resources, one))
      .map((one) => `${one.stack}: ${text(one, "policy_id")} on ${text(one, "target_id")}`),
    ...of("aws_organizations_delegated_administrator")
      .filter((one) => text(one, "service_principal") !== "backup.amazonaws.com" || !isShared(estate, one))
      .map((one) => `${one.stack}: ${text(one, "account_id")} for ${text(one, "service_principal")}`),
    ...of("aws_kms_alias")
      .filter((one) => !keys.has(text(one, "target_key_id")))
      .map((one) => `${one.stack}: ${text(one, "name")} on ${text(one, "target_key_id")}`),
  ];
}

const targetsOf = ({ units, accounts }: Estate, cls: AccountClass): readonly string[] => [
  ...units.filter((unit) => unit.class === cls).map(({ ouId }) => ouId),
  ...accounts.filter((account) => account.class === cls).map(({ accountId }) => accountId),
];

function isGuardrailOnRoot({ organization }: Estate, resources: readonly Resource[], attachment: Resource): boolean {
  const policies = resources.filter((one) => one.type === "aws_organizations_policy" && one.stack === attachment.stack);
  return policies.length === 1 && text(attachment, "target_id") === organization.rootId;
}

const isShared = ({ shared }: Estate, one: Resource) => text(one, "account_id") === shared.accountId;
