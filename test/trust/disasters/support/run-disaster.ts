import { provePlan } from "../../../../src/proof/plan-proof.ts";
import { AwsError } from "../../../emulator/model/aws-error.ts";
import type { RecoveryPoint } from "../../../emulator/model/backup/recovery-point.ts";
import { type DisasterWorld, disasterWorld } from "../../organization/disaster-world.ts";
import { planOf, type VictimName } from "../../organization/victims.ts";
import type { Attempt, Disaster, Return } from "./disaster.ts";
import { survivorsOf } from "./survivors.ts";
import { bringBack, type Returned } from "./way-back.ts";

/** What AWS answered. */
export interface Answer {
  readonly attempt: Attempt;
  readonly outcome: "done" | "refused";
  /** AWS's own code; `""` of what is done. */
  readonly code: string;
  /** The policies and statements that decided, or AWS's words. */
  readonly because: string;
}

/** What is left of a resource. */
export interface Remains {
  readonly victim: VictimName;
  /** The newest good one in the central account of its class. */
  readonly central: RecoveryPoint | null;
  /** The newest good one in the account itself. */
  readonly local: RecoveryPoint | null;
  /** Until when something is in central, in milliseconds since 1970. */
  readonly lastUntil: number | null;
  /** What the schedules prove, in minutes, in the Region where the newest one is. */
  readonly provenMinutes: number;
}

export interface Outcome {
  readonly disaster: Disaster;
  readonly world: DisasterWorld;
  /** When data was lost, in milliseconds since 1970. */
  readonly at: number;
  readonly answers: readonly Answer[];
  readonly remains: readonly Remains[];
  readonly returns: readonly { readonly wanted: Return; readonly came: Returned }[];
}

/** Where nothing is changed, one world is enough for all. */
let calm: Promise<DisasterWorld> | undefined;
const known = new Map<string, Promise<Outcome>>();

/** Lets it happen, once. */
export function outcomeOf(disaster: Disaster): Promise<Outcome> {
  const before = known.get(disaster.id);
  if (before) return before;
  const outcome = happen(disaster);
  known.set(disaster.id, outcome);
  return outcome;
}

async function happen(disaster: Disaster): Promise<Outcome> {
  if (disaster.changesNothing) calm ??= disasterWorld();
  const world = await (disaster.changesNothing && calm ? calm : disasterWorld(disaster.world));
  const once = world.cloud.clock.now();
  const answers: Answer[] = [];
  for (const attempt of disaster.attempts) answers.push(await answerTo(world, attempt));
  await disaster.afterwards?.(world);
  const at = disaster.lossAt === "end" ? world.cloud.clock.now() : once;
  const remains = (Object.keys(disaster.left) as VictimName[]).map((victim) => remainsOf(world, victim));
  const returns: { readonly wanted: Return; readonly came: Returned }[] = [];
  for (const wanted of disaster.returns ?? []) returns.push({ wanted, came: await bringBack(world, wanted) });
  return { disaster, world, at, answers, remains, returns };
}

/** @throws whatever is no answer of AWS: the attempt itself is wrong then */
export async function answerTo(world: DisasterWorld, attempt: Attempt): Promise<Answer> {
  try {
    await attempt.try(world);
    return { attempt, outcome: "done", code: "", because: "" };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const inBrackets = /\(([^()]*)\)$/.exec(error.message)?.[1];
    return { attempt, outcome: "refused", code: error.code, because: inBrackets ?? error.message };
  }
}

function remainsOf(world: DisasterWorld, name: VictimName): Remains {
  const victim = world.victim(name);
  const { central, local } = survivorsOf(world, victim);
  const [newest = null] = central;
  const account = world.estate.accounts.find((one) => one.name === victim.account);
  const [home] = world.estate.central[account?.class ?? "prod"].regions;
  const proof = provePlan(planOf(world.estate, victim));
  const loss = newest === null || newest.region === home ? proof.home : proof.further;
  if (loss.kind !== "bounded") throw new Error(`the schedules of ${victim.plan} prove nothing`);
  const until = central.map(({ expiresAt }) => expiresAt ?? Number.POSITIVE_INFINITY);
  return {
    victim: name,
    central: newest,
    local: local[0] ?? null,
    lastUntil: until.length === 0 ? null : Math.max(...until),
    provenMinutes: loss.minutes,
  };
}
