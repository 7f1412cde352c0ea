import type { Estate, Plan } from "../../../src/model.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import type { ProtectedResource, ResourceKind } from "../../emulator/model/resources.ts";
import { addResource } from "../../time/support/seeded-resources.ts";

interface VictimProps {
  readonly account: string;
  readonly region: string;
  readonly kind: ResourceKind;
  readonly plan: "gold" | "silver" | "bronze";
}

/** Resources whose backups disasters are about: of both classes, of every plan, with the vault's key and with their own. */
const props = {
  orders: { account: "payments-prod", region: "eu-west-2", kind: "Aurora", plan: "gold" },
  invoices: { account: "payments-prod", region: "eu-west-2", kind: "EFS", plan: "silver" },
  uploads: { account: "payments-prod", region: "eu-west-2", kind: "S3", plan: "bronze" },
  carts: { account: "storefront-prod", region: "eu-west-2", kind: "DynamoDB", plan: "gold" },
  catalogue: { account: "storefront-prod", region: "eu-west-1", kind: "EBS", plan: "bronze" },
  stock: { account: "warehouse-prod", region: "eu-west-2", kind: "RDS instance", plan: "silver" },
  mockups: { account: "storefront-staging", region: "eu-west-2", kind: "EFS", plan: "silver" },
  trials: { account: "payments-dev", region: "eu-west-2", kind: "EBS", plan: "bronze" },
  scratch: { account: "sandbox", region: "eu-west-2", kind: "EBS", plan: "bronze" },
} as const satisfies Readonly<Record<string, VictimProps>>;

export type VictimName = keyof typeof props;
export const victimNames = Object.keys(props) as readonly VictimName[];

export interface Victim extends VictimProps {
  readonly name: VictimName;
  readonly arn: string;
}

/** Puts them into their accounts; what no tag names is the business of bronze. */
export function addVictims(cloud: Cloud, estate: Estate): ReadonlyMap<VictimName, Victim> {
  return new Map(
    victimNames.map((name) => {
      const victim = props[name];
      const tags: Readonly<Record<string, string>> = victim.plan === "bronze" ? {} : { "backup-plan": victim.plan };
      const account = accountNamed(estate, victim.account);
      const made: ProtectedResource = addResource(cloud, estate, account, victim.region, victim.kind, name, tags);
      const { arn, keyArn } = made;
      if (keyArn !== null) leaveToAdministrators(cloud, keyArn);
      return [name, { ...victim, name, arn }];
    }),
  );
}

/** As whoever makes a key leaves it, so that the account's own policies count for it. */
function leaveToAdministrators({ kms }: Cloud, arn: string): void {
  const key = kms.key(arn);
  const Sid = "EnableIamPolicies";
  if (!key || key.isAwsManaged || key.policy.Statement.some((one) => one.Sid === Sid)) return;
  const Principal = { AWS: `arn:aws:iam::${key.accountId}:root` };
  const own = { Sid, Effect: "Allow", Principal, Action: "kms:*", Resource: "*" } as const;
  kms.put({ ...key, policy: { ...key.policy, Statement: [own, ...key.policy.Statement] } });
}

/** `orders`: Aurora of payments-prod, gold */
export const victimWords = (name: VictimName) => {
  const { kind, account, plan } = props[name];
  return `\`${name}\`: ${kind} of ${account}, ${plan}`;
};

export function accountNamed({ accounts }: Estate, name: string) {
  const found = accounts.find((one) => one.name === name);
  if (!found) throw new Error(`got no account ${name}`);
  return found;
}

export function planOf({ plans }: Estate, { plan }: Victim): Plan {
  const found = plans.find(({ name }) => name === plan);
  if (!found) throw new Error(`got no plan ${plan}`);
  return found;
}
