import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { CopyView } from "../../aws/policy/policy-view.ts";
import { said } from "../../aws/policy/setting.ts";

/** Where a copy goes. */
export interface Target {
  readonly at: Origin;
  readonly region: string;
  /** `null`: the account that the policy runs in. */
  readonly accountId: string | null;
  readonly vault: string;
}

/** `undefined`: it is no vault's ARN, for which there is a diagnostic. */
export function targetOf({ target }: CopyView): Target | undefined {
  const arn = said(target);
  const parts = /^arn:[\w-]+:backup:([\w-]+):(\$account|\d{12}):backup-vault:([\w-]+)$/.exec(arn?.value ?? "");
  if (!arn || !parts) return undefined;
  const [, region = "", account, vault = ""] = parts;
  return { at: arn.at, region, accountId: account === "$account" ? null : (account ?? null), vault };
}
