import type { AccountClass, Estate } from "../../../src/model.ts";
import { appStackId } from "../../../src/names.ts";

/** Stacks of a class that the pipeline applies, wave by wave; within a wave by name. */
export function stacksOfClass(estate: Estate, cls: AccountClass): readonly string[] {
  const accounts = estate.accounts.filter((account) => account.class === cls).map(({ name }) => appStackId(name));
  return [`central-${cls}`, ...accounts.sort(), `policies-${cls}`];
}
