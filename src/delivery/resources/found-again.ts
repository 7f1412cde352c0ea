import type { JsonObject } from "../stack/json-object.ts";

/** How something is found that an interrupted apply has made, and that no state knows. */
export type FoundAgain =
  /** AWS refuses to make it twice, and it has a name: whether it exists, Terraform's import tells. */
  | { readonly by: "id"; readonly id: ImportId }
  /** Nothing names it: it is looked for among the keys of its Region, by description and tag. */
  | { readonly by: "description" }
  /** Its id says nothing: AWS Organizations is asked for its name. */
  | { readonly by: "organization" }
  /** It need not be: AWS puts it once more as if it were the first time, unless it is one that AWS never changes again. */
  | { readonly by: "putting it again"; readonly unless?: Unchangeable };

/** Something by which a stack says that one cannot be put again, so that it is found by its id. */
export interface Unchangeable {
  /** What of it the stack then leaves as it is found. */
  readonly ignores: string;
  readonly id: ImportId;
}

/**
 * The id that Terraform's import takes. Source: each resource's page in the registry, under "Import".
 *
 * @returns `null` when it rests on something that is not made yet
 */
export type ImportId = (after: JsonObject, place: ImportPlace) => string | null;

/** Where a resource is made, as far as its ARN tells. */
export interface ImportPlace {
  readonly partition: string;
  readonly accountId: string;
  /** @default not known: what has it in its id is not found */
  readonly region?: string | undefined;
  /** What of it the stack leaves as it is found. @default nothing */
  readonly ignored?: readonly unknown[] | undefined;
}

/** One after the other; `null` where one of them is not known yet. */
export const joined = (...parts: readonly unknown[]): string | null =>
  parts.every((part) => typeof part === "string" && part !== "") ? parts.join("") : null;

/** ARN of something of IAM. */
export const iamArn = ({ partition, accountId }: ImportPlace, kind: string, name: unknown): string | null =>
  joined(`arn:${partition}:iam::${accountId}:${kind}/`, name);
