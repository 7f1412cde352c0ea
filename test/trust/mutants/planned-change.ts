import type { PlanJson, ResourceChange } from "../../../src/delivery/terraform/plan-json.ts";
import { type Resource, resourcesOf } from "../../emulator/deploy/stack-resources.ts";
import { type Body, namedOf, type StackJson } from "./stack-json.ts";

/** A stack as it is applied, by the addresses of its resources. */
export type Applied = ReadonlyMap<string, Body>;

export const appliedAs = (stack: string, text: string): Applied =>
  new Map(resourcesOf(stack, text).map((resource) => [addressOf(resource), attributesOf(resource.body)]));

/**
 * The plan that Terraform makes of a stack's new text. What refers to something new is known only after the apply,
 * unless the stack itself says it.
 *
 * @throws when something is gone: what is added takes nothing away
 */
export function plannedChange(stack: string, applied: Applied, text: string): PlanJson {
  const json = JSON.parse(text) as StackJson;
  const planned = resourcesOf(stack, text);
  const gone = [...applied.keys()].filter((address) => !planned.some((one) => addressOf(one) === address));
  if (gone.length > 0) throw new Error(`got ${stack} without ${gone.join(", ")}`);
  return {
    terraform_version: "1.11.4",
    resource_changes: planned.flatMap((resource) => changeOf(resource, applied, json)),
  };
}

function changeOf(resource: Resource, applied: Applied, json: StackJson): readonly ResourceChange[] {
  const { type, name, body } = resource;
  const before = applied.get(addressOf(resource)) ?? null;
  const attributes = attributesOf(body);
  if (before && JSON.stringify(before) === JSON.stringify(attributes)) return [];
  const written = namedOf(json, type)[name] ?? {};
  const unknown = Object.keys(attributes).filter((key) => isUnknown(written[key], applied, json));
  return [
    {
      address: addressOf(resource),
      mode: "managed",
      type,
      name,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: [before ? "update" : "create"],
        before,
        after: Object.fromEntries(Object.entries(attributes).filter(([key]) => !unknown.includes(key))),
        after_unknown: Object.fromEntries(unknown.map((key) => [key, true])),
      },
    },
  ];
}

const reference = /(?<!\$)\$\{(aws_[a-z0-9_]+)\.([^.}]+)\.([a-z_]+)\}/g;

/** Ids and ARNs are AWS's to give; a name stands in the stack. */
function isUnknown(value: unknown, applied: Applied, json: StackJson): boolean {
  return [...(JSON.stringify(value) ?? "").matchAll(reference)].some(
    ([, type = "", name = "", attribute = ""]) =>
      !applied.has(`${type}.${name}`) && typeof namedOf(json, type)[name]?.[attribute] !== "string",
  );
}

const addressOf = ({ type, name }: Pick<Resource, "type" | "name">) => `${type}.${name}`;

/** Without what Terraform keeps to itself. */
const attributesOf = ({ "//": _, provider, lifecycle, depends_on, ...attributes }: Body): Body => attributes;

export const appliedStacks = (texts: ReadonlyMap<string, string>): ReadonlyMap<string, Applied> =>
  new Map([...texts].map(([stack, text]) => [stack, appliedAs(stack, text)]));
