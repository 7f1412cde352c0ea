/** A key of the config, wherever its file lies. */
export interface ConfigKey {
  /** Path below the config folder, such as `accounts/payments-prod.yaml`. */
  readonly file: string;
  readonly path: readonly (string | number)[];
  /** Points at the key itself, not at its value. */
  readonly key?: true;
}

export const organizationFile = "organization.yaml";
export const planFile = (plan: string) => `plans/${plan}.yaml`;
export const accountFile = (account: string) => `accounts/${account}.yaml`;

type Path = ConfigKey["path"];
export const inOrganization = (...path: Path): ConfigKey => ({ file: organizationFile, path });
export const inPlan = (plan: string, ...path: Path): ConfigKey => ({ file: planFile(plan), path });
export const inAccount = (account: string, ...path: Path): ConfigKey => ({ file: accountFile(account), path });

/** A path as config writes it, such as `rules.daily.keep[0]`. */
export const dotted = (path: Path) =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : index === 0 ? part : `.${part}`)).join("");
