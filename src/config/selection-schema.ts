import { z } from "zod";
import { quotas } from "../aws/quotas.ts";
import { resourceTypes } from "../aws/resource-types.ts";
import { tagKey, tagValue } from "./values.ts";

const tagValuesHint = `a tag value or a list of 1 to ${quotas.conditionsPerSelection.most}`;

/** One tag that resources are known by. AWS takes 30 conditions a selection (aws-backup devguide, quotas). */
export const selectedTag = z
  .record(
    tagKey,
    z.union(
      [
        tagValue,
        z
          .array(tagValue)
          .min(1, { error: tagValuesHint })
          .max(quotas.conditionsPerSelection.most, { error: tagValuesHint }),
      ],
      {
        error: tagValuesHint,
      },
    ),
    {
      error: "a tag, such as { backup-plan: gold }",
    },
  )
  .refine((tags) => Object.keys(tags).length === 1, { error: "exactly one tag key" });

export const typeName = z.enum(resourceTypes as [string, ...string[]], { error: `one of ${resourceTypes.join(", ")}` });

export const selectedTypes = z
  .array(typeName, {
    error: "a list of resource types, such as [EBS, RDS]",
  })
  .min(1, { error: "at least one resource type, or leave types out" });
