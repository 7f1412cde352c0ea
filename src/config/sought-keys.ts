/** What to write in place of a key that people look for, and why theirs is not there. */
export interface Sought {
  /** Empty: there is nothing to explain. */
  readonly why: string;
  readonly use: string;
}

const vss: Sought = { why: "", use: "use windowsVss: true at the plan" };
const scans: Sought = {
  why: "a scan takes a role that reads every backup and an alert on what it finds, and Lockstep deploys neither",
  use: "remove it, and scan by hand before a restore (docs/backup-policies.md)",
};
const tags: Sought = { why: "", use: "use recoveryPointTags, such as { cost-centre: backups }" };
const out: Sought = {
  why: "what is left out is left out by every plan",
  use: "use leftOut in organization.yaml, with the reason",
};

const inPlans: Readonly<Record<string, Sought>> = {
  advanced: vss,
  advancedbackupsettings: vss,
  advancedsettings: vss,
  vss,
  windows: vss,
  malware: scans,
  malwareprotection: scans,
  malwarescan: scans,
  malwarescans: scans,
  guardduty: scans,
  scan: scans,
  scans,
  scanactions: scans,
  scansettings: scans,
  tag: tags,
  tags,
  pointtags: tags,
  exclude: out,
  excluded: out,
  except: out,
  leftout: out,
  nottypes: out,
  notresources: out,
  notresourcetypes: out,
};

/** What is meant by a key of a plan that is AWS's or somebody's guess, whatever its case; `undefined`: nobody knows. */
export function soughtKey(file: string, key: string): Sought | undefined {
  const name = key.toLowerCase().replace(/[_-]/g, "");
  return file.startsWith("plans/") && Object.hasOwn(inPlans, name) ? inPlans[name] : undefined;
}
