import type { Finding } from "../finding.ts";
import type { Estate } from "../model.ts";
import { accountsStay } from "./accounts-stay.ts";
import { centralStays } from "./central-stays.ts";
import { coverageStays } from "./coverage-stays.ts";
import { locksStay } from "./locks-stay.ts";
import { organizationStays } from "./organization-stays.ts";
import { retentionsStay } from "./retentions-stay.ts";
import { sealedStays } from "./sealed-stays.ts";
import { unitsStay } from "./units-stay.ts";

const changes: readonly ((base: Estate, head: Estate) => readonly Finding[])[] = [
  organizationStays,
  centralStays,
  unitsStay,
  sealedStays,
  accountsStay,
  locksStay,
  retentionsStay,
  coverageStays,
];

/** What a change from `base` to `head` would orphan, stop at, weaken or lose; places are those of `head`. */
export const judgeChange = (base: Estate, head: Estate): readonly Finding[] =>
  changes.flatMap((change) => change(base, head));
