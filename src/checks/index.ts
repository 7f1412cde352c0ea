import type { Finding } from "../finding.ts";
import type { Estate } from "../model.ts";
import { accountsFit } from "./accounts-fit.ts";
import { dutiesAreApart } from "./duties-are-apart.ts";
import { dutySessionsLast } from "./duty-sessions-last.ts";
import { lifecyclesHold } from "./lifecycles-hold.ts";
import { policiesFit } from "./policies-fit.ts";
import { retentionsFitLocks } from "./retentions-fit-locks.ts";
import { schedulesStart } from "./schedules-start.ts";

const checks: readonly ((estate: Estate) => readonly Finding[])[] = [
  policiesFit,
  accountsFit,
  retentionsFitLocks,
  lifecyclesHold,
  schedulesStart,
  dutiesAreApart,
  dutySessionsLast,
];

/** Everything that AWS would refuse, or accept and fail at later. */
export const checkEstate = (estate: Estate): readonly Finding[] => checks.flatMap((check) => check(estate));
