import type { Pick } from "./pick.ts";
import { type Json, neverCopied, planFlaws, randomPlan, type Surroundings } from "./random-plan.ts";

/** Texts of a config folder, by path below it. JSON is YAML. */
export type ConfigTexts = ReadonlyMap<string, string>;

const estateFlaws = [
  "unknown plan",
  "class of the other unit",
  "no such Region",
  "lock the wrong way round",
  "two accounts of one id",
  "plan twice",
  "eleven plans",
  "a unit within a unit",
] as const;

const regions = ["eu-west-2", "eu-west-1", "eu-central-1", "us-east-1"];
const copied = [
  "Aurora",
  "DocumentDB",
  "DynamoDB",
  "EBS",
  "EC2",
  "EFS",
  "FSx",
  "Neptune",
  "RDS",
  "S3",
  "Storage Gateway",
];
const duties = ["policyAdmin", "vaultCustodian", "backupOperator", "restoreOperator", "auditor"];

interface Chosen {
  readonly pick: Pick;
  readonly has: (flaw: (typeof estateFlaws)[number]) => boolean;
  readonly around: Surroundings;
  readonly plans: readonly string[];
}

/**
 * A random organization as a config folder. Most are meant to be sound, with as much as can be standing right at a limit;
 * the others have one thing just beyond it, or numbers that do not care for each other.
 */
export function randomEstate(pick: Pick): ConfigTexts {
  const flaws = new Set<string>(pick.chance(35) ? [pick.one([...planFlaws, ...estateFlaws])] : []);
  const has: Chosen["has"] = (flaw) => flaws.has(flaw);
  const leastDays = pick.one([1, 2, 7, 30, 35]);
  const optedIn = pick.chance(20) ? undefined : [...pick.some(copied, 1), ...pick.some(neverCopied, 0, 1)];
  const around: Surroundings = {
    leastDays,
    mostDays: pick.one([36, 90, 91, 365, 2920, 36_499, 36_500]),
    optedIn: optedIn ?? copied,
    flaws,
    isWild: pick.chance(10),
  };
  const planCount = has("eleven plans") ? 11 : pick.chance(2) ? 10 : pick.one([1, 1, 1, 2, 2, 3]);
  const plans = Array.from({ length: planCount }, (_, index) => `p${index}`);
  const chosen: Chosen = { pick, has, around, plans };

  const units = randomUnits(chosen);
  const organization = {
    name: "acme",
    organization: { id: "o-a1b2c3d4e5", root: "r-ab12", management: "111111111111" },
    regions: pick.some(regions, 1, 2),
    shared: { account: "222222222222", region: pick.one(regions) },
    central: {
      prod: randomCentral(chosen, "333333333333"),
      nonprod: randomCentral(chosen, "444444444444"),
    },
    units,
    optIn: {
      types: optedIn,
      byRegion: optedIn && pick.chance(15) ? { [pick.one(regions)]: optedIn } : undefined,
    },
    duties: Object.fromEntries(
      duties.map((duty) => [duty, { principals: [`arn:aws:iam::222222222222:role/holders/${duty}`] }]),
    ),
    alerts: { subscriptions: [{ email: "backup-team@acme.example" }] },
    pipeline: { repository: "acme/backup" },
    management: pick.chance(70) ? { region: pick.one(regions) } : undefined,
  };
  const accounts = Array.from({ length: pick.number(1, 6) }, (_, index) => randomAccount(chosen, index, units));
  return new Map(
    Object.entries({
      "organization.yaml": organization,
      ...Object.fromEntries(plans.map((plan) => [`plans/${plan}.yaml`, randomPlan(pick, plan, around)])),
      ...Object.fromEntries(accounts.map((account, index) => [`accounts/a${index}.yaml`, account])),
    }).map(([path, value]) => [path, JSON.stringify(value, null, 1)]),
  );
}

function randomLock({ pick, has, around: { leastDays, mostDays } }: Chosen): Json {
  const lock = {
    mode: pick.one(["governance", "governance", "compliance"]),
    min: pick.one([leastDays, leastDays, pick.number(1, leastDays)]),
    max: pick.one([mostDays, mostDays, pick.number(mostDays, 36_500)]),
  };
  const wrongWayRound = has("lock the wrong way round") ? { max: `${lock.min - 1}d` } : {};
  return {
    mode: lock.mode,
    min: `${lock.min}d`,
    max: `${lock.max}d`,
    ...(lock.mode === "compliance" && pick.chance(50)
      ? { arm: "2026-11-23", coolingOff: pick.one(["3d", "14d", "36500d"]) }
      : {}),
    ...wrongWayRound,
  };
}

function randomCentral(chosen: Chosen, account: string): Json {
  const { pick, has } = chosen;
  return {
    account,
    regions: has("no such Region") ? ["eu-west-9"] : pick.some(regions, 1, pick.one([1, 2, 3])),
    lock: randomLock(chosen),
    serviceLinkedRole: pick.one(["create", "existing"]),
  };
}

function randomUnits({ pick, has, plans }: Chosen): Readonly<Record<string, Json>> {
  const names = has("a unit within a unit") ? ["u0", "u1"] : pick.some(["u0", "u1"]);
  return Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        path:
          has("a unit within a unit") && index === 1 ? "ou-ab12-0000000u0/ou-ab12-0000000u1" : `ou-ab12-0000000${name}`,
        class: pick.one(["prod", "nonprod"]),
        plans: pick.some(plans, 1, 2),
        regions: pick.chance(40) ? pick.some(regions, 1, 2) : undefined,
      },
    ]),
  );
}

function randomAccount(chosen: Chosen, index: number, units: Readonly<Record<string, Json>>): Json {
  const { pick, has, plans } = chosen;
  const isFirst = index === 0;
  // the first account has every plan, so that each is in use
  const name = !isFirst && pick.chance(40) ? pick.one([...Object.keys(units), undefined]) : undefined;
  const unit = name === undefined ? undefined : units[name];
  const inherited = (unit?.plans ?? []) as readonly string[];
  const free = plans.filter((plan) => !inherited.includes(plan));
  const own = isFirst ? plans : pick.some(free, unit ? 0 : 1, 3);
  const cls = (unit?.class as string | undefined) ?? pick.one(["prod", "nonprod"]);
  const isOtherClass = unit && has("class of the other unit");
  const lock = pick.chance(30) ? { ...randomLock(chosen), reason: "the service level asks for it" } : undefined;
  return {
    account: isFirst || has("two accounts of one id") ? "555555555500" : `55555555550${index}`,
    class: isOtherClass ? (cls === "prod" ? "nonprod" : "prod") : cls,
    owner: "team@acme.example",
    unit: name,
    plans: [
      ...own,
      ...(isFirst && has("unknown plan") ? ["platinum"] : []),
      ...(isFirst && has("plan twice") ? own.slice(0, 1) : []),
    ],
    regions: unit || pick.chance(60) ? undefined : pick.some(regions, 1, 2),
    lock,
    unlocked: !lock && pick.chance(30) ? "the promise of continuous backup is not critical" : undefined,
    sourceKeys: pick.chance(70) ? "customer" : undefined,
    serviceLinkedRole: pick.one(["create", "existing", "existing"]),
    state: !unit && !isFirst && pick.chance(10) ? "retired" : undefined,
  };
}
