/** Rules of `src/checks` and `src/config` that `lint-policy` finds in documents as well, where whoever wrote them has no config. */
export const sharedErrorIds = [
  "cold-too-short",
  "continuous-cold",
  "continuous-too-long",
  "empty-file",
  "object-name",
  "partition",
  "policy-incomplete",
  "policy-merge-conflict",
  "policy-size",
  "retention-range",
  "rule-never-runs",
  "schedule-ends",
  "schedule-never",
  "schedule-too-often",
  "schedule-unreadable",
  "unknown-key",
  "unknown-region",
  "wrong-type",
  "wrong-value",
] as const;
export const sharedWarningIds = [
  "archive-not-opted-in",
  "archive-unused",
  "cold-ignored",
  "continuous-ignored",
  "overlap-undecided",
  "rule-skipped",
] as const;

export type SharedErrorId = (typeof sharedErrorIds)[number];
export type SharedWarningId = (typeof sharedWarningIds)[number];
