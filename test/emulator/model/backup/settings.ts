import { isKnownIn } from "./types-by-region.ts";

/** Whether AWS Backup takes care of a type, by its opt-in name. */
export type Preferences = Readonly<Record<string, boolean>>;

export interface RegionSettings {
  readonly optIn: Preferences;
  /** Whether AWS Backup manages the whole of a backup of the type; of DynamoDB: its advanced features. */
  readonly management: Preferences;
}

/**
 * Where nobody has said anything. AWS opts an account in to what it offered first, and leaves what came later to the
 * account; which types those are is not documented.
 */
const unset: RegionSettings = {
  optIn: {
    Aurora: true,
    CloudFormation: false,
    DSQL: false,
    DocumentDB: true,
    DynamoDB: true,
    EBS: true,
    EC2: true,
    EFS: true,
    EKS: false,
    FSx: true,
    Neptune: true,
    RDS: true,
    Redshift: false,
    "Redshift Serverless": false,
    S3: false,
    "SAP HANA on Amazon EC2": false,
    "Storage Gateway": true,
    Timestream: false,
    VirtualMachine: false,
  },
  // docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html: each account asks for it
  management: { CloudFormation: false, DSQL: false, DynamoDB: false, EFS: true },
};

/** Opt-in by account and Region, and the organization's switches. */
export class Settings {
  readonly #regions = new Map<string, RegionSettings>();
  #global: Readonly<Record<string, string>> = {
    isCrossAccountBackupEnabled: "false",
    isDelegatedAdministratorEnabled: "false",
    isMpaEnabled: "false",
  };
  #globalUpdatedAt: number | null = null;

  of(accountId: string, region: string): RegionSettings {
    const known = this.#regions.get(`${accountId} ${region}`);
    if (known) return known;
    const inRegion = (of: Preferences) =>
      Object.fromEntries(Object.entries(of).filter(([type]) => isKnownIn(region, type)));
    return { optIn: inRegion(unset.optIn), management: inRegion(unset.management) };
  }

  put(accountId: string, region: string, settings: RegionSettings): void {
    this.#regions.set(`${accountId} ${region}`, settings);
  }

  isOptedIn(accountId: string, region: string, type: string): boolean {
    return this.of(accountId, region).optIn[type] ?? false;
  }

  hasAdvancedDynamoDb(accountId: string, region: string): boolean {
    const { optIn, management } = this.of(accountId, region);
    return optIn["DynamoDB"] === true && management["DynamoDB"] === true;
  }

  get global(): Readonly<Record<string, string>> {
    return this.#global;
  }

  get globalUpdatedAt(): number | null {
    return this.#globalUpdatedAt;
  }

  putGlobal(settings: Readonly<Record<string, string>>, now: number): void {
    this.#global = { ...this.#global, ...settings };
    this.#globalUpdatedAt = now;
  }

  get copiesAcrossAccounts(): boolean {
    return this.#global["isCrossAccountBackupEnabled"] === "true";
  }
}
