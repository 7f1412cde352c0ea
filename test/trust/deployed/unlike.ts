import { appStackId } from "../../../src/names.ts";
import type { Organization } from "../../isolation/support/organization.ts";
import { kindOf, textsByRegion } from "./texts-by-region.ts";

/** Application accounts, and their Regions, in which something else is deployed than in the others of their kind. */
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
  return [...kinds.values()].flatMap((texts) => {
    const most = [...texts.values()].toSorted((one, other) => other.length - one.length);
    return most.slice(1).flat();
  });
}
