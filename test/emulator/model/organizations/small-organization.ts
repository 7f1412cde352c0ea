import { allowAll } from "../../testing/judges.ts";
import { Access, type Caller, type Judge } from "../access.ts";
import { Clock } from "../clock.ts";
import { Iam } from "../iam.ts";
import { allowEverything } from "../policy-document.ts";
import { CloudPrincipals } from "../principals.ts";
import { Organizations } from "./organizations.ts";

export const managementAccount = "111111111111";
export const sharedAccount = "222222222222";
export const ordersAccount = "333333333333";
export const someoneElsesAccount = "999999999999";
export const rootId = "r-ab12";
export const teamUnit = "ou-ab12-11111111";

/** Management and shared account in the root, `orders` in a unit, and an account of another organization. */
export function smallOrganization(judge: Judge = allowAll) {
  const clock = new Clock(new Date("2026-11-01T00:00:00Z"));
  const iam = new Iam();
  const organizations = new Organizations({
    id: "o-a1b2c3d4e5",
    rootId,
    managementAccountId: managementAccount,
    clock,
    access: () => access,
  });
  const principals = new CloudPrincipals(iam, organizations);
  const access = new Access(principals, judge, clock);

  organizations.addUnit({ id: teamUnit, name: "team", parentId: rootId });
  organizations.addAccount({ id: sharedAccount, name: "shared", parentId: rootId });
  organizations.addAccount({ id: ordersAccount, name: "orders", parentId: teamUnit });
  organizations.addOutsideAccount(someoneElsesAccount, "o-zzzzzzzzzz");
  iam.putPolicy("arn:aws:iam::aws:policy/AdministratorAccess", allowEverything);
  return { clock, iam, organizations, principals, access };
}

/** Its root user: what is asked is not who may do it. */
export const of = (accountId: string): Caller => ({ arn: `arn:aws:iam::${accountId}:root`, accountId });

export const management = of(managementAccount);

/** A backup policy of one plan that does nothing but have a name. */
export const planNamed = (name: string) =>
  JSON.stringify({ plans: { [name]: { regions: { "@@assign": ["eu-west-2"] } } } });
