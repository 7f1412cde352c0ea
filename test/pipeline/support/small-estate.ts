/** Bucket of the state, by the name that the estate gives it. */
export const stateBucket = "lockstep-state-tiny-222222222222";
export const repositoryName = "acme/backup";

/** A config folder, by path: one account a class, and a unit whose accounts nobody else's stack mentions. */
export const smallEstate: Readonly<Record<string, string>> = {
  "config/organization.yaml": `name: tiny
organization: { id: o-a1b2c3d4e5, root: r-ab12, management: "111111111111" }
regions: [eu-west-2]
shared: { account: "222222222222", region: eu-west-2 }
central:
  prod:
    account: "333333333333"
    lock: { mode: governance, min: 7d, max: 1y }
  nonprod:
    account: "444444444444"
    lock: { mode: governance, min: 3d, max: 1y }
units:
  data: { path: ou-ab12-1a2b3c4d, class: prod, plans: [bronze] }
optIn:
  types: [DynamoDB, EBS, RDS, S3]
duties:
  policyAdmin: { principals: ["arn:aws:iam::222222222222:user/policy-admin"] }
  vaultCustodian: { principals: ["arn:aws:iam::222222222222:user/custodian-1", "arn:aws:iam::222222222222:user/custodian-2"] }
  backupOperator: { principals: ["arn:aws:iam::222222222222:user/backup-operator"] }
  restoreOperator: { principals: ["arn:aws:iam::222222222222:user/restore-operator"] }
  auditor: { principals: ["arn:aws:iam::222222222222:user/auditor"] }
alerts:
  subscriptions:
    - email: backup-team@acme.example
pipeline:
  repository: ${repositoryName}
  ids: { owner: "8675309", repository: "1234567" }
`,
  "config/plans/bronze.yaml": `promise: { rpo: 36h, isolatedRpo: 48h, rto: 1d }
select: { everythingExcept: { tag: { backup-plan: [none] } } }
rules:
  nightly:
    schedule: cron(0 3 ? * * *)
    startWithin: 2h
    completeWithin: 8h
    keep: { local: 7d, central: 14d }
ownWindows: 19:30-20:30
firstBackups: made on demand by whoever onboards a bucket
`,
  "config/accounts/orders-prod.yaml": account("555555555501", "prod", { plans: "[bronze]" }),
  "config/accounts/orders-dev.yaml": account("666666666601", "nonprod", { plans: "[bronze]" }),
};

/** An account's file. */
export function account(id: string, cls: "prod" | "nonprod", more: Readonly<Record<string, string>>): string {
  const keys = { account: JSON.stringify(id), class: cls, owner: "team@acme.example", ...more };
  return Object.entries(keys)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join("");
}
