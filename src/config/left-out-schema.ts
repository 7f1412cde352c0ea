import { z } from "zod";
import { refuse } from "./refuse.ts";
import { selectedTag, selectedTypes } from "./selection-schema.ts";
import { name, reason } from "./values.ts";

/** What nobody backs up, on purpose. */
export const leftOutSchema = z
  .record(
    name(32),
    z
      .strictObject(
        {
          tag: selectedTag
            .optional()
            .describe("resources that carry this tag with one of these values; * stands for any value"),
          types: selectedTypes.optional().describe("resource types, all that AWS selects by one pattern together"),
          reason: reason.describe("why losing them is accepted"),
        },
        { error: "what is left out, such as { tag: { backup-plan: none }, reason: <why> }" },
      )
      .superRefine((value, context) => {
        if ((value.tag === undefined) === (value.types === undefined)) {
          const got = value.tag === undefined ? "neither tag nor types" : "both tag and types";
          refuse(context, [], { got: `got ${got}`, use: "use one of them; what differs takes an entry of its own" });
        }
      }),
    { error: "what is left out by name, each with tag or types, and reason" },
  )
  .default({})
  .describe(
    "resources that no plan backs up, with the reason: every policy leaves them out, and overview and explain show them. A single resource takes a tag of its own, because backup policies know no ARNs of resources",
  );
