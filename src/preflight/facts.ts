/** An answer of AWS, or what it would take to get one. A call that is denied says nothing about the organization. */
export type Asked<T> = { readonly answer: T } | { readonly needs: string };

/** What AWS says of the organization and its accounts, as far as the caller may ask. */
export interface Facts {
  readonly caller: Caller;
  readonly organization: Asked<OrganizationFact>;
  /** Policy types enabled on the root. */
  readonly policyTypes: Asked<readonly string[]>;
  /** Names of the resource control policies attached to the root itself; none while their type is off. */
  readonly resourceControlPolicies: Asked<readonly string[]>;
  /** Service principals with trusted access. */
  readonly trustedServices: Asked<readonly string[]>;
  /** Ids of delegated administrators, by service principal. */
  readonly delegates: Readonly<Record<string, Asked<readonly string[]>>>;
  /** The organization's one delegation policy; `null`: it has none. */
  readonly delegationPolicy: Asked<DelegationPolicy | null>;
  /** AWS Backup's switches of the organization, such as `isCrossAccountBackupEnabled: "true"`. */
  readonly globalSettings: Asked<Readonly<Record<string, string>>>;
  /** Opt-in settings of the management account, by Region: they override those of every other account. */
  readonly managementOptIn: Readonly<Record<string, Asked<Readonly<Record<string, boolean>>>>>;
  /** State of every account of the organization, by id, such as `ACTIVE`. */
  readonly accounts: Asked<ReadonlyMap<string, string>>;
  /** By unit of the config. */
  readonly units: Readonly<Record<string, Asked<UnitFact>>>;
  /** By account id. */
  readonly entries: ReadonlyMap<string, Entry>;
}

export interface Caller {
  readonly accountId: string;
  /** Name of the role whose session it is; `null`: a user. */
  readonly role: string | null;
}

export interface OrganizationFact {
  readonly id: string;
  readonly managementAccountId: string;
  readonly allFeatures: boolean;
}

export interface DelegationPolicy {
  readonly statements: readonly PolicyStatement[];
}

export type PolicyStatement = Readonly<Record<string, unknown>>;

export interface UnitFact {
  /** Where the OU is, as `o-…/r-…/ou-…/`; `null`: there is no such OU. */
  readonly orgPath: string | null;
  /** Every account in it or below it. */
  readonly accountIds: readonly string[];
  /** Parent of each of the unit's accounts that is somewhere else, by account id. */
  readonly strays: ReadonlyMap<string, string>;
}

/** What became of taking the pipeline's plan role in an account. */
export type Entry =
  | { readonly outcome: "refused" }
  | { readonly outcome: "failed"; readonly why: string }
  | {
      readonly outcome: "entered";
      readonly serviceLinkedRole: Asked<ServiceLinkedRole>;
      /** Regions that AWS does not accept the account's sessions in. */
      readonly disabledRegions: readonly string[];
      /** Regions of which that could not be asked. */
      readonly unaskedRegions: readonly string[];
    };

/** `ours`: it carries the tag of a stack of Lockstep. */
export type ServiceLinkedRole = "missing" | "ours" | "others";
