import type { Caller } from "../../../emulator/model/access.ts";
import type { DisasterWorld, WorldProps } from "../../organization/disaster-world.ts";
import type { VictimName } from "../../organization/victims.ts";

/** Something that somebody asks AWS for. */
export interface Attempt {
  /** As an infinitive, such as `delete a recovery point`. */
  readonly what: string;
  /** Who asks, or with what, where a row has several: `as custodian`. */
  readonly as?: string;
  /** @throws AwsError what AWS answers when it refuses */
  readonly try: (world: DisasterWorld) => Promise<unknown>;
  readonly expected: "refused" | "done";
  /** Part of AWS's answer: each statement that decides, or the rule of AWS's own. Empty for what is done. */
  readonly because: readonly (string | RegExp)[];
}

/** What is to be left of a resource. */
export type Left =
  /** In the central account of its class. */
  | {
      readonly kind: "central";
      /** Index among the Regions of the central account. @default 0, the home Region */
      readonly region?: number;
      /** How old at the disaster at most; `proven`: no older than the plan's isolated RPO. @default proven */
      readonly atMostDays?: number;
    }
  /** Nothing in central, for a reason. */
  | {
      readonly kind: "none";
      readonly why: string;
      /** What would leave something. */
      readonly instead: string;
      /** Whether the account's own vault still has it. */
      readonly local: boolean;
    };

/** The way back of one resource. */
export interface Return {
  readonly victim: VictimName;
  /** @default the account that it was in */
  readonly into?: string;
  /** @default the Region that it was in */
  readonly region?: string;
  /** Who restores, once it is copied back. @default central, by the role that reaches in */
  readonly by?: "central" | "account";
  /** Out of which Region of central, as its index there. @default the one with the newest */
  readonly from?: number;
  /** Restored in central itself: out of cold storage nothing can be copied. @default false */
  readonly isInCentral?: boolean;
  /** From the local vault, where nothing has to be copied. @default false */
  readonly isLocal?: boolean;
}

/** One row of the table. */
export interface Disaster {
  readonly id: string;
  /** The disaster as a sentence. */
  readonly what: string;
  readonly who: string;
  /** The world it happens in. @default the example organization after 45 days */
  readonly world?: WorldProps;
  /** Whether it leaves the world as it was, which it then shares with others of its kind. */
  readonly changesNothing: boolean;
  readonly attempts: readonly Attempt[];
  /** What happens after the attempts: time passes, or what was refused is supposed to have happened all the same. */
  readonly afterwards?: (world: DisasterWorld) => Promise<void>;
  /** As words for the table: what `afterwards` does. */
  readonly meanwhile?: string;
  /** When data is lost, from which ages count: at once, or after what comes afterwards. @default at once */
  readonly lossAt?: "once" | "end";
  readonly left: Readonly<Partial<Record<VictimName, Left>>>;
  readonly returns?: readonly Return[];
  /** What the table does not show by itself. */
  readonly note?: string;
}

export const refused = (
  what: string,
  because: string | RegExp | readonly string[],
  attempt: Attempt["try"],
): Attempt => ({
  what,
  expected: "refused",
  because: typeof because === "string" || because instanceof RegExp ? [because] : because,
  try: attempt,
});

export const done = (what: string, attempt: Attempt["try"]): Attempt => ({
  what,
  expected: "done",
  because: [],
  try: attempt,
});

export const as = (who: string, attempts: readonly Attempt[]): readonly Attempt[] =>
  attempts.map((attempt) => ({ ...attempt, as: `as ${who}` }));

export type Who = (world: DisasterWorld) => Caller;

/** No statement of any policy gives it. */
export const nothing = "nothing allows it";
