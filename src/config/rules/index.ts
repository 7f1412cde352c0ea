import { accountIdQuotes } from "./account-id-quotes.ts";
import { accountTwice } from "./account-twice.ts";
import { allowanceExpired } from "./allowance-expired.ts";
import { allowanceTooLong } from "./allowance-too-long.ts";
import { allowanceUnused } from "./allowance-unused.ts";
import { allowanceWrittenTooLate } from "./allowance-written-too-late.ts";
import { contradiction } from "./contradiction.ts";
import { emptyFile } from "./empty-file.ts";
import { fileName } from "./file-name.ts";
import { missingKey } from "./missing-key.ts";
import { nameMismatch } from "./name-mismatch.ts";
import { noAccounts } from "./no-accounts.ts";
import { noPlan } from "./no-plan.ts";
import { noPlans } from "./no-plans.ts";
import { partition } from "./partition.ts";
import { planTwice } from "./plan-twice.ts";
import { unitClass } from "./unit-class.ts";
import { unitOverlap } from "./unit-overlap.ts";
import { unitRegions } from "./unit-regions.ts";
import { unitRetired } from "./unit-retired.ts";
import { unknownFile } from "./unknown-file.ts";
import { unknownKey } from "./unknown-key.ts";
import { unknownPlan } from "./unknown-plan.ts";
import { unknownRegion } from "./unknown-region.ts";
import { unknownUnit } from "./unknown-unit.ts";
import { unreadable } from "./unreadable.ts";
import { unusedPlan } from "./unused-plan.ts";
import { wrongType } from "./wrong-type.ts";
import { wrongValue } from "./wrong-value.ts";
import { yamlSyntax } from "./yaml-syntax.ts";
import { yearShort } from "./year-short.ts";

/** The rules that are raised where files are read and what they call each other is looked up. */
export const fileRules = [
  unreadable,
  unknownFile,
  yamlSyntax,
  emptyFile,
  unknownKey,
  missingKey,
  wrongType,
  wrongValue,
  contradiction,
  yearShort,
  accountIdQuotes,
  fileName,
  nameMismatch,
  noAccounts,
  noPlans,
  unknownPlan,
  unusedPlan,
  planTwice,
  noPlan,
  unknownUnit,
  unitClass,
  unitRegions,
  unitRetired,
  unitOverlap,
  accountTwice,
  unknownRegion,
  partition,
  allowanceExpired,
  allowanceTooLong,
  allowanceUnused,
  allowanceWrittenTooLate,
] as const;
