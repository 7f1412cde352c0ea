import { quick } from "../organization/judge.ts";
import { example } from "../organization/organization.ts";
import { worldOf } from "./world.ts";

/** What searches in the example organization look at. */
export const exampleWorld = worldOf(example, quick);
