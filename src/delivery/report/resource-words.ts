import type { ChangeSummary } from "../handoff/stack-summary.ts";
import { deedOf } from "./action-words.ts";
import { count } from "./markdown.ts";

/** What resources are called by who does not write Terraform, in the order in which they matter. */
const nouns: Readonly<Record<string, string>> = {
  aws_backup_vault: "vault",
  aws_backup_logically_air_gapped_vault: "air-gapped vault",
  aws_backup_vault_lock_configuration: "vault lock",
  aws_backup_vault_policy: "vault access policy",
  aws_kms_key: "key",
  aws_kms_alias: "key alias",
  aws_iam_role: "role",
  aws_organizations_policy: "backup policy",
  aws_organizations_policy_attachment: "policy attachment",
  aws_backup_region_settings: "opt-in setting",
  aws_cloudwatch_event_bus: "event bus",
  aws_cloudwatch_event_rule: "event rule",
  aws_sns_topic: "topic",
  aws_sns_topic_subscription: "subscription",
  aws_s3_bucket: "bucket",
};
/** Parts of something above that nobody counts. */
const parts = [
  "aws_iam_role_policy",
  "aws_iam_role_policy_attachment",
  "aws_cloudwatch_event_target",
  "aws_cloudwatch_event_bus_policy",
  "aws_sns_topic_policy",
];

const plurals: Readonly<Record<string, string>> = {
  "vault access policy": "vault access policies",
  "key alias": "key aliases",
  "backup policy": "backup policies",
  "event bus": "event buses",
};

/** `1 vault, 1 key, 5 roles and 9 smaller parts`: what a new stack gets. */
export function createdWords(changes: readonly ChangeSummary[]): string {
  const types = changes.filter((change) => deedOf(change) === "create").map(({ type }) => type);
  const known = Object.entries(nouns).flatMap(([type, noun]) => counted(types, type, noun));
  const others = [...new Set(types)].filter((type) => !Object.hasOwn(nouns, type) && !parts.includes(type)).sort();
  const listed = [...known, ...others.flatMap((type) => counted(types, type, type, type))];
  const small = types.filter((type) => parts.includes(type)).length;
  const all = small > 0 ? [...listed, count(small, "smaller part")] : listed;
  if (all.length === 0) return "nothing";
  return all.length === 1 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;
}

function counted(types: readonly string[], type: string, noun: string, plural = plurals[noun]): readonly string[] {
  const number = types.filter((other) => other === type).length;
  return number === 0 ? [] : [plural === undefined ? count(number, noun) : count(number, noun, plural)];
}

/** Regions that the names of created resources start with, sorted. */
export function createdRegions(changes: readonly ChangeSummary[]): readonly string[] {
  const regions = changes.flatMap(({ address }) => /\.([a-z]{2}(?:-[a-z]+){1,2}-\d)[_-]/.exec(address)?.[1] ?? []);
  return [...new Set(regions)].sort();
}

/** How the vaults that are created are locked, `not locked` without vault lock. */
export function lockWords(changes: readonly ChangeSummary[]): string {
  const locks = changes.filter(({ type }) => type === "aws_backup_vault_lock_configuration");
  const texts = locks.map(({ attributes }) => {
    const settingOf = (path: string) => attributes.find((attribute) => attribute.path === path)?.after ?? null;
    const [shortest, longest, days] = ["min_retention_days", "max_retention_days", "changeable_for_days"].map(
      settingOf,
    );
    const kind = days === null ? "governance lock" : `compliance lock (nobody can remove it after ${days}d)`;
    const limits = [shortest === null ? "" : `from ${shortest}d`, longest === null ? "" : `to ${longest}d`];
    return [kind, ...limits.filter((limit) => limit !== "")].join(" ");
  });
  return texts.length === 0 ? "not locked" : [...new Set(texts)].sort().join("; ");
}
