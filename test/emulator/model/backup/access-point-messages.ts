/** What AWS Backup is asked about access points and answers, by its own names; the SDK client installed knows none of it. */
export interface CreateBackupAccessPointInput {
  readonly Name?: string | undefined;
  readonly RecoveryPointArn?: string | undefined;
  /** Of the S3 access point that is made. */
  readonly AccessPointPolicy?: string | undefined;
  readonly AccessPointMetadata?: { readonly AccessPointInTime?: string | undefined } | undefined;
  readonly Tags?: Readonly<Record<string, string>> | undefined;
}

export interface NamedAccessPoint {
  readonly AccessPointArn?: string | undefined;
}

interface Page {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export type ListBackupAccessPointsInput = Page;

export interface ListBackupAccessPointsByRecoveryPointInput extends Page {
  readonly RecoveryPointArn?: string | undefined;
}

export interface ListBackupAccessPointsByResourceInput extends Page {
  readonly ResourceArn?: string | undefined;
}

export interface CreateBackupAccessPointOutput {
  readonly AccessPointArn: string;
  readonly Status: "CREATING";
}

export interface BackupAccessPoint {
  readonly AccessPointArn: string;
  readonly AccessPointMetadata: {
    readonly AccessPointInTime?: string;
    readonly S3AccessPointAlias: string;
    readonly S3AccessPointArn: string;
  };
  readonly BackupVaultName: string;
  readonly CreationTime: Date;
  readonly Name: string;
  readonly RecoveryPointArn: string;
  readonly ResourceArn: string;
  readonly ResourceType: "S3";
  readonly Status: "AVAILABLE";
}

export interface ListBackupAccessPointsOutput {
  readonly BackupAccessPoints: readonly BackupAccessPoint[];
  readonly NextToken?: string;
}
