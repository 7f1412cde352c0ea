import { scannedTypesTable } from "../tables/scanned-types-table.ts";

/** What may stand at a place of a backup policy. */
export type Grammar = Section | Names | Leaf;

/** An object whose keys AWS fixes. */
export interface Section {
  readonly kind: "section";
  readonly keys: Readonly<Record<string, Grammar>>;
}

/** An object whose keys the author chooses. */
export interface Names {
  readonly kind: "names";
  /** What a key names, for a message. */
  readonly of: NameKind;
  readonly entry: Grammar;
}

export type NameKind = "plan" | "rule" | "selection" | "copy" | "condition" | "tag";

/** A setting: its value stands below an operator. */
export interface Leaf {
  readonly kind: "leaf";
  readonly isList: boolean;
  readonly value: ValueKind;
  /** What people are told it is, and the unit that its number goes with; `null`: it is shown by its place. */
  readonly words: SettingWords | null;
}

export type SettingWords = readonly [what: string, unit: string];

export type ValueKind =
  | { readonly is: "schedule" }
  | { readonly is: "vault-name" }
  | { readonly is: "vault-arn" }
  | { readonly is: "air-gapped-arn" }
  | { readonly is: "role-arn" }
  | { readonly is: "region" }
  | { readonly is: "type-pattern" }
  | { readonly is: "whole-number" }
  | { readonly is: "boolean" }
  | { readonly is: "condition-key" }
  | { readonly is: "text"; readonly mostCharacters: number }
  /** The key of a tag that is to be set; one that is only looked for may be AWS's own. */
  | { readonly is: "own-tag-key"; readonly mostCharacters: number }
  | { readonly is: "one-of"; readonly values: readonly string[] };

const section = (keys: Section["keys"]): Section => ({ kind: "section", keys });
const names = (of: NameKind, entry: Grammar): Names => ({ kind: "names", of, entry });
const one = (value: ValueKind, what?: string, unit = ""): Leaf => leaf(false, value, what, unit);
const list = (value: ValueKind, what?: string): Leaf => leaf(true, value, what, "");
const leaf = (isList: boolean, value: ValueKind, what: string | undefined, unit: string): Leaf => ({
  kind: "leaf",
  isList,
  value,
  words: what === undefined ? null : [what, unit],
});
const oneOf = (...values: readonly string[]): ValueKind => ({ is: "one-of", values });

// docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
const mostTagKeyCharacters = 128;
const tagKey: ValueKind = { is: "text", mostCharacters: mostTagKeyCharacters };
const ownTagKey: ValueKind = { is: "own-tag-key", mostCharacters: mostTagKeyCharacters };
const tagValue: ValueKind = { is: "text", mostCharacters: 256 };
const tags = names("tag", section({ tag_key: one(ownTagKey), tag_value: one(tagValue) }));

const lifecycle = (retention: string, coldStorage: string) =>
  section({
    move_to_cold_storage_after_days: one({ is: "whole-number" }, `${coldStorage} after`, "d"),
    delete_after_days: one({ is: "whole-number" }, retention, "d"),
    opt_in_to_archive_for_supported_resources: one({ is: "boolean" }),
  });

const rule = section({
  schedule_expression: one({ is: "schedule" }, "schedule"),
  target_backup_vault_name: one({ is: "vault-name" }, "vault"),
  target_logically_air_gapped_backup_vault_arn: one({ is: "air-gapped-arn" }, "air-gapped vault"),
  start_backup_window_minutes: one({ is: "whole-number" }, "start window", " min"),
  complete_backup_window_minutes: one({ is: "whole-number" }, "complete window", " min"),
  enable_continuous_backup: one({ is: "boolean" }, "continuous backup"),
  lifecycle: lifecycle("retention", "cold storage"),
  copy_actions: names(
    "copy",
    section({
      target_backup_vault_arn: one({ is: "vault-arn" }, "copy"),
      lifecycle: lifecycle("retention of copies", "cold storage of copies"),
    }),
  ),
  recovery_point_tags: tags,
  index_actions: section({ resource_types: list(oneOf("EBS", "S3")) }),
  scan_actions: section({ GUARDDUTY: section({ scan_mode: one(oneOf("FULL_SCAN", "INCREMENTAL_SCAN")) }) }),
});

/** The rules of a plan. */
export const ruleNames = names("rule", rule);

/** How a condition compares a tag, by the key that AWS gives the comparison. */
const conditionOperators = ["string_equals", "string_not_equals", "string_like", "string_not_like"] as const;
const comparison = names(
  "condition",
  section({ condition_key: one({ is: "condition-key" }), condition_value: one(tagValue) }),
);
const conditions = section(Object.fromEntries(conditionOperators.map((operator) => [operator, comparison])));

const selections = section({
  tags: names(
    "selection",
    section({
      iam_role_arn: one({ is: "role-arn" }),
      tag_key: one(tagKey),
      tag_value: list(tagValue, "tag that selects resources"),
      conditions,
    }),
  ),
  resources: names(
    "selection",
    section({
      iam_role_arn: one({ is: "role-arn" }),
      resource_types: list({ is: "type-pattern" }),
      not_resource_types: list({ is: "type-pattern" }),
      conditions,
    }),
  ),
});

const onOff = one(oneOf("enabled", "disabled"));

const plan = section({
  rules: ruleNames,
  regions: list({ is: "region" }, "Regions"),
  selections,
  advanced_backup_settings: section({
    ec2: section({ windows_vss: onOff }),
    s3: section({ backup_acls: onOff, backup_object_tags: onOff }),
  }),
  backup_plan_tags: tags,
  scan_settings: section({
    GUARDDUTY: section({
      resource_types: list(oneOf(...scannedTypesTable.rows.map(({ type }) => type), "ALL")),
      scanner_role_arn: one({ is: "role-arn" }),
    }),
  }),
});

/** The plans of a policy. */
export const planNames = names("plan", plan);

/** Whether a key is one of AWS's, one level too high: it stands where the author's name belongs. */
export const isMisplaced = ({ entry }: Names, key: string) =>
  entry.kind === "section" && Object.hasOwn(entry.keys, key);

/**
 * A BACKUP_POLICY as AWS documents it, September 2026.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html
 */
export const backupPolicyGrammar: Section = section({ plans: planNames });

/** The setting that has this place below a policy's root; `undefined`: AWS knows none there. */
export function settingAt(keys: readonly string[]): Leaf | undefined {
  let at: Grammar | undefined = backupPolicyGrammar;
  for (const key of keys) {
    if (at?.kind === "names") at = at.entry;
    else at = at?.kind === "section" && Object.hasOwn(at.keys, key) ? at.keys[key] : undefined;
  }
  return at?.kind === "leaf" ? at : undefined;
}
