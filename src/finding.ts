import type { ErrorId, RuleId, WarningId } from "./rules/index.ts";

/** Something wrong with the config, at a key of it. Becomes a {@link Problem} once its place in the file is looked up. */
export interface Finding {
  /** The rule that found it; `docs/rules.md` has its reason. */
  readonly rule: RuleId;
  readonly severity: "error" | "warning";
  readonly at: Place;
  /** What was got and what to write. */
  readonly message: string;
}

/** A key of the config, wherever its file lies. */
export interface Place {
  /** Path below the config folder, such as `accounts/payments-prod.yaml`. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  /** Points at the key itself, not at its value. */
  readonly key?: true;
}

export const organizationFile = "organization.yaml";
export const planFile = (plan: string) => `plans/${plan}.yaml`;
export const accountFile = (account: string) => `accounts/${account}.yaml`;

type Path = Place["path"];
export const inOrganization = (...path: Path): Place => ({ file: organizationFile, path });
export const inPlan = (plan: string, ...path: Path): Place => ({ file: planFile(plan), path });
export const inAccount = (account: string, ...path: Path): Place => ({ file: accountFile(account), path });

export const error = (rule: ErrorId, at: Place, message: string): Finding => ({
  rule,
  severity: "error",
  at,
  message,
});
export const warning = (rule: WarningId, at: Place, message: string): Finding => ({
  rule,
  severity: "warning",
  at,
  message,
});
