import { dutyRole, pipelineApplyRole, restoreRole } from "../../../src/names.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { custodian } from "../organization/attacks.ts";
import { example, type Principal, type Target } from "../organization/organization.ts";
import { central } from "../organization/places.ts";
import { testAttack } from "./attack.ts";
import { asks, isRefused } from "./aws-step.ts";

const { accountId } = central.prod;
const [home = ""] = central.prod.regions;
const pipeline = example.role(accountId, pipelineApplyRole("central-prod"));
const oneCustodian = example.role(accountId, custodian);

interface Mender {
  readonly who: string;
  readonly as: Principal;
  /** What denies it a change of the key's policy, and of the vault's; the new denial is always among them. */
  readonly ofKey: string;
  readonly toPut: string;
  readonly toDelete: string;
}

const neverPuts = `inline policy of ${custodian}: OtherDuties`;
const byLockOut = "denied by policy: LockOut";
const guardrail = "service control policy of lockstep-guardrails";
const notTheirs = {
  ofKey: `${byLockOut}, policy: OnlyPipelineOrCustodianChangesThis, ${guardrail}: KeyPolicies`,
  toPut: `${byLockOut}, ${guardrail}: CentralDuties, ${guardrail}: VaultPolicies`,
  toDelete: `${byLockOut}, ${guardrail}: CentralDuties, ${guardrail}: Vaults`,
};

/** Everybody who could mend a policy of the account. */
const menders: readonly Mender[] = [
  {
    who: "the custodian",
    as: oneCustodian,
    ofKey: byLockOut,
    toPut: `denied by ${neverPuts}, policy: LockOut, ${guardrail}: VaultPolicies`,
    toDelete: byLockOut,
  },
  {
    who: "the pipeline",
    as: pipeline,
    ofKey: byLockOut,
    toPut: byLockOut,
    toDelete: `denied by inline policy of lockstep-pipeline-apply: BackupsStay, policy: LockOut, ${guardrail}: Vaults`,
  },
  { who: "the administrator", as: example.administrator(accountId), ...notTheirs },
  { who: "the root user", as: example.rootUser(accountId), ...notTheirs },
];

const denyAll = (...actions: readonly string[]): Document => ({
  Version: "2012-10-17",
  Statement: [{ Sid: "LockOut", Effect: "Deny", Principal: "*", Action: actions, Resource: "*" }],
});

/** The resource once the policy is replaced; it keeps what else AWS knows of it. */
const under = (target: Target, policy: Document): Target => ({ ...target, policy });

const vault = example.vault(accountId, home);
const lockedVault = denyAll(
  "backup:PutBackupVaultAccessPolicy",
  "backup:DeleteBackupVaultAccessPolicy",
  "backup:StartRestoreJob",
  "backup:CopyFromBackupVault",
  "backup:GetRecoveryPointRestoreMetadata",
);

const nobodyMendsVault = menders.flatMap(({ who, as, toPut, toDelete }) =>
  (
    [
      ["backup:PutBackupVaultAccessPolicy", toPut],
      ["backup:DeleteBackupVaultAccessPolicy", toDelete],
    ] as const
  ).map(([action, today]) =>
    isRefused({
      who,
      does: `asks ${action} of that vault`,
      as,
      request: [action, under(vault, lockedVault)],
      today,
    }),
  ),
);

const nobodyRestores = isRefused({
  who: "the restore operator",
  does: "restores from that vault",
  as: example.role(accountId, dutyRole("restoreOperator")),
  request: ["backup:StartRestoreJob", under(example.recoveryPoint(accountId, home), lockedVault)],
  today: byLockOut,
});

const key = example.key(accountId, home);
const lockedKey: Document = {
  Version: "2012-10-17",
  Statement: [
    ...(key.policy?.Statement ?? []),
    ...denyAll("kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy").Statement,
  ],
};

const nobodyMendsKey = menders.map(({ who, as, ofKey }) =>
  isRefused({
    who,
    does: "changes that key's policy back",
    as,
    request: ["kms:PutKeyPolicy", under(key, lockedKey)],
    today: ofKey,
  }),
);

const nothingIsRead = isRefused({
  who: "the role that AWS Backup restores with",
  does: "makes a grant on that key, to restore by",
  as: example.role(accountId, restoreRole),
  request: ["kms:CreateGrant", under(key, lockedKey), { "kms:GrantIsForAWSResource": "true" }],
  today: byLockOut,
});

for (const { ofVault, ofKey, who, as, putsVaultPolicy } of [
  {
    ofVault: "lock-out-vault-by-pipeline",
    ofKey: "lock-out-key-by-pipeline",
    who: "the pipeline",
    as: pipeline,
    putsVaultPolicy: "allowed by managed policy of lockstep-pipeline-vaults: Vaults",
  },
  {
    ofVault: "lock-out-vault-by-custodian",
    ofKey: "lock-out-key-by-custodian",
    who: "one custodian",
    as: oneCustodian,
    putsVaultPolicy: `denied by ${neverPuts}, ${guardrail}: VaultPolicies, vault policy of lockstep-central-prod: OnlyPipelineChangesThis`,
  },
]) {
  testAttack({
    id: ofVault,
    steps: [
      asks({
        who,
        does: "puts a policy that denies everybody",
        as,
        request: ["backup:PutBackupVaultAccessPolicy", vault],
        today: putsVaultPolicy,
      }),
      ...nobodyMendsVault,
    ],
    ends: [nobodyRestores],
  });

  testAttack({
    id: ofKey,
    steps: [
      asks({
        who,
        does: "puts such a policy, and bypasses the lock-out check",
        as,
        request: ["kms:PutKeyPolicy", key, { "kms:BypassPolicyLockoutSafetyCheck": "true" }],
        today: `denied by inline policy of ${as === pipeline ? "lockstep-pipeline-apply" : custodian}: KeysStayInReach, ${guardrail}: KeyLockOut, ${guardrail}: NewKeyLockOut`,
      }),
      ...nobodyMendsKey,
    ],
    ends: [nothingIsRead],
  });
}
