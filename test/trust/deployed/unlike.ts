import { accountClasses, type Estate } from "../../../src/model.ts";
import { appStackId } from "../../../src/names.ts";
import type { Resource } from "../../emulator/deploy/stack-resources.ts";
import type { Organization } from "../organization/organization.ts";
import { kindOf, textsByRegion } from "./texts-by-region.ts";

/** Accounts, and their Regions, in which something else is deployed than in the others of their kind. */
export function unlike({ estate, resources }: Organization): readonly string[] {
  const kinds = new Map<string, Map<string, string[]>>();
  for (const account of estate.accounts) {
    const own = resources.filter(({ stack }) => stack === appStackId(account.name));
    textsByRegion(account, own).forEach((text, index) => {
      const kind = `${kindOf(account)}, ${index === 0 ? "first Region" : "further Region"}`;
      const texts = kinds.get(kind) ?? new Map<string, string[]>();
      texts.set(text, [...(texts.get(text) ?? []), `${account.name}, ${account.regions[index]}`]);
      kinds.set(kind, texts);
    });
  }
  const others = [...kinds.values()].flatMap((texts) => {
    const most = [...texts.values()].toSorted((one, other) => other.length - one.length);
    return most.slice(1).flat();
  });
  return [...others, ...regionsUnlike(estate, resources)];
}

/** A further Region has the same vault, key and rule as the first. */
function regionsUnlike({ accounts, central }: Estate, resources: readonly Resource[]): readonly string[] {
  return [
    ...accounts.map(({ name, regions }) => ({ stack: appStackId(name), regions })),
    ...accountClasses.map((cls) => ({ stack: `central-${cls}`, regions: central[cls].regions })),
  ].flatMap(({ stack, regions: [first = "", ...further] }) => {
    // a target names the alert hub's Region, which is one of these or another
    const own = resources.filter((one) => one.stack === stack && one.type !== "aws_cloudwatch_event_target");
    const text = (region: string, types: ReadonlySet<string>) =>
      own
        .filter((one) => one.region === region && types.has(one.type))
        .map(({ type, body }) => `${type} ${JSON.stringify(body)}`.replaceAll(region, "REGION"))
        .sort()
        .join("\n");
    return further.flatMap((region) => {
      const types = new Set(own.filter((one) => one.region === region).map(({ type }) => type));
      return text(region, types) === text(first, types) ? [] : [`${stack}, ${region}`];
    });
  });
}
