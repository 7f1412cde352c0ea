import type { ConfigKey } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { judgeBy } from "../diagnostics/judge-by.ts";
import type { Estate } from "../model.ts";
import { archiveNotOptedIn } from "./archive-not-opted-in.ts";
import { archiveTooOften } from "./archive-too-often.ts";
import { archiveUnused } from "./archive-unused.ts";
import { centralNotOptedIn } from "./central-not-opted-in.ts";
import { chainedSession } from "./chained-session.ts";
import { coldIgnored } from "./cold-ignored.ts";
import { coldTooShort } from "./cold-too-short.ts";
import { complianceLockArmed } from "./compliance-lock-armed.ts";
import { continuousCold } from "./continuous-cold.ts";
import { continuousIgnored } from "./continuous-ignored.ts";
import { continuousTooLong } from "./continuous-too-long.ts";
import { copiesInTurn } from "./copies-in-turn.ts";
import { copyShorterThanSource } from "./copy-shorter-than-source.ts";
import { delegationSize } from "./delegation-size.ts";
import { delegationStatement } from "./delegation-statement.ts";
import { destinationMissing } from "./destination-missing.ts";
import { expiresBeforeUsable } from "./expires-before-usable.ts";
import { firstBackupCut } from "./first-backup-cut.ts";
import { isolatedRpoNotKept } from "./isolated-rpo-not-kept.ts";
import { jobInTheWay } from "./job-in-the-way.ts";
import { kindNotCopied } from "./kind-not-copied.ts";
import { leftOutSelected } from "./left-out-selected.ts";
import { leftOutShared } from "./left-out-shared.ts";
import { lockMaxUnused } from "./lock-max-unused.ts";
import { lockMinShutsOut } from "./lock-min-shuts-out.ts";
import { objectName } from "./object-name.ts";
import { optInMissing } from "./opt-in-missing.ts";
import { otherRoot } from "./other-root.ts";
import { overlapUndecided } from "./overlap-undecided.ts";
import { ownRoleInDuty } from "./own-role-in-duty.ts";
import { pipelineNotDeployed } from "./pipeline-not-deployed.ts";
import { plansInTheWay } from "./plans-in-the-way.ts";
import { pointTagSelects } from "./point-tag-selects.ts";
import { policyIncomplete } from "./policy-incomplete.ts";
import { policyMergeConflict } from "./policy-merge-conflict.ts";
import { policySize } from "./policy-size.ts";
import { promisedCopiesInTurn } from "./promised-copies-in-turn.ts";
import { promisedJobInTheWay } from "./promised-job-in-the-way.ts";
import { reachesNothing } from "./reaches-nothing.ts";
import { recoveryPointGap } from "./recovery-point-gap.ts";
import { regionWithoutPolicies } from "./region-without-policies.ts";
import { restoreUntested } from "./restore-untested.ts";
import { restsOnLocalVault } from "./rests-on-local-vault.ts";
import { retentionOutsideLock } from "./retention-outside-lock.ts";
import { retentionRange } from "./retention-range.ts";
import { rpoNotKept } from "./rpo-not-kept.ts";
import { ruleNeverRuns } from "./rule-never-runs.ts";
import { ruleSkipped } from "./rule-skipped.ts";
import { scheduleEnds } from "./schedule-ends.ts";
import { scheduleNever } from "./schedule-never.ts";
import { scheduleTooOften } from "./schedule-too-often.ts";
import { scheduleUnreadable } from "./schedule-unreadable.ts";
import { sealedNamesAccounts } from "./sealed-names-accounts.ts";
import { sourceKeys } from "./source-keys.ts";
import { startRefused } from "./start-refused.ts";
import { tooManyAccounts } from "./too-many-accounts.ts";
import { tooManyArmed } from "./too-many-armed.ts";
import { tooManyConditions } from "./too-many-conditions.ts";
import { tooManyPolicies } from "./too-many-policies.ts";
import { tooManyTargets } from "./too-many-targets.ts";
import { trustSize } from "./trust-size.ts";
import { twoDuties } from "./two-duties.ts";
import { typeNotInRegion } from "./type-not-in-region.ts";
import { typesNotCopied } from "./types-not-copied.ts";
import { typesNotOptedIn } from "./types-not-opted-in.ts";
import { uncopiedUnneeded } from "./uncopied-unneeded.ts";
import { unitWithoutAccounts } from "./unit-without-accounts.ts";
import { unlockedUnneeded } from "./unlocked-unneeded.ts";
import { vaultMissing } from "./vault-missing.ts";
import { vssIgnored } from "./vss-ignored.ts";
import { warmTooShort } from "./warm-too-short.ts";

/** The rules that an estate is held against, in the chapters of `docs/rules.md`. */
export const estateChapters = {
  "Schedules, RPO": [
    scheduleUnreadable,
    scheduleNever,
    scheduleEnds,
    scheduleTooOften,
    rpoNotKept,
    isolatedRpoNotKept,
    recoveryPointGap,
    startRefused,
    firstBackupCut,
    ruleNeverRuns,
    ruleSkipped,
    overlapUndecided,
    promisedJobInTheWay,
    jobInTheWay,
    plansInTheWay,
    promisedCopiesInTurn,
    copiesInTurn,
  ],
  "Retention, locks, lifecycle": [
    retentionOutsideLock,
    retentionRange,
    coldTooShort,
    continuousTooLong,
    continuousCold,
    copyShorterThanSource,
    expiresBeforeUsable,
    coldIgnored,
    archiveNotOptedIn,
    archiveUnused,
    archiveTooOften,
    warmTooShort,
    complianceLockArmed,
    lockMaxUnused,
    lockMinShutsOut,
    pointTagSelects,
    restsOnLocalVault,
    unlockedUnneeded,
  ],
  "Resource types": [
    typesNotCopied,
    kindNotCopied,
    uncopiedUnneeded,
    typesNotOptedIn,
    typeNotInRegion,
    regionWithoutPolicies,
    reachesNothing,
    centralNotOptedIn,
    continuousIgnored,
    vssIgnored,
    leftOutSelected,
    leftOutShared,
    restoreUntested,
    sourceKeys,
  ],
  "The organization": [
    policySize,
    tooManyConditions,
    objectName,
    tooManyPolicies,
    tooManyAccounts,
    tooManyTargets,
    sealedNamesAccounts,
    tooManyArmed,
    trustSize,
    delegationSize,
    delegationStatement,
    vaultMissing,
    optInMissing,
    destinationMissing,
    unitWithoutAccounts,
    pipelineNotDeployed,
    otherRoot,
    twoDuties,
    ownRoleInDuty,
    chainedSession,
    policyMergeConflict,
    policyIncomplete,
  ],
} as const;

/** Every rule that an estate is held against. */
export const estateRules = Object.values(estateChapters).flat();

/** Everything that AWS would refuse, or accept and fail at later. */
export const checkEstate = (estate: Estate): readonly Diagnostic<ConfigKey, EstateRuleId>[] =>
  judgeBy(estateRules, estate);

export type EstateRuleId = (typeof estateRules)[number]["id"];
