import { AwsError } from "../aws-error.ts";

/** docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html: "Template body size in a request" */
const maxBytes = 51_200;

/** @throws AwsError when CloudFormation would not take it, or not with these capabilities */
export function checkedTemplate(body: string | undefined, capabilities: readonly string[]): object {
  if (body === undefined) throw refuse("Either Template URL or Template Body must be specified.");
  if (new TextEncoder().encode(body).length > maxBytes) {
    throw refuse(
      `Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${maxBytes}`,
    );
  }
  const template = parsed(body);
  const resources = Object.values(template.Resources ?? {});
  if (resources.length === 0) throw refuse("Template format error: At least one Resources member must be defined.");
  if (resources.some(({ Type }) => Type?.startsWith("AWS::IAM::")) && !capabilities.includes("CAPABILITY_NAMED_IAM")) {
    throw new AwsError("InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_NAMED_IAM]");
  }
  return template;
}

interface Template {
  readonly Resources?: Readonly<Record<string, { readonly Type?: string }>>;
}

function parsed(body: string): Template {
  try {
    const template: unknown = JSON.parse(body);
    if (typeof template === "object" && template !== null) return template;
  } catch {
    // refused below
  }
  throw refuse("Template format error: JSON not well-formed.");
}

const refuse = (message: string) => new AwsError("ValidationError", message);
