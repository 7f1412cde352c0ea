import { onceFor } from "../../once-for.ts";
import { isBackupPolicy } from "../resources/policies.ts";
import type { PolicyDocument } from "../resources/resource-type.ts";
import { resourceType } from "../resources/resource-types.ts";
import { parseJson } from "../stack/parse-json.ts";
import { comparedStatements } from "./access/compared-statements.ts";
import { hasDenials } from "./access/lost-denials.ts";
import { readStatements, type Statement } from "./access/statement.ts";
import { openAccess } from "./access/widened-access.ts";
import { isKept } from "./destroyed.ts";
import type { GuardedChange } from "./guarded-change.ts";
import type { PlanComplaint } from "./plan-rule.ts";
import { unjudgedAttribute } from "./unjudged-attribute.ts";

/** What a change makes of the policy document of a resource. */
export interface AccessChange {
  /** Denials. */
  readonly lost: readonly PlanComplaint[];
  /** Access. */
  readonly gained: readonly PlanComplaint[];
  readonly unjudged: readonly PlanComplaint[];
}

const nothing: AccessChange = { lost: [], gained: [], unjudged: [] };

/** A policy document denies less than it did, or lets in more. */
export const judgeAccess = onceFor((change: GuardedChange): AccessChange => {
  const document = resourceType(change.type)?.document;
  if (!document) return nothing;
  // what a backup policy says is judged by rules of its own
  if (isBackupPolicy(change.type, change.before ?? change.after)) return nothing;
  if (!change.after) return isKept(change.type) ? nothing : deleted(change, document);
  return change.before ? updated(change, document) : created(change, document);
});

function deleted(change: GuardedChange, { attribute }: PolicyDocument): AccessChange {
  const before = read(change.before?.[attribute]);
  if (before && !hasDenials(before)) return nothing;
  return { ...nothing, lost: [{ got: `${change.type} is gone with all that it denied`, use: "keep it" }] };
}

function created(change: GuardedChange, { attribute, kind, denies }: PolicyDocument): AccessChange {
  if (kind === "identity") return nothing;
  // most documents name what is created with them
  if (change.isHidden(attribute)) return { ...nothing, unjudged: denies ? [unjudgedAttribute(attribute)] : [] };
  const after = read(change.after?.[attribute]);
  if (!after) return { ...nothing, unjudged: denies ? [unreadable(attribute)] : [] };
  const path = [attribute];
  return {
    ...nothing,
    gained: openAccess(after).map((name) => ({
      path,
      got: `lets in anybody at all (statement ${name})`,
      use: "name an organization or account",
    })),
    lost:
      denies && !hasDenials(after)
        ? [{ path, got: "the policy denies nothing", use: "deny what would delete or shorten backups" }]
        : [],
  };
}

function updated(change: GuardedChange, { attribute, kind }: PolicyDocument): AccessChange {
  if (change.before?.[attribute] === change.after?.[attribute] && !change.isHidden(attribute)) return nothing;
  const before = read(change.before?.[attribute]);
  const nothingToLose = kind === "identity" && before !== null && !hasDenials(before);
  if (nothingToLose) return nothing;
  if (change.isHidden(attribute)) return { ...nothing, unjudged: [unjudgedAttribute(attribute)] };
  const after = read(change.after?.[attribute]);
  if (!before || !after) return { ...nothing, unjudged: [unreadable(attribute)] };
  return { ...nothing, ...comparedStatements(before, after, kind, attribute, "") };
}

const unreadable = (attribute: string): PlanComplaint => ({
  path: [attribute],
  got: `${attribute} is no policy document and cannot be judged`,
  use: "use JSON with statements",
});

/** @returns `null` for what cannot be read; no statements where there is no policy at all. */
function read(text: unknown): readonly Statement[] | null {
  return text === undefined || text === null || text === "" ? [] : readStatements(parseJson(text));
}
