import { accessWidened } from "./access-widened.ts";
import { alertsMuted } from "./alerts-muted.ts";
import { aliasRedirected } from "./alias-redirected.ts";
import { backupRoleChanged } from "./backup-role-changed.ts";
import { boundaryLost } from "./boundary-lost.ts";
import { bucketWeakened } from "./bucket-weakened.ts";
import { childrenOpened } from "./children-opened.ts";
import { coldSooner } from "./cold-sooner.ts";
import { continuousLost } from "./continuous-lost.ts";
import { copyRedirected } from "./copy-redirected.ts";
import { copyRemoved } from "./copy-removed.ts";
import { deleted } from "./delete.ts";
import { denialLost } from "./denial-lost.ts";
import { expectationChanged } from "./expectation-changed.ts";
import { fleetDeletes } from "./fleet-deletes.ts";
import { forceDestroy } from "./force-destroy.ts";
import { forget } from "./forget.ts";
import { keyWeakened } from "./key-weakened.ts";
import { lockArmed } from "./lock-armed.ts";
import { lockCoolingOff } from "./lock-cooling-off.ts";
import { lockWeakened } from "./lock-weakened.ts";
import { planRemoved } from "./plan-removed.ts";
import { pointTagsLost } from "./point-tags-lost.ts";
import { regionRemoved } from "./region-removed.ts";
import { replace } from "./replace.ts";
import { retentionLowered } from "./retention-lowered.ts";
import { ruleRemoved } from "./rule-removed.ts";
import { scheduleThinned } from "./schedule-thinned.ts";
import { selectionNarrowed } from "./selection-narrowed.ts";
import { settingLost } from "./setting-lost.ts";
import { stackRemoved } from "./stack-removed.ts";
import { unjudged } from "./unjudged.ts";
import { vaultRedirected } from "./vault-redirected.ts";
import { vssLost } from "./vss-lost.ts";

/** What each change of a plan is held against. */
export const planRules = [
  deleted,
  replace,
  forget,
  unjudged,
  lockWeakened,
  lockArmed,
  lockCoolingOff,
  retentionLowered,
  coldSooner,
  copyRemoved,
  copyRedirected,
  vaultRedirected,
  planRemoved,
  ruleRemoved,
  regionRemoved,
  scheduleThinned,
  selectionNarrowed,
  continuousLost,
  vssLost,
  pointTagsLost,
  backupRoleChanged,
  childrenOpened,
  denialLost,
  accessWidened,
  boundaryLost,
  keyWeakened,
  aliasRedirected,
  forceDestroy,
  settingLost,
  bucketWeakened,
  alertsMuted,
] as const;

/** Every rule of the guard, in the order of `docs/rules.md`. */
export const guardRules = [...planRules, fleetDeletes, expectationChanged, stackRemoved] as const;
