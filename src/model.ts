import type { Lifecycle } from "./aws/lifecycle.ts";

export type { Lifecycle };

/** The estate: everything that config says, with every default filled in. Checks and stacks read this and nothing else. */
export interface Estate {
  /** Short name of the organization; part of the state bucket's name. */
  readonly name: string;
  /** AWS partition of all Regions in use: `aws`, `aws-cn`, `aws-us-gov` or `aws-eusc`. */
  readonly partition: string;
  readonly organization: Organization;
  readonly shared: SharedAccount;
  readonly central: Readonly<Record<AccountClass, CentralAccount>>;
  /** `null`: the organization's switches are kept by hand, there is no `management` stack. */
  readonly management: ManagementAccount | null;
  /** Sorted by name. */
  readonly plans: readonly Plan[];
  /** What no plan backs up, each with its reason; sorted by name. */
  readonly leftOut: readonly LeftOut[];
  /** Sorted by name. */
  readonly units: readonly Unit[];
  /** Sorted by name. */
  readonly accounts: readonly AppAccount[];
  readonly duties: Readonly<Record<DutyName, Duty>>;
  readonly alerts: Alerts;
  readonly pipeline: Pipeline;
}

/** What decides the central account: `prod` copies to central prod, `nonprod` to central non-prod. Written, never guessed. */
export type AccountClass = "prod" | "nonprod";
export const accountClasses: readonly AccountClass[] = ["prod", "nonprod"];

export interface Organization {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
}

export interface SharedAccount {
  readonly accountId: string;
  /** Region of the state bucket, the alert topic and the policies' API calls. Moving it moves the state. */
  readonly region: string;
}

export interface CentralAccount {
  readonly class: AccountClass;
  readonly accountId: string;
  /** First the home Region, then the further Regions; every rule copies to each of them. */
  readonly regions: readonly string[];
  readonly lock: Lock;
  /** Whether the pipeline can no longer change the policies of its vaults and keys: a person lifts it with `bootstrap`. */
  readonly isSealed: boolean;
  /** Whether Terraform creates `AWSServiceRoleForBackup`; without that role copies into the account fail at night. */
  readonly createServiceLinkedRole: boolean;
  /** Resource types opted in, by Region. */
  readonly optIn: RegionOptIn;
}

/** Names as `aws backup describe-region-settings` gives them, per Region of the account, sorted. */
export type RegionOptIn = Readonly<Record<string, readonly string[]>>;

/** A vault lock as config asks for it. */
export interface Lock {
  /** What config asks for. A compliance lock is only synthesized when `armedOn` is set too. */
  readonly mode: "governance" | "compliance";
  /** Shortest retention the vault accepts, in days. Shorter backup and copy jobs fail at run time. */
  readonly minDays: number;
  /** Longest retention the vault accepts, in days. Longer backup and copy jobs fail at run time. */
  readonly maxDays: number;
  /** `YYYY-MM-DD`, the day somebody decided to arm the compliance lock; `null`: not armed. */
  readonly armedOn: string | null;
  /** Days between the deployment of an armed lock and the moment nobody, AWS included, can remove it. */
  readonly coolingOffDays: number;
  /** What config says of an armed lock that is past its cooling-off; `null`: nothing, and Terraform arms and compares it. */
  readonly cooledOff: CooledOff | null;
  /** Why a local vault is locked; empty for central vaults, which always are. */
  readonly reason: string;
}

/** Nobody, AWS included, can change the lock any more. */
export interface CooledOff {
  /** `YYYY-MM-DD`, `LockDate` as AWS shows it. */
  readonly lockDate: string;
  /** Why config says so, such as the loss of a state. */
  readonly reason: string;
}

export interface ManagementAccount {
  readonly accountId: string;
  readonly region: string;
  readonly guardrails: boolean;
  /** Whether a resource control policy keeps Lockstep's keys, state and roles within the organization. */
  readonly resourceGuardrails: boolean;
  /** Regions in which the organization's opt-in settings are kept. */
  readonly optIn: RegionOptIn;
  /** Statements that the organization's one delegation policy holds for others, kept as they are. */
  readonly otherDelegationStatements: readonly Readonly<Record<string, unknown>>[];
}

export interface Plan {
  readonly name: string;
  readonly promise: Promised;
  readonly selection: Selection;
  /** Resource types that it reaches and AWS cannot copy, each with the reason why that is accepted. */
  readonly uncopied: Readonly<Record<string, string>>;
  /** Kinds of resources that it could reach and that there are none of, each with how that is known. */
  readonly absent: Readonly<Record<string, string>>;
  /** Whether EC2 instances are backed up through Windows VSS where they can be; AWS falls back to a plain backup elsewhere. */
  readonly windowsVss: boolean;
  /** What the organization leaves out and this plan would select otherwise, so that its policy has to say so; sorted by name. */
  readonly leftOut: readonly LeftOut[];
  /** When the backup and maintenance windows of the resources themselves lie; `null`: nobody said so. */
  readonly ownWindows: OwnWindows | null;
  /** How the first, full backups are made that `completeWithin` may be too short for; empty: nobody said so. */
  readonly firstBackups: string;
  /** In the order config writes them. */
  readonly rules: readonly Rule[];
}

/** Resources that nobody backs up, on purpose: those with a tag, or those of types. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
  /** Empty: it goes by type. */
  readonly tagKey: string;
  /** Sorted; `*` stands for any characters. */
  readonly tagValues: readonly string[];
  /** As config names them, sorted; empty: it goes by tag. */
  readonly types: readonly string[];
}

/** A span of every day, in minutes since midnight (UTC); it ends on the next day where `toMinute` is not later. */
export interface OwnWindows {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** What a plan promises, in minutes. */
export interface Promised {
  /** Data lost at most when the local recovery point can be used. */
  readonly rpoMinutes: number;
  /** Data lost at most when only the copy in the central account is left; `null`: no rule of the plan copies. */
  readonly isolatedRpoMinutes: number | null;
  /** Time a restore may take. */
  readonly rtoMinutes: number;
}

export interface Selection {
  /** `tagged`: resources that carry the tag with one of the values. `everythingExcept`: all the others. */
  readonly kind: "tagged" | "everythingExcept";
  readonly tagKey: string;
  readonly tagValues: readonly string[];
  /** Resource types it is narrowed to; empty: every type that AWS Backup supports. */
  readonly types: readonly string[];
}

export interface Rule {
  readonly name: string;
  /** `cron(…)` with AWS's six fields, in UTC. */
  readonly schedule: string;
  readonly startWithinMinutes: number;
  readonly completeWithinMinutes: number;
  /** Time allowed for all its copies from the moment the backup is complete. AWS promises none; it counts into the isolated RPO. */
  readonly copyWithinMinutes: number;
  /** Windows that config does not write, so that they are Lockstep's defaults. */
  readonly defaultWindows: readonly WindowKey[];
  /** Point-in-time recovery for the types that have it; the others get snapshots. */
  readonly continuous: boolean;
  readonly local: Lifecycle;
  readonly copies: Copies;
  /** Tags that its recovery points get on top of their resource's, the plan's among them; sorted by key. */
  readonly recoveryPointTags: readonly { readonly key: string; readonly value: string }[];
}

/** A key of a rule that says how long something may take. */
export type WindowKey = "startWithin" | "completeWithin" | "copyWithin";

export type Copies =
  | {
      readonly kind: "central";
      /** In the central account's first Region. */
      readonly home: Lifecycle;
      /** In each of its further Regions. */
      readonly further: Lifecycle;
      /** Why a copy may expire before the local recovery point it was made from; empty: none may. */
      readonly shorterReason: string;
    }
  | { readonly kind: "localOnly"; readonly reason: string };

/** An organizational unit: policies attach to it, so that onboarding an account in it touches that account's stack only. */
export interface Unit {
  readonly name: string;
  readonly class: AccountClass;
  /** `ou-…`, the last of the path. */
  readonly ouId: string;
  /** `o-…/r-…/ou-…/…/`, as `aws:PrincipalOrgPaths` gives it for an account directly in the unit. */
  readonly orgPath: string;
  readonly regions: readonly string[];
  /** Names of plans, sorted. */
  readonly plans: readonly string[];
}

export interface AppAccount {
  readonly name: string;
  readonly accountId: string;
  readonly class: AccountClass;
  readonly owner: string;
  /** `retired`: vaults, keys, roles and copies stay; no policy is attached. */
  readonly state: "active" | "retired";
  /** Name of its unit; `null`: policies attach to, and the central account names, the account itself. */
  readonly unit: string | null;
  readonly regions: readonly string[];
  /** Names of plans attached to the account itself, sorted; those of its unit come on top. */
  readonly plans: readonly string[];
  /** Lock of its local vaults; `null`: not locked. */
  readonly lock: Lock | null;
  /** Why its local vaults need no lock although a promise rests on them alone; empty: nobody said so. */
  readonly unlockedReason: string;
  /** Whether its owner has said that resources whose backups use the resource's own key have a customer key. */
  readonly hasCustomerKeys: boolean;
  readonly createServiceLinkedRole: boolean;
  readonly optIn: RegionOptIn;
}

export const dutyNames = ["policyAdmin", "vaultCustodian", "backupOperator", "restoreOperator", "auditor"] as const;
export type DutyName = (typeof dutyNames)[number];

/** Who may take a duty's role. */
export interface Duty {
  /** ARNs of IAM roles and users; `*` may stand in the name. Sorted. */
  readonly principals: readonly string[];
  readonly requireMfa: boolean;
  /** Why MFA is not asked for; empty when it is. */
  readonly reason: string;
  readonly maxSessionHours: number;
}

export interface Alerts {
  readonly subscriptions: readonly Subscription[];
}

export interface Subscription {
  readonly protocol: "email" | "https" | "sqs" | "lambda";
  readonly endpoint: string;
}

export interface Pipeline {
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** GitHub's numeric ids, part of the subject of repositories created after July 2026; `null`: the older subject only. */
  readonly immutableIds: { readonly owner: string; readonly repository: string } | null;
  readonly branch: string;
  /** OUs or the root whose present and future accounts get the pipeline's roles. */
  readonly deployTo: readonly string[];
  readonly createOidcProvider: boolean;
  /** Why nobody but the author of a change has to agree to it; `null`: somebody else has to. */
  readonly alone: string | null;
  /**
   * `YYYY-MM-DD`: until then, what the release before November 2026 deployed can still be moved to this one; `null`: all of it is moved,
   * or there was none.
   */
  readonly upgradeUntil: string | null;
}
