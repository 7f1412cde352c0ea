import { byText } from "../../by-text.ts";
import { ownerTag, stackTag } from "../../names.ts";
import type { AttributeChange, ChangeSummary, StackSummary } from "../handoff/stack-summary.ts";
import { canonicalJson } from "../stack/canonical-json.ts";
import { sha256 } from "../stack/sha256.ts";
import { type Own, withoutOwn } from "../stack/without-own.ts";
import { pathText } from "../terraform/attribute-path.ts";
import type { PlanJson, ResourceChange } from "../terraform/plan-json.ts";
import { attributeChanges } from "./attribute-changes.ts";

/** What a plan would change, without anything sensitive. */
export type PlanSummary = Pick<StackSummary, "digest" | "shape" | "changes"> & {
  readonly outcome: "unchanged" | "changed";
};

/**
 * The digest says what would change and nothing of when or where it was planned, so that the plan that was reviewed and
 * the one that is applied can be told to be the same.
 */
export function summarizePlan(plan: PlanJson, own: Own): PlanSummary {
  const changing = (plan.resource_changes ?? []).filter(changes).sort(byText(({ address }) => address));
  const outputs = Object.entries(plan.output_changes ?? {}).flatMap(([name, { actions }]) =>
    actions.every((action) => action === "no-op") ? [] : [[name, actions] as const],
  );
  if (changing.length === 0 && outputs.length === 0)
    return { outcome: "unchanged", digest: "", shape: "", changes: [] };

  const summaries = changing.map((resource): ChangeSummary => {
    const { address, type, change } = resource;
    const takenOver = change.importing ? { takenOver: change.importing.id ?? "" } : {};
    return { address, type, actions: change.actions, ...takenOver, attributes: attributeChanges(change) };
  });
  const whole = (attributesOf: (changes: readonly AttributeChange[]) => readonly object[]) => ({
    outputs,
    resources: changing.map(({ previous_address, change }, index) => ({
      ...summaries[index],
      attributes: attributesOf(summaries[index]?.attributes ?? []),
      previous_address: previous_address ?? null,
      replace_paths: change.replace_paths ?? [],
      importing: change.importing ?? null,
    })),
  });
  return {
    outcome: "changed",
    digest: sha256(canonicalJson(whole((all) => all.map(shown)))),
    shape: sha256(
      withoutOwn(
        whole((all) => all.map((one) => (isOwnTag(one) ? { path: pathText(one.path) } : shown(one)))),
        own,
      ),
    ),
    changes: summaries,
  };
}

/** Reading a data source changes nothing; an import or a move does, if only in the state. */
function changes({ mode, change, previous_address }: ResourceChange): boolean {
  if (mode === "data") return false;
  return (
    previous_address !== undefined ||
    change.importing !== undefined ||
    change.actions.some((action) => action !== "no-op" && action !== "read")
  );
}

/** With its path as text: digests of one change are the same for ever, or what was reviewed before an upgrade would be held. */
const shown = (change: AttributeChange) => ({ ...change, path: pathText(change.path) });

/** Tags that say whose a resource is, as they show in a change. */
const isOwnTag = ({ path }: AttributeChange) =>
  path.length > 1 && [stackTag, ownerTag].some((tag) => path.at(-1) === tag);
