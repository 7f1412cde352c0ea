import { accountClasses, type Estate } from "../../../src/model.ts";
import { alertKeyAlias, centralKeyAlias, localKeyAlias, stateKeyAlias } from "../../../src/names.ts";
import type { Addition } from "./mutant.ts";
import { accountOf, addResource, changeResource, namedOf, type StackJson } from "./stack-json.ts";

const aliases = [localKeyAlias, ...accountClasses.map(centralKeyAlias), alertKeyAlias, stateKeyAlias];

/** Each alias that Lockstep's keys have somewhere, on a key that is none of Lockstep's: new ones, and the stack's own. */
export function addedAliases({ partition }: Estate, json: StackJson): readonly Addition[] {
  const own = namedOf(json, "aws_kms_alias");
  const key = (region: string) => `arn:${partition}:kms:${region}:${accountOf(json)}:key/of-another-team`;
  const added = json.provider.aws.flatMap(({ alias: at, region }) => {
    const provider = `aws.${at}`;
    const has = (name: string) =>
      Object.values(own).some((one) => one["name"] === name && one["provider"] === provider);
    return aliases
      .filter((name) => !has(name))
      .map(
        (name): Addition => ({
          how: "alias",
          of: `a new ${name}`,
          what: region,
          edit: addResource("aws_kms_alias", "added", () => ({ name, target_key_id: key(region), provider })),
        }),
      );
  });
  const moved = Object.entries(own).map(([resource, { name, provider }]): Addition => {
    const region = json.provider.aws.find(({ alias }) => provider === `aws.${alias}`)?.region ?? "";
    return {
      how: "alias",
      of: String(name),
      what: `moved, ${region}`,
      edit: changeResource("aws_kms_alias", resource, (body) => ({ ...body, target_key_id: key(region) })),
    };
  });
  return [...added, ...moved];
}
