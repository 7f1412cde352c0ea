import { resourceTypePatterns } from "../aws/resource-types.ts";
import type { LeftOut, Selection } from "../model.ts";
import { covers, meet } from "../words/pattern.ts";

/** What of the resources that are left out a selection would take otherwise, so that its policy has to say so. */
export function leftOutOf(selection: Selection, all: readonly LeftOut[]): readonly LeftOut[] {
  return all.flatMap((each) => {
    const tagValues = each.tagValues.filter((value) => takesTag(selection, each.tagKey, value));
    const types = each.types.filter((type) => takesType(selection, type));
    return tagValues.length + types.length > 0 ? [{ ...each, tagValues, types }] : [];
  });
}

function takesTag({ kind, tagKey, tagValues }: Selection, key: string, value: string): boolean {
  // a resource has one value of a key, and may have every key
  if (tagKey !== key) return true;
  return kind === "tagged"
    ? tagValues.some((own) => meet(own, value))
    : !tagValues.some((excepted) => covers(excepted, value));
}

function takesType({ types }: Selection, type: string): boolean {
  if (types.length === 0) return true;
  const patterns = resourceTypePatterns(type, "aws");
  return types.some((own) => resourceTypePatterns(own, "aws").some((pattern) => patterns.includes(pattern)));
}
