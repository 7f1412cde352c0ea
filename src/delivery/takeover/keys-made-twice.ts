import { pipelineApplyRole } from "../../names.ts";
import { keyType } from "../resources/keys.ts";
import { isObject, objectAt } from "../stack/json-object.ts";
import type { PipelineStack } from "../stack/pipeline-stack.ts";
import type { AccountReader } from "./account-reader.ts";
import { lostKeys } from "./lost-keys.ts";
import { stackAccess } from "./stack-access.ts";
import { uselessKey } from "./useless-key.ts";

/**
 * Looks for keys that an apply has made and that its state does not know, though it ended well: where the answer to
 * `CreateKey` is lost, the provider asks again, and AWS, which is given no name, makes another. Each key that a stack
 * keeps has an alias by then. What cannot be found out is told like what is found: the stack is applied.
 *
 * @returns what people are to know
 */
export async function keysMadeTwice(
  { stack, json, place }: PipelineStack,
  reader: (roleArn: string | null) => AccountReader,
): Promise<readonly string[]> {
  const { roleArn, regionOf } = stackAccess(json, pipelineApplyRole(place.scope));
  const descriptions = new Map<string, Set<string>>();
  for (const [name, key] of Object.entries(objectAt(json, "resource", keyType))) {
    const region = regionOf(`${keyType}.${name}`);
    if (region === undefined || !isObject(key)) continue;
    descriptions.set(region, (descriptions.get(region) ?? new Set()).add(String(key["description"])));
  }
  try {
    const { keys } = reader(roleArn);
    const found = await Promise.all([...descriptions].map(([region, own]) => keys(region, own)));
    return lostKeys(stack, [], new Set(), found.flat()).leftovers.map(({ arn }) =>
      uselessKey(arn, "because an answer of AWS was lost"),
    );
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const said = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    return [`whether a key was made twice is not known: got ${said}`];
  }
}
