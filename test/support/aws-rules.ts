import { copyPathRules } from "./aws-rules/copy-path-rules.ts";
import { type Deployment, vaultsIn } from "./aws-rules/deployment.ts";
import { documentRules } from "./aws-rules/document-rules.ts";
import type { Intent } from "./aws-rules/intent.ts";
import { placeRules } from "./aws-rules/place-rules.ts";
import { reachRules } from "./aws-rules/reach-rules.ts";
import { vaultRules } from "./aws-rules/vault-rules.ts";
import type { Violation } from "./aws-rules/violation.ts";

/**
 * AWS's rules on what is deployed, stated from AWS's documentation alone: it shares no code with the checks, and is slow
 * and literal on purpose. Empty: every backup and every copy that the policies ask for can be made and kept.
 */
export function awsRules(deployment: Deployment, intent: Intent): readonly Violation[] {
  const vaults = vaultsIn(deployment);
  return [
    ...deployment.policies.flatMap(documentRules),
    ...reachRules(deployment.policies, intent, (accountId, region, name) => {
      const lock = vaults.find(
        ({ vault }) => vault.accountId === accountId && vault.region === region && vault.block.name === name,
      )?.lock?.block;
      return lock ? { min: Number(lock.min_retention_days), max: Number(lock.max_retention_days) } : null;
    }),
    ...placeRules(deployment, intent),
    ...copyPathRules(deployment, intent),
    ...vaultRules(deployment, intent),
  ];
}
