import type { RuleText } from "./rule-text.ts";

const planOptions = "docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html";

/** How long recovery points are kept, and where. */
export const lifecycleRules = {
  "retention-outside-lock": {
    severity: "error",
    what: "a retention outside the bounds of the lock of the vault it goes to",
    why: "AWS accepts the plan; each such backup or copy job fails when it runs.",
    source: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  },
  "cold-too-short": {
    severity: "error",
    what: "less than 90 days in cold storage",
    why: "AWS refuses the lifecycle: what is cold stays 90 days at least.",
    source: planOptions,
  },
  "continuous-too-long": {
    severity: "error",
    what: "a continuous backup kept longer than 35 days",
    why: "AWS refuses it.",
    source: planOptions,
  },
  "continuous-cold": {
    severity: "error",
    what: "a continuous backup that moves to cold storage",
    why: "AWS refuses it.",
    source: planOptions,
  },
} as const satisfies Record<string, RuleText>;
