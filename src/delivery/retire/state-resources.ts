import { z } from "zod";
import { byText } from "../../by-text.ts";
import { parseStrictly } from "../stack/strict-json.ts";

// Terraform's own file, of which only this is read
const state = z.looseObject({
  version: z.literal(4),
  resources: z.array(
    z.looseObject({
      module: z.string().optional(),
      mode: z.enum(["managed", "data"]),
      type: z.string().min(1),
      name: z.string().min(1),
      provider: z.string().optional(),
      instances: z.array(
        z.looseObject({ index_key: z.union([z.string(), z.number()]).optional(), deposed: z.string().optional() }),
      ),
    }),
  ),
});

/** Something that Terraform manages, as its state names it. */
export interface StateResource {
  /** As configuration names it, such as `aws_backup_vault.eu-west-2_vault`. */
  readonly address: string;
  /** One each, with what tells them apart; deposed ones, which a replacement left behind, too. */
  readonly instances: readonly string[];
  /** Alias of the AWS provider that it is made by; absent: it has none. */
  readonly alias?: string;
}

/**
 * The managed resources of a state, sorted; data sources are no resources.
 *
 * @throws naming the object, for what is no state: what cannot be read is not taken for empty
 */
export function stateResources(text: string, place: string): readonly StateResource[] {
  const read = parseStrictly(text, state);
  if ("problems" in read) throw new Error(`${place}: got no state of version 4; look at the object's earlier versions`);

  return read.value.resources
    .filter(({ mode }) => mode === "managed")
    .map(({ module, type, name, instances, provider = "" }): StateResource => {
      const address = `${module === undefined ? "" : `${module}.`}${type}.${name}`;
      const alias = /^provider\["[^"]*\/aws"\]\.([\w-]+)$/.exec(provider)?.[1];
      return {
        address,
        instances: instances.map(({ index_key, deposed }) => instanceOf(address, index_key, deposed)),
        ...(alias !== undefined && { alias }),
      };
    })
    .sort(byText(({ address }) => address));
}

/** An instance as a plan and a state both name it. */
export function instanceOf(address: string, key: string | number | undefined, deposed: string | undefined): string {
  const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
  return `${address}${index}${deposed === undefined ? "" : ` (deposed ${deposed})`}`;
}
