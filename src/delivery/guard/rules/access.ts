import { isBackupPolicy } from "../../resources/policies.ts";
import type { PolicyDocument } from "../../resources/resource-type.ts";
import { resourceType } from "../../resources/resource-types.ts";
import { parseJson } from "../../stack/parse-json.ts";
import { hasDenials, lostDenials } from "../access/lost-denials.ts";
import { readStatements, type Statement } from "../access/statement.ts";
import { openAccess, widenedAccess } from "../access/widened-access.ts";
import { type GuardedChange, type GuardRule, type PlanFinding, unjudged, violation } from "../guarded-change.ts";
import { isKept } from "./destroyed.ts";

/** A policy document denies less than it did, or lets in more. */
export const access: GuardRule = (change) => {
  const document = resourceType(change.type)?.document;
  if (!document) return [];
  // what a backup policy says is judged by rules of its own
  if (isBackupPolicy(change.type, change.before ?? change.after)) return [];
  if (!change.after) return isKept(change.type) ? [] : deleted(change, document);
  return change.before ? updated(change, document) : created(change, document);
};

function deleted(change: GuardedChange, { attribute }: PolicyDocument): readonly PlanFinding[] {
  const before = read(change.before?.[attribute]);
  if (before && !hasDenials(before)) return [];
  return [violation(change, "denial-lost", `${change.type} is gone with all that it denied; keep it`)];
}

function created(change: GuardedChange, { attribute, kind, denies }: PolicyDocument): readonly PlanFinding[] {
  if (kind === "identity") return [];
  // most documents name what is created with them
  if (change.isHidden(attribute)) return denies ? [unjudged(change, attribute)] : [];
  const after = read(change.after?.[attribute]);
  if (!after) return denies ? [unreadable(change, attribute)] : [];
  return [
    ...openTo(change, after),
    ...(denies && !hasDenials(after)
      ? [violation(change, "denial-lost", "the policy denies nothing; deny what would delete or shorten backups")]
      : []),
  ];
}

function updated(change: GuardedChange, { attribute, kind }: PolicyDocument): readonly PlanFinding[] {
  if (change.before?.[attribute] === change.after?.[attribute] && !change.isHidden(attribute)) return [];
  const before = read(change.before?.[attribute]);
  const nothingToLose = kind === "identity" && before !== null && !hasDenials(before);
  if (nothingToLose) return [];
  if (change.isHidden(attribute)) return [unjudged(change, attribute)];
  const after = read(change.after?.[attribute]);
  return before && after ? compared(change, before, after, kind, "") : [unreadable(change, attribute)];
}

/** @param place where the document stands, with a space after it; empty for the only one of a resource */
export function compared(
  change: GuardedChange,
  before: readonly Statement[],
  after: readonly Statement[],
  kind: PolicyDocument["kind"],
  place: string,
): readonly PlanFinding[] {
  const lost = lostDenials(before, after);
  const gained = kind === "identity" ? [] : widenedAccess(before, after, kind);
  return [
    ...lost.map((line) => violation(change, "denial-lost", `${place}no longer denies ${line}; keep the denial`)),
    ...gained.map((line) => violation(change, "access-widened", `${place}newly allows ${line}; keep to who had it`)),
  ];
}

const openTo = (change: GuardedChange, statements: readonly Statement[]) =>
  openAccess(statements).map((name) =>
    violation(change, "access-widened", `lets in anybody at all (statement ${name}); name an organization or account`),
  );

const unreadable = (change: GuardedChange, attribute: string) =>
  violation(change, "unjudged", `${attribute} is no policy document and cannot be judged; use JSON with statements`);

/** @returns `null` for what cannot be read; no statements where there is no policy at all. */
function read(text: unknown): readonly Statement[] | null {
  return text === undefined || text === null || text === "" ? [] : readStatements(parseJson(text));
}
