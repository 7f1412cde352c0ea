/** A part of what AWS runs once every policy is merged: no operators are left, and every part knows where it came from. */
export type EffectiveNode = EffectiveObject | EffectiveList | EffectiveScalar;

export interface EffectiveObject {
  readonly kind: "object";
  /** Where it was first named. */
  readonly origin: Origin;
  /** In the order in which the policies bring them; never empty but at the root. */
  readonly members: ReadonlyMap<string, EffectiveNode>;
}

export interface EffectiveList {
  readonly kind: "list";
  /** Where the list was first set; what was appended later has a place of its own. */
  readonly origin: Origin;
  readonly items: readonly EffectiveScalar[];
}

export interface EffectiveScalar {
  readonly kind: "scalar";
  readonly origin: Origin;
  readonly value: string | number | boolean | null;
}

/** A place in one of the merged documents. */
export interface Origin {
  /** Counted from 0, the parent first. */
  readonly policy: number;
  /** JSON Pointer (RFC 6901) into that document. */
  readonly pointer: string;
  /** First character of that part in the document's text. */
  readonly offset: number;
}

export type PlainJson = string | number | boolean | null | readonly PlainJson[] | { readonly [key: string]: PlainJson };

/** The policy as `aws organizations describe-effective-policy` shows it. */
export function toPlainJson(node: EffectiveNode): PlainJson {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "list") return node.items.map(({ value }) => value);
  return Object.fromEntries([...node.members].map(([key, member]) => [key, toPlainJson(member)]));
}
