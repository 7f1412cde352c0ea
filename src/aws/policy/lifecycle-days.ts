import type { LifecycleDays } from "../lifecycle.ts";
import type { LifecycleView } from "./policy-view.ts";
import { valueIn } from "./setting.ts";

/** The days that a lifecycle says, as far as they can be read. */
export const lifecycleDays = ({ deleteAfterDays, coldAfterDays }: LifecycleView): LifecycleDays => ({
  deleteAfterDays: valueIn(deleteAfterDays),
  coldAfterDays: valueIn(coldAfterDays),
});
