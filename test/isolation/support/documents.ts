/** A policy of any kind, as AWS evaluates it. */
export interface Document {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

export interface Statement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

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
}

export const allowEverything: Document = {
  Version: "2012-10-17",
  Statement: [{ Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" }],
};

export const list = <T>(one: T | readonly T[] | undefined): readonly T[] =>
  one === undefined ? [] : Array.isArray(one) ? one : [one as T];

export const asText = ({ kind, stack, accountId, region, of }: Written) =>
  `${kind} of ${of} (${[stack, accountId, region].filter((part) => part !== "").join(", ")})`;
