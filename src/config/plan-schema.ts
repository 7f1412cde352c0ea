import { z } from "zod";
import { quotas } from "../aws/quotas.ts";
import { refusedTimes } from "../aws/refused-times.ts";
import { resourceKinds } from "../aws/resource-kinds.ts";
import { vssInstancesTable } from "../aws/tables/vss-instances-table.ts";
import { defaultWindows } from "./default-windows.ts";
import { minutesOf, timePattern } from "./duration.ts";
import { recoveryPointTags, refuseTags } from "./recovery-point-tags.ts";
import { miss, refuse } from "./refuse.ts";
import { selectedTag, selectedTypes, typeName } from "./selection-schema.ts";
import { flag, name, reason, retention, text, time, timeSpan } from "./values.ts";

const withoutVss = vssInstancesTable.rows.map(({ instanceType }) => instanceType).join(", ");
const refusing = [...new Set(resourceKinds.filter((kind) => refusedTimes(kind)).map(({ type }) => type))].join(", ");

const kindNames = resourceKinds.map(({ name }) => name);
const kindName = z.enum(kindNames as [string, ...string[]], { error: `one of ${kindNames.join(", ")}` });

const select = z
  .strictObject(
    {
      tag: selectedTag.optional().describe("resources that carry this tag with one of these values"),
      everythingExcept: z
        .strictObject({ tag: selectedTag }, { error: "what is left out, such as { tag: { backup-plan: gold } }" })
        .optional()
        .describe("every resource but those that carry this tag with one of these values; * stands for any value"),
      types: selectedTypes.optional().describe("resource types it is narrowed to; default: every type"),
    },
    { error: "a selection, such as { tag: { backup-plan: gold } }" },
  )
  .superRefine((value, context) => {
    if ((value.tag === undefined) === (value.everythingExcept === undefined)) {
      const got = value.tag === undefined ? "neither tag nor everythingExcept" : "both tag and everythingExcept";
      refuse(context, [], { got: `got ${got}`, use: "use one of them" });
    }
  });

const keep = z.strictObject(
  {
    local: retention().describe("retention in the account's own vault, in days, weeks or years; a year is 365 days"),
    localColdAfter: retention(1, 36_500, "30d").optional(),
    central: retention(1, 36_500, "90d")
      .optional()
      .describe(
        "retention of the copy in the central account; a year is 365 days, so that ten calendar years are 3653d",
      ),
    centralColdAfter: retention(1, 36_500, "30d").optional(),
    further: retention(1, 36_500, "30d")
      .optional()
      .describe("retention in the central account's further Regions; default: as central"),
    furtherColdAfter: retention(1, 36_500, "30d").optional(),
    archiveEbs: flag("whether EBS snapshots move to the archive tier when they turn cold").default(false),
  },
  { error: "retentions, such as { local: 35d, central: 90d }" },
);

// each half-hour is a policy of its own, of which an organization has a thousand
const spreadHint = "a multiple of 30m from 1h to 12h, such as 4h";
const spread = z
  .string({ error: spreadHint })
  .regex(timePattern, { error: spreadHint, abort: true })
  .transform(minutesOf)
  .refine((minutes) => minutes >= 60 && minutes <= 12 * 60 && minutes % 30 === 0, { error: spreadHint });

const rule = z
  .strictObject(
    {
      schedule: text(/^\S.*$/, "an expression such as cron(30 1 ? * * *), in UTC").describe("cron(…) in UTC"),
      // AWS refuses less than 60 minutes at deployment (hashicorp/aws issue 8794) and takes at most 52,560,000, which is 36500d
      startWithin: time("1h", "1h")
        .optional()
        .meta({
          unwritten: defaultWindows.startWithin,
          description: `the backup starts within this time or expires. Some types (${refusing}) refuse it before and during windows of their own, which a time this short may lie in: see ownWindows`,
        }),
      completeWithin: time("1h", "6h").optional().meta({
        unwritten: defaultWindows.completeWithin,
        description: "the backup is complete within this time of its start or is cancelled; counts into every RPO",
      }),
      // AWS gives no service level for copies, and retries for 2 hours
      copyWithin: time("1h", "8h").optional().meta({
        unwritten: defaultWindows.copyWithin,
        description:
          "time allowed for all copies of a backup, one after the other, once it is complete; counts into the isolated RPO. Copies to several central Regions: 2h at most, for which AWS tries the last",
      }),
      continuous: flag("point-in-time recovery for the types that have it").default(false),
      keep,
      recoveryPointTags: recoveryPointTags.describe(
        "tags of this rule's recovery points, on top of the plan's; of one key the rule's wins",
      ),
      localOnly: reason.optional().describe("why this rule makes no copy in the central account"),
      shorterCopies: reason.optional().describe("why a copy may expire before the local backup it was made from"),
    },
    { error: "a rule with schedule and keep" },
  )
  .superRefine(({ keep, localOnly, shorterCopies }, context) => {
    const copies = ["central", "centralColdAfter", "further", "furtherColdAfter"] as const;
    if (localOnly === undefined && keep.central === undefined) {
      miss(
        context,
        ["keep", "central"],
        "every rule copies to the central account",
        "write a retention, or localOnly: <why not>",
      );
    }
    const kept = [keep.central, keep.further].filter((days) => days !== undefined);
    if (shorterCopies !== undefined && kept.every((days) => days >= keep.local)) {
      refuse(context, ["shorterCopies"], {
        got: "got a reason for shorter copies, but no copy is kept shorter than the local backup",
        use: "remove it",
      });
    }
    for (const key of copies) {
      if (localOnly !== undefined && keep[key] !== undefined) {
        refuse(context, ["keep", key], {
          got: "got a retention for a copy in a rule with localOnly",
          use: "remove one of them",
        });
      }
    }
  });

/** `config/plans/<plan>.yaml` */
export const planSchema = z
  .strictObject(
    {
      name: z.string({ error: "the file's name" }).optional().describe("must equal the file's name"),
      promise: z.strictObject(
        {
          rpo: time("1m", "6h").describe("data lost at most when the local backup can be used"),
          isolatedRpo: time("1m", "12h")
            .optional()
            .describe("data lost at most when only the copy in the central account is left"),
          rto: time("1m", "8h").describe("time a restore may take"),
        },
        { error: "the promise, such as { rpo: 25h, isolatedRpo: 30h, rto: 8h }" },
      ),
      select,
      uncopied: z
        .partialRecord(typeName, reason, { error: "reasons by resource type, such as { Redshift: <why> }" })
        .default({})
        .describe("resource types it reaches that AWS cannot copy, with the reason why local backups are enough"),
      absent: z
        .partialRecord(kindName, reason, {
          error: 'reasons by kind, such as { "RDS Multi-AZ cluster": <how you know> }',
        })
        .default({})
        .describe("kinds of resources that there are none of, where AWS cannot tell them from those that are selected"),
      windowsVss: flag("whether Windows on EC2 is backed up through VSS")
        .default(false)
        .describe(
          `EC2 instances alone: Windows with the VSS components, the SSM agent and a role for snapshots is backed up consistent for its applications. Where VSS fails AWS makes an ordinary backup, COMPLETED with a message; ${withoutVss} cannot (docs/backup-policies.md)`,
        ),
      recoveryPointTags: recoveryPointTags.describe(
        "tags that recovery points get on top of their resource's, which they win over; a recovery point has 50 at most",
      ),
      ownWindows: timeSpan("19:30-20:30")
        .optional()
        .describe(
          `the time of day, in UTC, in which every backup and maintenance window of the resources' own lies (${refusing}); default: anywhere`,
        ),
      firstBackups: reason
        .optional()
        .describe("how the first, full backups of large resources are made, for which completeWithin may be too short"),
      spread: spread
        .optional()
        .describe(
          "starts come up to so much later, by unit or, where the plan is attached to accounts, by account: by its name, in steps of 30m, which takes a policy each; default: all start together",
        ),
      rules: z
        .record(name(32), rule, { error: "rules by name" })
        // aws-backup devguide, quotas
        .refine((rules) => Object.keys(rules).length >= 1 && Object.keys(rules).length <= quotas.rulesPerPlan.most, {
          error: "1 to 10 rules",
          abort: true,
        }),
    },
    { error: "a plan with promise, select and rules" },
  )
  .superRefine(({ promise, rules, recoveryPointTags: tags }, context) => {
    refuseTags(context, ["recoveryPointTags"], tags, {});
    for (const [name, { recoveryPointTags: own }] of Object.entries(rules)) {
      if (Object.keys(own).length > 0) refuseTags(context, ["rules", name, "recoveryPointTags"], tags, own);
    }
    const copies = Object.values(rules).some((each) => each.localOnly === undefined);
    if (copies && promise.isolatedRpo === undefined) {
      miss(
        context,
        ["promise", "isolatedRpo"],
        "the plan copies to the central account",
        "write what may be lost when only the copy is left",
      );
    }
    if (!copies && promise.isolatedRpo !== undefined) {
      refuse(context, ["promise", "isolatedRpo"], {
        got: "got a promise for the isolated copy, but every rule is localOnly",
        use: "remove it",
      });
    }
  });

export type PlanFile = z.output<typeof planSchema>;
