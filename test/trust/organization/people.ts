import type { DutyName, Estate } from "../../../src/model.ts";
import { dutyRole } from "../../../src/names.ts";
import { peopleOf } from "../../emulator/deploy/seed-organization.ts";
import type { Caller } from "../../emulator/model/access.ts";

export { classlessAccount, outsideAccount } from "../../emulator/deploy/seed-organization.ts";

export const roleArn = (accountId: string, name: string) => `arn:aws:iam::${accountId}:role/${name}`;
export const roleOf = (accountId: string, name: string): Caller => ({ arn: roleArn(accountId, name), accountId });
export const rootUser = (accountId: string): Caller => ({ arn: `arn:aws:iam::${accountId}:root`, accountId });
export const administrator = (accountId: string): Caller => roleOf(accountId, "Administrator");
export const dutyIn = (accountId: string, duty: DutyName): Caller => roleOf(accountId, dutyRole(duty));

/** The first whom config names for a duty. */
export function personOf(estate: Estate, duty: DutyName): Caller {
  const [person] = peopleOf(estate, duty);
  if (!person) throw new Error(`got nobody who is ${duty}`);
  return person;
}

export const withMfa = (caller: Caller): Caller => ({
  ...caller,
  context: { ...caller.context, "aws:MultiFactorAuthPresent": "true" },
});
