import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

interface StackSets {
  readonly resource: {
    readonly aws_cloudformation_stack_set: Readonly<Record<string, { readonly template_body: string }>>;
  };
}

/**
 * Writes the template of the roles that each account gets, for the management account: StackSets do not reach it.
 *
 * @returns what to run there
 */
export async function writeManagementRoles(
  stackFile: string,
  file: string,
  region: string,
): Promise<readonly string[]> {
  const { resource } = JSON.parse(await readFile(stackFile, "utf8")) as StackSets;
  const template = resource.aws_cloudformation_stack_set["pipeline-roles"]?.template_body;
  if (template === undefined) throw new Error(`got no aws_cloudformation_stack_set pipeline-roles in ${stackFile}`);
  await mkdir(dirname(file), { recursive: true });
  // Terraform's own escape, which CloudFormation would take literally
  await writeFile(file, template.replaceAll("$${", "${"));
  return [
    `aws cloudformation deploy --stack-name lockstep-pipeline-roles --template-file ${file} --capabilities CAPABILITY_NAMED_IAM --region ${region}`,
  ];
}
