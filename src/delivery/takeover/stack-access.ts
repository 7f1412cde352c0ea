import { pipelinePlanRole } from "../../names.ts";
import { blocksOf, isObject, type JsonObject, objectAt } from "../stack/json-object.ts";

/** How Terraform gets to AWS for a stack, by the stack's own JSON. */
export interface StackAccess {
  /** The role that it takes; `null`: the job's own credentials. */
  readonly roleArn: string | null;
  readonly partition: string;
  /** Region of a resource's provider; `undefined`: not known. */
  readonly regionOf: (address: string) => string | undefined;
}

/** @param role name of the one that Terraform takes: the one that plans, or that which applies */
export function stackAccess(json: JsonObject, role: string = pipelinePlanRole): StackAccess {
  const providers = blocksOf(objectAt(json, "provider")["aws"]);
  const named = new RegExp(`"(arn:[a-z-]+:iam::\\d{12}:role/${role})"`);
  const roles = providers.flatMap((provider) =>
    blocksOf(provider["assume_role"]).flatMap(({ role_arn }) => named.exec(String(role_arn))?.[1] ?? []),
  );
  const roleArn = roles[0] ?? null;
  const regions = new Map(providers.map(({ alias, region }) => [`aws.${alias}`, region]));
  return {
    roleArn,
    partition: roleArn?.split(":")[1] ?? "aws",
    regionOf: (address) => {
      const [type = "", name = ""] = address.split(".");
      const resource = objectAt(json, "resource", type)[name];
      const region = isObject(resource) ? regions.get(String(resource["provider"])) : undefined;
      return typeof region === "string" ? region : undefined;
    },
  };
}
