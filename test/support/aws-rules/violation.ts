/** A rule of AWS that is broken: `<id>: <what>`. */
export type Violation = `${RuleName}: ${string}`;

/** Every rule that the oracle holds a deployment against. */
export const ruleNames = [
  "document-size",
  "document-grammar",
  "children-locked-out",
  "names",
  "quota",
  "schedule",
  "windows",
  "lifecycle",
  "cold-storage",
  "continuous",
  "copy-key",
  "copy-shorter",
  "copy-missing",
  "copy-class",
  "lock",
  "loss",
  "attached",
  "plan-twice",
  "plan-changed",
  "target",
  "unprotected",
  "vault",
  "role",
  "opt-in",
  "uncopyable",
  "copy-vault",
  "copy-access",
  "copy-access-other-class",
  "copy-key-access",
  "copy-back",
  "service-linked-role",
  "cross-account",
  "vault-lock",
  "armed",
  "central-lock",
  "destroyable",
] as const;
export type RuleName = (typeof ruleNames)[number];

export const broken = (rule: RuleName, what: string): Violation => `${rule}: ${what}`;

/** The complaint where `isBroken`, else nothing: so that each rule reads as one line. */
export const when = (isBroken: boolean, rule: RuleName, what: string): readonly Violation[] =>
  isBroken ? [broken(rule, what)] : [];
