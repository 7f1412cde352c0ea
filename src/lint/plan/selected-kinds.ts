import type { PlanView, SelectionView } from "../../aws/policy/policy-view.ts";
import { type Said, saidIn, valuesIn } from "../../aws/policy/setting.ts";
import { inAws } from "../../aws/regions.ts";
import { type ResourceKind, resourceKinds } from "../../aws/resource-kinds.ts";
import { resourceTypePatterns } from "../../aws/resource-types.ts";

/** A pattern that a selection names, with the kinds of resources that it matches. */
export interface NamedPattern {
  readonly pattern: Said<string>;
  /** At least one. */
  readonly kinds: readonly ResourceKind[];
  /** Their types, for a message. */
  readonly types: string;
}

/** Kinds of resources that a plan selects; all of them where it selects by tag alone. `null`: a pattern is not known. */
export function selectedKinds({ selections }: PlanView): readonly ResourceKind[] | null {
  const bySelection = selections.map(kindsOf);
  if (bySelection.includes(null)) return null;
  const selected = new Set(bySelection.flatMap((kinds) => kinds ?? []));
  return resourceKinds.filter((kind) => selected.has(kind));
}

/** The patterns that a plan names; `*`, which nobody expects to be all of one kind, is none. */
export function namedPatterns({ selections }: PlanView): readonly NamedPattern[] {
  return selections.flatMap(({ types, notTypes }) => {
    const excluded = new Set(valuesIn(notTypes).flatMap((value) => kindsMatching(value) ?? []));
    return saidIn(types).flatMap((pattern) => {
      const kinds = (pattern.value === "*" ? [] : (kindsMatching(pattern.value) ?? [])).filter(
        (kind) => !excluded.has(kind),
      );
      if (kinds.length === 0) return [];
      return [{ pattern, kinds, types: [...new Set(kinds.map(({ type }) => type))].join(", ") }];
    });
  });
}

function kindsOf({ kind, types, notTypes }: SelectionView): readonly ResourceKind[] | null {
  const included = kind === "tags" ? [resourceKinds] : valuesIn(types).map(kindsMatching);
  const excluded = valuesIn(notTypes).map(kindsMatching);
  if (included.includes(null) || excluded.includes(null)) return null;
  const out = new Set(excluded.flatMap((kinds) => kinds ?? []));
  return included.flatMap((kinds) => kinds ?? []).filter((one) => !out.has(one));
}

function kindsMatching(pattern: string): readonly ResourceKind[] | null {
  if (pattern === "*") return resourceKinds;
  const arn = inAws(pattern);
  const volumes = arn === "arn:aws:fsx:*:*:volume/*";
  const kinds = resourceKinds.filter(({ of, selectedAs }) =>
    // of the file systems two are made of volumes, the others are backed up whole
    volumes ? kindsWithVolumes.includes(of) : resourceTypePatterns(selectedAs, "aws").includes(arn),
  );
  return kinds.length > 0 ? kinds : null;
}

const kindsWithVolumes = ["FSx for ONTAP", "FSx for OpenZFS"];
