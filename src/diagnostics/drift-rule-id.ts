/** Rules of drift, as the rolling issue keeps them from run to run: they never change. Each is a file of `src/delivery/drift/rules`. */
export const driftRuleIds = ["stack-drifted", "stack-not-ready", "stack-unseen"] as const;

export type DriftRuleId = (typeof driftRuleIds)[number];
