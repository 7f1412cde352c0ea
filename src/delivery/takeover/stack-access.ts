import { pipelinePlanRole } from "../../names.ts";
import { blocksOf, isJsonObject, type JsonObject, objectAt } from "../affected/json-object.ts";

/** How a stack's plan gets to AWS, by its own Terraform JSON. */
export interface StackAccess {
  /** The role that plans; `null`: the job's own credentials. */
  readonly roleArn: string | null;
  readonly partition: string;
  /** Region of a resource's provider; `undefined`: not known. */
  readonly regionOf: (address: string) => string | undefined;
}

export function stackAccess(json: JsonObject): StackAccess {
  const providers = blocksOf(objectAt(json, "provider")["aws"]);
  const role = new RegExp(`"(arn:[a-z-]+:iam::\\d{12}:role/${pipelinePlanRole})"`);
  const roles = providers.flatMap((provider) =>
    blocksOf(provider["assume_role"]).flatMap(({ role_arn }) => role.exec(String(role_arn))?.[1] ?? []),
  );
  const roleArn = roles[0] ?? null;
  const regions = new Map(providers.map(({ alias, region }) => [`aws.${alias}`, region]));
  return {
    roleArn,
    partition: roleArn?.split(":")[1] ?? "aws",
    regionOf: (address) => {
      const [type = "", name = ""] = address.split(".");
      const resource = objectAt(json, "resource", type)[name];
      const region = isJsonObject(resource) ? regions.get(String(resource["provider"])) : undefined;
      return typeof region === "string" ? region : undefined;
    },
  };
}
