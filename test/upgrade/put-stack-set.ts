import { type Resource, text } from "../emulator/deploy/stack-resources.ts";
import type { Caller } from "../emulator/model/access.ts";
import { AwsError } from "../emulator/model/aws-error.ts";
import type { Cloud } from "../emulator/model/cloud.ts";

/**
 * Changes a StackSet, and the stacks of all its accounts with it, as the provider does. Some may fail without failing the
 * operation; here none does.
 *
 * @throws AwsError
 */
export async function putStackSet({ stackSets }: Cloud, caller: Caller, stackSet: Resource): Promise<void> {
  const { region, body, tags } = stackSet;
  const StackSetName = text(stackSet, "name");
  const CallAs = body.call_as as "DELEGATED_ADMIN" | undefined;
  const autoDeployment = body.auto_deployment as { enabled: boolean; retain_stacks_on_account_removal: boolean };
  const { OperationId } = await stackSets.updateStackSet(caller, region, {
    StackSetName,
    CallAs,
    TemplateBody: text(stackSet, "template_body"),
    Description: text(stackSet, "description"),
    Capabilities: body.capabilities as readonly string[],
    PermissionModel: "SERVICE_MANAGED",
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    AutoDeployment: {
      Enabled: autoDeployment.enabled,
      RetainStacksOnAccountRemoval: autoDeployment.retain_stacks_on_account_removal,
    },
    OperationPreferences: { FailureTolerancePercentage: 100 },
  });
  const operation = { StackSetName, CallAs, OperationId };
  const { Summaries } = await stackSets.listStackSetOperationResults(caller, region, operation);
  const failed = Summaries.filter(({ Status }) => Status !== "SUCCEEDED");
  if (failed.length === 0) return;
  const [first] = failed;
  throw new AwsError(
    "OperationFailed",
    `${StackSetName} in ${failed.length} of ${Summaries.length} accounts, ${first?.Account} first: ${first?.StatusReason}`,
  );
}
