import { exampleEstate } from "../support/stacks.ts";
import { releaseOf } from "./release.ts";
import { storedReleases, storeRelease } from "./stored-release.ts";

const [day = new Date().toISOString().slice(0, 10)] = process.argv.slice(2);
if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new Error(`got ${day}; use the day of the release, such as 2026-11-30`);
if (storedReleases().includes(day)) throw new Error(`got ${day}, which is kept already; use another day`);
storeRelease(day, releaseOf(exampleEstate()), "config");
console.log(`kept the release of ${day} in test/upgrade/fixtures`);
