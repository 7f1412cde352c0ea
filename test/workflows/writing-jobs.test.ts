import { expect, test } from "vitest";
import { writing, writingJob } from "../../src/delivery/github/runs-at-work.ts";
import { workflow } from "./support/workflows.ts";

test.each(writing)(
  "a deploy knows the jobs of %s that write a state by their names, and takes no other for one",
  (file) => {
    const jobs = Object.entries(workflow(file).content.jobs ?? {});

    const known = jobs.filter(([name]) => writingJob.test(name)).map(([name]) => name);

    // what may write a state is in the environment of its scope
    expect(known).toEqual(jobs.filter(([, job]) => "environment" in job).map(([name]) => name));
    expect(known).not.toEqual([]);
    // another name would be what GitHub shows
    expect(jobs.filter(([, job]) => "name" in job)).toEqual([]);
  },
);
