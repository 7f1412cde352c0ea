import { inAccount } from "../diagnostics/config-key.ts";
import { estateRule } from "../diagnostics/rule.ts";
import { isArmed } from "../estate/armed-lock.ts";

/**
 * Accounts, central ones included, whose lock may be armed: the pipeline's role names each of them, and its inline policy
 * holds 10,240 characters. A test synthesizes that many.
 * Source: docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const mostArmedAccounts = 100;

const armedAccounts = Object.fromEntries(
  Array.from({ length: mostArmedAccounts + 1 }, (_, index) => [
    `accounts/armed-${index}.yaml`,
    `account: "777777${String(index).padStart(6, "0")}"\nclass: nonprod\nowner: a@acme.example\nplans: [bronze]\n` +
      'lock: { mode: compliance, min: 7d, max: 7d, arm: "2027-01-15", reason: the service level }',
  ]),
);

export const tooManyArmed = estateRule({
  id: "too-many-armed",
  severity: "error",
  what: "more accounts with an armed lock than the policy of the pipeline's role names",
  why: "AWS would refuse the roles, and nobody could apply bootstrap any more.",
  source: "docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html",
  example: {
    at: "accounts/armed-99.yaml",
    bad: armedAccounts,
    good: Object.fromEntries(Object.entries(armedAccounts).slice(0, mostArmedAccounts)),
  },
  check: (estate) => {
    const armedCentral = Object.values(estate.central).filter(({ lock }) => isArmed(lock)).length;
    const armed = estate.accounts.filter(({ lock }) => isArmed(lock));
    const total = armedCentral + armed.length;
    const last = armed.at(-1);
    if (total <= mostArmedAccounts || !last) return [];
    return [
      {
        at: inAccount(last.name, "lock", "arm"),
        got: `got ${total} accounts with an armed lock`,
        why: `the policy of the pipeline's role names ${mostArmedAccounts} at most`,
        use: "use governance locks for some",
      },
    ];
  },
});
