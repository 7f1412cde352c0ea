import type { RuleText } from "./rule-text.ts";

const devguide = "docs.aws.amazon.com/aws-backup/latest/devguide";
const availability = `${devguide}/backup-feature-availability.html`;

/** What resource types can and cannot do. */
export const typeRules = {
  "types-not-copied": {
    severity: "error",
    what: "a plan that copies reaches a resource type that AWS cannot copy to central, and gives no reason",
    why: "AWS accepts the plan; each such copy job would fail at night, and only the local backup would be there.",
    source: availability,
  },
  "kind-not-copied": {
    severity: "warning",
    what: "a plan that copies names types whose pattern also selects a kind of resource that AWS cannot copy",
    why: "Nothing in a policy tells them apart, such as RDS Multi-AZ clusters from Aurora; where there is one, its copy jobs fail.",
    source: availability,
  },
  "uncopied-unneeded": {
    severity: "error",
    what: "a reason for a type that is not copied, where nothing is left uncopied",
    why: "It would read as a gap that is not there, and hide the one that comes.",
    source: null,
  },
  "types-not-opted-in": {
    severity: "error",
    what: "a plan names a resource type that is not opted in where it runs",
    why: "AWS accepts the plan and leaves out what is not opted in, Aurora, DocumentDB and Neptune in any case; the management account's settings override the members'.",
    source: `${devguide}/manage-cross-account.html`,
  },
  "reaches-nothing": {
    severity: "error",
    what: "a plan runs in an account's Region where no resource type is opted in",
    why: "The account looks protected there and is not.",
    source: `${devguide}/API_UpdateRegionSettings.html`,
  },
  "central-not-opted-in": {
    severity: "warning",
    what: "a central account's Region receives copies of a type that is not opted in there",
    why: "AWS does not say whether the destination's setting counts; opted in, nobody has to find out.",
    source: `${devguide}/create-cross-account-backup.html`,
  },
  "continuous-ignored": {
    severity: "warning",
    what: "a continuous rule that reaches nothing with continuous backup",
    why: "AWS takes snapshots instead, and nothing can be restored to a point in time.",
    source: `${devguide}/point-in-time-recovery.html`,
  },
  "restore-untested": {
    severity: "warning",
    what: "a resource type asked for by name whose restores AWS cannot test",
    why: "No restore test measures its recovery time, so that the RTO is a hope.",
    source: `${devguide}/restore-testing.html`,
  },
  "source-keys": {
    severity: "warning",
    what: "copies of types whose backups use the resource's own key, in an account that says nothing of its keys",
    why: "A backup under an AWS managed key, such as aws/ebs, can never be copied to another account; the job fails at night.",
    source: `${devguide}/encryption.html`,
  },
} as const satisfies Record<string, RuleText>;
