import type { Document } from "../../emulator/model/policy-document.ts";

export type Kind =
  | "trust"
  | "inline policy"
  | "managed policy"
  | "vault policy"
  | "key policy"
  | "bus policy"
  | "topic policy"
  | "bucket policy"
  | "service control policy"
  | "resource control policy"
  | "delegation policy";

/** A document with the place it is written for. */
export interface Written {
  readonly kind: Kind;
  readonly stack: string;
  readonly accountId: string;
  /** `""` for what an account has once. */
  readonly region: string;
  /** Name of the role, policy, vault, bus, topic or bucket; alias of the key. */
  readonly of: string;
  readonly document: Document;
  /** Names of the roles that a managed policy is attached to by the template it stands in. */
  readonly attachedTo?: readonly string[];
}

export const list = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as T];

export const asText = ({ kind, stack, accountId, region, of }: Written) =>
  `${kind} of ${of} (${[stack, accountId, region].filter((part) => part !== "").join(", ")})`;
