import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const seed = 20_261_123;
const regions = ["eu-west-2", "eu-west-1", "eu-central-1"];
const plans = {
  gold: {
    schedule: "cron(0 0/4 ? * * *)",
    monthly: "cron(0 4 1 * ? *)",
    promise: { rpo: "9h", isolatedRpo: "17h", rto: "4h" },
  },
  silver: {
    schedule: "cron(30 1 ? * * *)",
    monthly: "cron(30 1 1 * ? *)",
    promise: { rpo: "36h", isolatedRpo: "44h", rto: "12h" },
  },
  bronze: {
    schedule: "cron(0 3 ? * MON-FRI *)",
    monthly: "cron(0 3 1 * ? *)",
    promise: { rpo: "84h", isolatedRpo: "92h", rto: "2d" },
  },
  nightly: {
    schedule: "cron(0 5 ? * * *)",
    monthly: "cron(0 5 1 * ? *)",
    promise: { rpo: "36h", isolatedRpo: "44h", rto: "1d" },
  },
  tight: {
    schedule: "cron(15 0/6 ? * * *)",
    monthly: "cron(15 6 1 * ? *)",
    promise: { rpo: "12h", isolatedRpo: "20h", rto: "8h" },
  },
};
const planNames = Object.keys(plans);
const unitCount = 12;
/** Accounts of their own, which the central accounts name one by one: only so many names fit a policy. */
const alonePerClass = 60;

/** Writes the config of an organization with so many application accounts; the same one for the same number. */
export function writeLargeEstate(folder: string, accountCount: number): void {
  const next = mulberry32(seed);
  const one = <T>(options: readonly T[]) => options[Math.floor(next() * options.length)] as T;
  const write = (path: string, value: unknown) =>
    writeFileSync(join(folder, path), `${JSON.stringify(value, null, 2)}\n`);
  for (const path of ["plans", "accounts"]) mkdirSync(join(folder, path), { recursive: true });

  const units = Array.from({ length: unitCount }, (_, index) => ({
    name: `unit-${index}`,
    path: `ou-ab12-${String(index).padStart(8, "0")}`,
    class: index % 2 === 0 ? "prod" : "nonprod",
    plans: [planNames[index % planNames.length], planNames[(index + 2) % planNames.length]],
    regions: index % 3 === 0 ? regions.slice(0, 2) : [one(regions)],
  }));
  write("organization.yaml", organization(units));
  for (const [name, written] of Object.entries(plans)) write(`plans/${name}.yaml`, plan(name, written));
  for (let index = 0; index < accountCount; index++) {
    const isAlone = index < 2 * alonePerClass && index % 4 === 0;
    const unit = one(units);
    write(`accounts/account-${String(index).padStart(4, "0")}.yaml`, {
      account: String(500_000_000_000 + index),
      class: isAlone ? one(["prod", "nonprod"]) : unit.class,
      owner: "team@acme.example",
      ...(isAlone ? { plans: ["silver", "bronze"], regions: [one(regions)] } : { unit: unit.name }),
      sourceKeys: "customer",
      ...(next() < 0.1
        ? { lock: { min: "7d", max: "366d", reason: "the service level asks for local backups that stay" } }
        : {}),
    });
  }
}

interface WrittenUnit {
  readonly name: string;
}

const organization = (units: readonly WrittenUnit[]) => ({
  name: "acme",
  organization: { id: "o-a1b2c3d4e5", root: "r-ab12", management: "111111111111" },
  regions: regions.slice(0, 1),
  shared: { account: "222222222222", region: "eu-west-2" },
  central: {
    prod: { account: "333333333333", regions: regions.slice(0, 2), lock: { min: "7d", max: "8y" } },
    nonprod: { account: "444444444444", regions: regions.slice(0, 1), lock: { min: "3d", max: "366d" } },
  },
  units: Object.fromEntries(units.map(({ name, ...unit }) => [name, unit])),
  optIn: { types: ["DynamoDB", "EBS", "EC2", "EFS", "RDS", "S3"] },
  duties: Object.fromEntries(
    ["policyAdmin", "vaultCustodian", "backupOperator", "restoreOperator", "auditor"].map((duty) => [
      duty,
      { principals: [`arn:aws:iam::222222222222:role/holders/${duty}`] },
    ]),
  ),
  alerts: { subscriptions: [{ email: "backup-team@acme.example" }] },
  pipeline: { repository: "acme/backup" },
  management: { region: "eu-west-2" },
});

interface WrittenPlan {
  readonly schedule: string;
  /** At a time of the other, whose place it takes. */
  readonly monthly: string;
  readonly promise: object;
}

const plan = (name: string, { schedule, monthly, promise }: WrittenPlan) => ({
  promise,
  ownWindows: "22:10-23:10",
  firstBackups: "made on demand by whoever onboards a bucket",
  select: { tag: { "backup-plan": name }, types: ["DynamoDB", "EBS", "EC2", "EFS", "RDS", "S3"] },
  rules: {
    often: {
      schedule,
      startWithin: "1h",
      completeWithin: "2h",
      copyWithin: "1h",
      keep: { local: "14d", central: "35d" },
    },
    monthly: {
      schedule: monthly,
      startWithin: "1h",
      completeWithin: "2h",
      copyWithin: "1h",
      keep: { local: "35d", central: "366d" },
    },
  },
});

/** Numbers from 0 to 1 that look random and are the same every time. */
function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
