import { z } from "zod";
import { refuse } from "./refuse.ts";
import { text } from "./values.ts";

type Tags = Readonly<Record<string, string>>;

// aws-backup devguide, quotas: 10 a backup, one of which is kept for Lockstep's own
const mostTags = 9;

const key = text(
  /^(?!aws:|lockstep)[\w .:/=+\-@]{1,128}$/i,
  "a tag key of at most 128 letters, digits, spaces and _.:/=+-@, not starting with aws: (AWS's own) or lockstep (kept for Lockstep's own)",
);
const value = text(/^[\w .:/=+\-@]{1,256}$/, "a tag value of at most 256 letters, digits, spaces and _.:/=+-@");

/** Tags that recovery points get on top of their resource's; of one key theirs wins. */
export const recoveryPointTags = z.record(key, value, { error: "tags, such as { cost-centre: backups }" }).default({});

/** What a rule's recovery points get: the plan's tags and its own, which win. */
export const tagsTogether = (ofPlan: Tags, ofRule: Tags): Tags => ({ ...ofPlan, ...ofRule });

/** Refuses what is wrong with a plan's tags and a rule's taken together. */
export function refuseTags(context: z.RefinementCtx, path: readonly string[], ofPlan: Tags, ofRule: Tags): void {
  const keys = Object.keys(tagsTogether(ofPlan, ofRule));
  if (keys.length > mostTags) {
    refuse(context, path, {
      got: `got ${keys.length} tags for its recovery points`,
      why: "AWS adds 10 at most, one of which is kept for Lockstep's own",
      use: `use at most ${mostTags}`,
    });
  }
  const first = new Map<string, string>();
  for (const each of keys) {
    const twin = first.get(each.toLowerCase());
    first.set(each.toLowerCase(), twin ?? each);
    if (twin === undefined) continue;
    refuse(context, path, {
      got: `got ${twin} and ${each}, which differ in upper and lower case alone`,
      why: "a tag policy takes them for one key",
      use: "use one of them",
    });
  }
}
