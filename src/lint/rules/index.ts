import { archiveNotOptedIn } from "./archive-not-opted-in.ts";
import { archiveUnused } from "./archive-unused.ts";
import { coldIgnored } from "./cold-ignored.ts";
import { coldTooShort } from "./cold-too-short.ts";
import { continuousCold } from "./continuous-cold.ts";
import { continuousIgnored } from "./continuous-ignored.ts";
import { continuousTooLong } from "./continuous-too-long.ts";
import { emptyFile } from "./empty-file.ts";
import { objectName } from "./object-name.ts";
import { overlapUndecided } from "./overlap-undecided.ts";
import { partition } from "./partition.ts";
import { policyAirGappedTypes } from "./policy-air-gapped-types.ts";
import { policyArn } from "./policy-arn.ts";
import { policyBareBoolean } from "./policy-bare-boolean.ts";
import { policyConditionKey } from "./policy-condition-key.ts";
import { policyCopyFollows } from "./policy-copy-follows.ts";
import { policyCopyKey } from "./policy-copy-key.ts";
import { policyCopyShorter } from "./policy-copy-shorter.ts";
import { policyCopyTypes } from "./policy-copy-types.ts";
import { policyDefaultSource } from "./policy-default-source.ts";
import { policyDefaultVault } from "./policy-default-vault.ts";
import { policyDuplicateKey } from "./policy-duplicate-key.ts";
import { policyEveryRule } from "./policy-every-rule.ts";
import { policyIncomplete } from "./policy-incomplete.ts";
import { policyJson } from "./policy-json.ts";
import { policyKeptForEver } from "./policy-kept-for-ever.ts";
import { policyLiteralWildcard } from "./policy-literal-wildcard.ts";
import { policyMergeConflict } from "./policy-merge-conflict.ts";
import { policyNotText } from "./policy-not-text.ts";
import { policyOneAccountRole } from "./policy-one-account-role.ts";
import { policyOperator } from "./policy-operator.ts";
import { policyPlaceholder } from "./policy-placeholder.ts";
import { policyQuota } from "./policy-quota.ts";
import { policyRuleCase } from "./policy-rule-case.ts";
import { policySameVault } from "./policy-same-vault.ts";
import { policyScan } from "./policy-scan.ts";
import { policySelectionKind } from "./policy-selection-kind.ts";
import { policySingleResource } from "./policy-single-resource.ts";
import { policySize } from "./policy-size.ts";
import { policyUnknownType } from "./policy-unknown-type.ts";
import { policyWindow } from "./policy-window.ts";
import { policyWindowCompletion } from "./policy-window-completion.ts";
import { policyWindowSeconds } from "./policy-window-seconds.ts";
import { policyWrittenSize } from "./policy-written-size.ts";
import { retentionRange } from "./retention-range.ts";
import { ruleNeverRuns } from "./rule-never-runs.ts";
import { ruleSkipped } from "./rule-skipped.ts";
import { scheduleEnds } from "./schedule-ends.ts";
import { scheduleNever } from "./schedule-never.ts";
import { schedulePause } from "./schedule-pause.ts";
import { scheduleTooOften } from "./schedule-too-often.ts";
import { scheduleUnreadable } from "./schedule-unreadable.ts";
import { unknownKey } from "./unknown-key.ts";
import { unknownRegion } from "./unknown-region.ts";
import { vssIgnored } from "./vss-ignored.ts";
import { wrongType } from "./wrong-type.ts";
import { wrongValue } from "./wrong-value.ts";

/** Found while documents are read and merged. */
const documentRules = [
  policyJson,
  policyDuplicateKey,
  emptyFile,
  policyWrittenSize,
  policySize,
  unknownKey,
  wrongType,
  wrongValue,
  policyOperator,
  policyNotText,
  policyBareBoolean,
  objectName,
  policyRuleCase,
  policyArn,
  policyPlaceholder,
  policyOneAccountRole,
  policySingleResource,
  policyUnknownType,
  policyConditionKey,
  unknownRegion,
  policyMergeConflict,
] as const;

/** What the plans of the effective policy are held against, in this order where two speak of one place. */
export const planRules = [
  policyIncomplete,
  policySelectionKind,
  policyQuota,
  scheduleUnreadable,
  scheduleNever,
  scheduleEnds,
  scheduleTooOften,
  schedulePause,
  policyWindow,
  policyWindowSeconds,
  policyWindowCompletion,
  ruleNeverRuns,
  ruleSkipped,
  overlapUndecided,
  retentionRange,
  coldTooShort,
  continuousTooLong,
  continuousCold,
  policyKeptForEver,
  coldIgnored,
  archiveNotOptedIn,
  archiveUnused,
  policyDefaultSource,
  policyCopyKey,
  policyDefaultVault,
  policySameVault,
  policyCopyTypes,
  policyCopyFollows,
  policyCopyShorter,
  continuousIgnored,
  vssIgnored,
  policyAirGappedTypes,
  policyEveryRule,
  policyLiteralWildcard,
  partition,
  policyScan,
] as const;

/** Every rule that `lint-policy` knows, its own and those that it shares with `check`. */
export const policyRules = [...documentRules, ...planRules] as const;
