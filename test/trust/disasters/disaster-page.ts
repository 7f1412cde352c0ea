import { victimNames, victimWords } from "../organization/victims.ts";
import { chapters } from "./disasters.ts";
import { disasterTable } from "./support/disaster-table.ts";
import { type Outcome, outcomeOf } from "./support/run-disaster.ts";

const introduction = `Each line was played through with the deployed policies on an emulated AWS, in the example organization after it had
run for 45 days. An answer is AWS's own: of several statements each would have been enough. What is left is the newest good
recovery point of each resource in the central account of its class: how old its data was when the disaster came, or when it
was found, and in brackets how long after it something is left. Times of copies and restores are the emulation's; AWS promises
none. What is said of the guard, of drift and of alerts is not played through here.`;

/** The disaster part of the security page. */
export async function disasterPage(): Promise<string> {
  const parts: string[] = [];
  for (const { title, disasters } of chapters) {
    const outcomes: Outcome[] = [];
    for (const disaster of disasters) outcomes.push(await outcomeOf(disaster));
    parts.push(`### ${title}\n\n${disasterTable(outcomes)}\n`);
  }
  const victims = victimNames.map((name) => `- ${victimWords(name)}`);
  return [
    "<!-- disasters -->",
    introduction,
    "",
    "The resources:",
    "",
    ...victims,
    "",
    ...parts,
    "<!-- /disasters -->",
    "",
  ].join("\n");
}
