import type { ConfigKey } from "../diagnostics/config-key.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { judgeBy } from "../diagnostics/judge-by.ts";
import type { Estate } from "../model.ts";
import { accountIdChanged } from "./account-id-changed.ts";
import { accountRemoved } from "./account-removed.ts";
import { accountRenamed } from "./account-renamed.ts";
import { accountRetired } from "./account-retired.ts";
import { armedAndFinal } from "./armed-and-final.ts";
import { armedLockChanged } from "./armed-lock-changed.ts";
import { centralMoved } from "./central-moved.ts";
import { classChanged } from "./class-changed.ts";
import { continuousStopped } from "./continuous-stopped.ts";
import { copiesRemoved } from "./copies-removed.ts";
import { guardrailsDropped } from "./guardrails-dropped.ts";
import { homeRegionChanged } from "./home-region-changed.ts";
import { lockLoosened } from "./lock-loosened.ts";
import { lockNewlyArmed } from "./lock-newly-armed.ts";
import { lockReplaced } from "./lock-replaced.ts";
import { lockSaidFinal } from "./lock-said-final.ts";
import { managementDropped } from "./management-dropped.ts";
import { newlyLeftOut } from "./newly-left-out.ts";
import { nobodyElseAgrees } from "./nobody-else-agrees.ts";
import { organizationChanged } from "./organization-changed.ts";
import { planDropped } from "./plan-dropped.ts";
import { pointTagsDropped } from "./point-tags-dropped.ts";
import { regionDropped } from "./region-dropped.ts";
import { retentionShortened } from "./retention-shortened.ts";
import { retiredAccountRemoved } from "./retired-account-removed.ts";
import { rolesWithdrawn } from "./roles-withdrawn.ts";
import { ruleDropped } from "./rule-dropped.ts";
import { sealedMembersChanged } from "./sealed-members-changed.ts";
import { selectionReduced } from "./selection-reduced.ts";
import { stateMoved } from "./state-moved.ts";
import { unitMoved } from "./unit-moved.ts";
import { unitPathChanged } from "./unit-path-changed.ts";
import { unitRenamed } from "./unit-renamed.ts";
import { vssDropped } from "./vss-dropped.ts";

/** The rules that a change of config is held against. */
export const changeRules = [
  stateMoved,
  organizationChanged,
  centralMoved,
  regionDropped,
  homeRegionChanged,
  accountRemoved,
  retiredAccountRemoved,
  accountRenamed,
  accountIdChanged,
  classChanged,
  accountRetired,
  unitMoved,
  sealedMembersChanged,
  unitPathChanged,
  unitRenamed,
  rolesWithdrawn,
  managementDropped,
  guardrailsDropped,
  nobodyElseAgrees,
  lockNewlyArmed,
  armedLockChanged,
  armedAndFinal,
  lockSaidFinal,
  lockLoosened,
  lockReplaced,
  retentionShortened,
  continuousStopped,
  ruleDropped,
  copiesRemoved,
  vssDropped,
  pointTagsDropped,
  selectionReduced,
  newlyLeftOut,
  planDropped,
] as const;

/** What a change from `base` to `head` would orphan, stop at, weaken or lose; places are those of `head`. */
export const judgeChange = (base: Estate, head: Estate): readonly Diagnostic<ConfigKey>[] =>
  judgeBy(changeRules, base, head);
