import type { Cut } from "./cut.ts";

/** A way to something that nobody should reach: how it begins, and the step without which it would end nowhere. */
export interface KnownPath {
  readonly id: string;
  /** Who starts, as `starts.ts` calls them; `*` stands for anything. */
  readonly from: readonly string[];
  /**
   * Whose path is told; it has to be one of `from`.
   *
   * @default the first who has one
   */
  readonly tell?: string;
  /**
   * The end that is told of, out of many.
   *
   * @default the nearest
   */
  readonly to?: Cut;
  readonly what: string;
  readonly cuts: readonly Cut[];
  /**
   * Whether what follows is looked for as well; its ends stand among the cuts, then.
   *
   * @default what is open is not gone through
   */
  readonly goesOn?: true;
}

export const pipeline = "lockstep-pipeline-apply";

/** Whoever administers an account, and what they can make of it: not the roles of duties and of the pipeline. */
export const owners = [
  "!lockstep-pipeline-*",
  "!lockstep-hub-*",
  "!lockstep-vault-custodian*",
  "!lockstep-backup-operator*",
  "!lockstep-restore-operator*",
  "!lockstep-auditor*",
  "!lockstep-policy-admin*",
  "!lockstep-reach-in-*",
  "* @ {place}",
].join(",");

export const administrators = ["Administrator of *", "root user of *"];
/** A merged change in a scope, and the role of its account that applies it. */
export const merged = (...scopes: readonly string[]): readonly string[] =>
  scopes.flatMap((scope) => [`a merged change in ${scope}`, ...(roles[scope] ?? [])]);

const roles: Readonly<Record<string, readonly string[]>> = {
  management: [`${pipeline} @ management`],
  shared: [`${pipeline} @ shared`],
  "central-*": [`${pipeline} @ central *`],
  "app-*": [`${pipeline} @ a *prod account`],
  "policies-*": [`${pipeline}-policies-* @ shared`],
};
