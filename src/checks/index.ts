import type { Finding } from "../finding.ts";
import type { Estate } from "../model.ts";
import { accountsFit } from "./accounts-fit.ts";
import { armedAccountsFit } from "./armed-accounts-fit.ts";
import { copiesArrive } from "./copies-arrive.ts";
import { copiesOutliveSources } from "./copies-outlive-sources.ts";
import { delegationFits } from "./delegation-fits.ts";
import { dutiesAreApart } from "./duties-are-apart.ts";
import { dutySessionsLast } from "./duty-sessions-last.ts";
import { jobsGiveWay } from "./jobs-give-way.ts";
import { lifecyclesHold } from "./lifecycles-hold.ts";
import { localVaultAlone } from "./local-vault-alone.ts";
import { locksAreMeant } from "./locks-are-meant.ts";
import { namesFit } from "./names-fit.ts";
import { pointsAreUsable } from "./points-are-usable.ts";
import { policiesFit } from "./policies-fit.ts";
import { policiesMerge } from "./policies-merge.ts";
import { promisesHold } from "./promises-hold.ts";
import { quotasHold } from "./quotas-hold.ts";
import { referencesExist } from "./references-exist.ts";
import { retentionsFitLocks } from "./retentions-fit-locks.ts";
import { schedulesStart } from "./schedules-start.ts";
import { sealedClassesHaveUnits } from "./sealed-classes-have-units.ts";
import { sourceKeys } from "./source-keys.ts";
import { targetsFit } from "./targets-fit.ts";
import { trustsFit } from "./trusts-fit.ts";
import { typesAreOptedIn } from "./types-are-opted-in.ts";
import { typesCanBeContinuous } from "./types-can-be-continuous.ts";
import { typesCanBeCopied } from "./types-can-be-copied.ts";
import { typesCanBeTested } from "./types-can-be-tested.ts";
import { typesCanTurnCold } from "./types-can-turn-cold.ts";
import { unitsAreInReach } from "./units-are-in-reach.ts";
import { windowsApart } from "./windows-apart.ts";

const checks: readonly ((estate: Estate) => readonly Finding[])[] = [
  // schedules and what they are worth
  schedulesStart,
  windowsApart,
  promisesHold,
  jobsGiveWay,
  // retention, on every path
  retentionsFitLocks,
  lifecyclesHold,
  copiesOutliveSources,
  pointsAreUsable,
  locksAreMeant,
  localVaultAlone,
  // resource types
  typesAreOptedIn,
  typesCanBeCopied,
  typesCanTurnCold,
  typesCanBeContinuous,
  typesCanBeTested,
  sourceKeys,
  // what policies refer to, and whether it all fits
  referencesExist,
  copiesArrive,
  unitsAreInReach,
  policiesMerge,
  policiesFit,
  accountsFit,
  targetsFit,
  sealedClassesHaveUnits,
  armedAccountsFit,
  trustsFit,
  delegationFits,
  quotasHold,
  namesFit,
  // who may do what
  dutiesAreApart,
  dutySessionsLast,
];

/** Everything that AWS would refuse, or accept and fail at later. */
export const checkEstate = (estate: Estate): readonly Finding[] => checks.flatMap((check) => check(estate));
