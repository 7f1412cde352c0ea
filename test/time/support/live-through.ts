import { dayMs } from "../../emulator/model/clock.ts";
import type { Cloud } from "../../emulator/model/cloud.ts";
import type { Watch } from "./watch.ts";

/** Lets days pass, and looks at every vault at the end of each, or more often. */
export async function liveThrough(cloud: Cloud, days: number, watch: Watch, looksPerDay = 1): Promise<void> {
  for (let look = 0; look < days * looksPerDay; look++) {
    await cloud.advance(dayMs / looksPerDay);
    watch.look();
  }
}
