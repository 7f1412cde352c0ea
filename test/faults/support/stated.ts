/** What a state says that there is, in the words of `inventory`: a line each and sorted. What makes nothing is left out. */
export function stated(state: string): readonly string[] {
  const { resources } = JSON.parse(state) as State;
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ type, instances }) => instances.flatMap(({ attributes }) => lineOf(type, attributes)))
    .sort();
}

function lineOf(type: string, of: Attributes): readonly string[] {
  switch (type) {
    case "aws_iam_role":
      return [`role ${of["name"]}`];
    case "aws_iam_role_policy":
      return [`role policy ${of["role"]}:${of["name"]}`];
    case "aws_iam_role_policy_attachment":
      return [`attachment ${of["role"]} ${of["policy_arn"]}`];
    case "aws_kms_key":
      return [`key ${of["arn"]}`];
    case "aws_kms_alias":
      return [`alias ${of["name"]} of ${of["target_key_arn"]}`];
    case "aws_backup_vault":
      return [`vault ${of["arn"]} with ${of["kms_key_arn"]}`];
    case "aws_backup_vault_policy":
      return [`vault policy ${of["backup_vault_arn"]}`];
    case "aws_backup_vault_lock_configuration":
      return [`vault lock ${of["backup_vault_arn"]}`];
    case "aws_cloudwatch_event_rule":
      return [`rule ${of["name"]}`];
    case "aws_cloudwatch_event_target":
      return [`rule target ${of["rule"]} ${of["target_id"]} ${of["arn"]}`];
    // of an account, which always has them
    case "aws_backup_region_settings":
      return [];
    default:
      throw new Error(`got ${type} in a state; say what there is of it in an inventory`);
  }
}

type Attributes = Readonly<Record<string, string>>;

interface State {
  readonly resources: readonly {
    readonly mode: string;
    readonly type: string;
    readonly instances: readonly { readonly attributes: Attributes }[];
  }[];
}
