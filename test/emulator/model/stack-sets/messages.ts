/** What CloudFormation is asked about StackSets and answers, by its own names; no SDK client of it is installed. */
export type CallAs = "SELF" | "DELEGATED_ADMIN";

export interface AutoDeployment {
  readonly Enabled?: boolean | undefined;
  readonly RetainStacksOnAccountRemoval?: boolean | undefined;
}

export interface DeploymentTargets {
  readonly OrganizationalUnitIds?: readonly string[] | undefined;
  readonly Accounts?: readonly string[] | undefined;
  readonly AccountFilterType?: "NONE" | "INTERSECTION" | "DIFFERENCE" | undefined;
}

export interface OperationPreferences {
  readonly FailureToleranceCount?: number | undefined;
  readonly FailureTolerancePercentage?: number | undefined;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface StackSetNamed {
  readonly StackSetName: string;
  readonly CallAs?: CallAs | undefined;
}

interface Settings {
  readonly Description?: string | undefined;
  readonly TemplateBody?: string | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly PermissionModel?: "SERVICE_MANAGED" | "SELF_MANAGED" | undefined;
  readonly AutoDeployment?: AutoDeployment | undefined;
}

export interface CreateStackSetInput extends StackSetNamed, Settings {
  readonly ClientRequestToken?: string | undefined;
}

export interface UpdateStackSetInput extends StackSetNamed, Settings {
  readonly OperationId?: string | undefined;
  readonly OperationPreferences?: OperationPreferences | undefined;
}

export interface StackSet extends Settings {
  readonly StackSetName: string;
  /** `name:uuid` */
  readonly StackSetId: string;
  readonly StackSetARN: string;
  readonly Status: "ACTIVE" | "DELETED";
  readonly AdministrationRoleARN: string;
  readonly ExecutionRoleName: string;
  readonly OrganizationalUnitIds: readonly string[];
}

export interface StackInstancesInput extends StackSetNamed {
  readonly Accounts?: readonly string[] | undefined;
  readonly DeploymentTargets?: DeploymentTargets | undefined;
  readonly Regions: readonly string[];
  readonly OperationId?: string | undefined;
  readonly OperationPreferences?: OperationPreferences | undefined;
}

export interface DeleteStackInstancesInput extends StackInstancesInput {
  readonly RetainStacks: boolean;
}

export interface ListStackInstancesInput extends StackSetNamed {
  readonly StackInstanceAccount?: string | undefined;
  readonly StackInstanceRegion?: string | undefined;
}

export interface DescribeStackInstanceInput extends StackSetNamed {
  readonly StackInstanceAccount: string;
  readonly StackInstanceRegion: string;
}

export interface StackInstance {
  readonly StackSetId: string;
  readonly Account: string;
  readonly Region: string;
  readonly StackId?: string | undefined;
  readonly Status: "CURRENT" | "OUTDATED" | "INOPERABLE";
  readonly StatusReason?: string | undefined;
  readonly StackInstanceStatus: { readonly DetailedStatus: "SUCCEEDED" | "FAILED" };
  readonly OrganizationalUnitId: string;
}

export interface OperationNamed extends StackSetNamed {
  readonly OperationId: string;
}

export interface StackSetOperation {
  readonly OperationId: string;
  readonly StackSetId: string;
  readonly Action: "CREATE" | "UPDATE" | "DELETE";
  readonly Status: "RUNNING" | "SUCCEEDED" | "FAILED";
  readonly RetainStacks?: boolean | undefined;
  readonly CreationTimestamp: Date;
  readonly EndTimestamp?: Date | undefined;
  readonly DeploymentTargets?: DeploymentTargets | undefined;
}

export interface StackSetOperationResult {
  readonly Account: string;
  readonly Region: string;
  readonly Status: "SUCCEEDED" | "FAILED" | "CANCELLED";
  readonly StatusReason?: string | undefined;
  readonly OrganizationalUnitId: string;
}
