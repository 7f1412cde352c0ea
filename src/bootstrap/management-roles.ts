import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Writes the template of the roles in the management account, which StackSets do not reach.
 *
 * @param template as Terraform would take it
 * @returns what to run there
 */
export async function writeManagementRoles(template: string, file: string, region: string): Promise<readonly string[]> {
  await mkdir(dirname(file), { recursive: true });
  // Terraform's own escape, which CloudFormation would take literally
  await writeFile(file, template.replaceAll("$${", "${"));
  return [
    `aws cloudformation deploy --stack-name lockstep-pipeline-roles --template-file ${file} --capabilities CAPABILITY_NAMED_IAM --region ${region}`,
  ];
}
