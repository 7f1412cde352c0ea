import { nothing } from "../../emulator/judge/because.ts";
import { example, type Organization, type Principal, type Request } from "../organization/organization.ts";
import type { Step } from "./attack.ts";

export interface Asked {
  readonly who: string;
  readonly does: string;
  readonly as: Principal;
  readonly request: Request;
  readonly today: string;
  /** @default the example organization */
  readonly in?: () => Organization;
}

/** Somebody asks AWS for something that they need. */
export const asks = (asked: Asked): Step => step(asked, true);

/** Somebody who could stop the attack, or mend what it did, asks AWS: it goes on once they are denied. */
export const isRefused = (asked: Asked): Step => step(asked, false);

function step({ who, does, as, request, today, in: in_ = () => example }: Asked, wanted: boolean): Step {
  const answer = async () => {
    const { allowed, because } = await in_().verdict(as, request);
    return {
      goesOn: allowed === wanted,
      said: because === nothing ? `denied, ${nothing}` : `${allowed ? "allowed" : "denied"} by ${because}`,
    };
  };
  return { who, does, answer, today };
}
