import { pipelineScopes, type Scope, stateKey, stateTag } from "../../names.ts";
import { blocksOf, type JsonObject, objectAt } from "./json-object.ts";

/** Where a stack acts and keeps its state, by its own Terraform JSON. */
export interface StackPlace {
  readonly scope: Scope;
  /** `null`: no wave of the pipeline, but a person applies it (`bootstrap`). */
  readonly wave: number | null;
  /** The one account that its providers may touch. */
  readonly accountId: string;
  /** `s3://bucket/key`. Moved, it would be empty: Terraform would know nothing of what the stack has made. */
  readonly state: string;
  /** Whether the account is leaving: its vaults, keys and roles stay, no policy is attached. */
  readonly retired: boolean;
}

/** @throws when the JSON is not that of a stack of Lockstep: who would plan it, and by which role, cannot be told. */
export function stackPlace(stack: string, json: JsonObject): StackPlace {
  const { bucket, key } = objectAt(json, "terraform", "backend", "s3");
  const scopes: readonly StackScope[] = [...pipelineScopes, { scope: "bootstrap", wave: null }];
  const found = scopes.find(({ scope }) => key === stateKey(scope, stack));
  // people are shown it, and a pull request can synthesize any
  if (!found || typeof bucket !== "string" || !/^[a-z0-9.-]{3,63}$/.test(bucket)) {
    throw new Error(
      `terraform.backend.s3: got key ${JSON.stringify(key)} in bucket ${JSON.stringify(bucket)}; use ${stateKey("shared", stack)} or that of another scope, in the state bucket`,
    );
  }

  const providers = blocksOf(objectAt(json, "provider")["aws"]);
  const accounts = providers.flatMap((provider) => provider["allowed_account_ids"]);
  const [accountId] = accounts;
  if (typeof accountId !== "string" || !/^\d{12}$/.test(accountId) || accounts.some((other) => other !== accountId)) {
    throw new Error(
      `provider.aws: got allowed_account_ids ${JSON.stringify(accounts)}; use one account, the same in every provider`,
    );
  }

  const retired = providers.some((provider) =>
    blocksOf(provider["default_tags"]).some((tags) => objectAt(tags, "tags")[stateTag] === "retired"),
  );
  const { scope, wave } = found;
  return { scope, wave, accountId, state: `s3://${bucket}/${key}`, retired };
}

type StackScope = Pick<StackPlace, "scope" | "wave">;
