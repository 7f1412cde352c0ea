import { applicationAdministratorRows } from "./rows/application-administrator.ts";
import { centralRows } from "./rows/central.ts";
import { dutyRows } from "./rows/duties.ts";
import { lossRows } from "./rows/losses.ts";
import { organizationRows } from "./rows/organization.ts";
import { pipelineRows } from "./rows/pipeline.ts";
import type { Disaster } from "./support/disaster.ts";

export interface Chapter {
  readonly title: string;
  readonly disasters: readonly Disaster[];
}

/** Everything that may happen, by whose doing it is. */
export const chapters: readonly Chapter[] = [
  { title: "From an application account", disasters: applicationAdministratorRows },
  { title: "From one class into the other, from the organization, from outside", disasters: organizationRows },
  { title: "From a duty", disasters: dutyRows },
  { title: "From the pipeline", disasters: pipelineRows },
  { title: "From within a central account", disasters: centralRows },
  { title: "Losses", disasters: lossRows },
];

export const disasters: readonly Disaster[] = chapters.flatMap((chapter) => chapter.disasters);
