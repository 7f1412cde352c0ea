import type { ResourceType } from "./resource-type.ts";

/** What of AWS Backup is switched on, for a Region of an account or for the organization. */
export const switches = {
  aws_backup_region_settings: {
    noun: ["opt-in setting", "opt-in settings"],
    loss: "the opt-in: resource types are backed up no more",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    mayIgnore: /^resource_type_(opt_in|management)_preference\["[A-Za-z0-9 ]+"\]$/,
    settings: [
      { attribute: "resource_type_opt_in_preference", rule: "setting-lost", weaker: "a switch turned off" },
      { attribute: "resource_type_management_preference", rule: "setting-lost", weaker: "a switch turned off" },
    ],
    notExpected: ["resource_type_management_preference", "resource_type_opt_in_preference"],
  },
  aws_backup_global_settings: {
    noun: ["organization setting", "organization settings"],
    loss: "copies between accounts",
    preventDestroy: false,
    isTagged: false,
    foundAgain: { by: "putting it again" },
    mayIgnore: /^global_settings\["isMpaEnabled"\]$/,
    settings: [{ attribute: "global_settings", rule: "setting-lost", weaker: "a switch turned off" }],
  },
} as const satisfies Readonly<Record<string, ResourceType>>;
