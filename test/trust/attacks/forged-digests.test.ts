import { ghWith } from "../../../src/delivery/github/gh.ts";
import { mergedReview } from "../../../src/delivery/github/merged-review.ts";
import { reviewedFile } from "../../../src/delivery/handoff/reviewed.ts";
import { stubGh } from "../../delivery/github/support/stub-gh.ts";
import { temporaryFolder } from "../../delivery/support/temporary-folder.ts";
import { testAttack } from "./attack.ts";

const repository = "acme/backup";
const [head, merge] = ["a", "b"].map((digit) => digit.repeat(40)) as [string, string];
const [shown, forged] = ["1", "f"].map((digit) => digit.repeat(64)) as [string, string];

/** A plan of the same commit and branch; which workflow it ran is decided by the base of its pull request. */
const run = (id: number, runNumber: number, pull: number, base: string) => ({
  id,
  run_number: runNumber,
  event: "pull_request",
  path: ".github/workflows/plan.yml",
  conclusion: "success",
  head_branch: "feature",
  head_sha: head,
  head_repository: { full_name: repository },
  pull_requests: [{ number: pull, base: { ref: base } }],
});

const artifact = (digest: string) => ({
  "reviewed.json": reviewedFile.text({ commit: head, digests: [{ stack: "app-payments-prod", digest }] }),
});

testAttack({
  id: "forged-digests",
  steps: [],
  ends: [
    {
      who: "the deploy of pull request 7, whose branch has pull request 8 onto a branch of its author's too,",
      does: "compares with",
      answer: async () => {
        const merged = {
          number: 7,
          merged_at: "2026-11-30T00:00:00Z",
          merge_commit_sha: merge,
          base: { ref: "main" },
          head: { sha: head, ref: "feature", repo: { full_name: repository } },
        };
        const other = { ...merged, number: 8, merged_at: null, merge_commit_sha: null, base: { ref: "of-the-author" } };
        const gh = stubGh([
          { on: "/pulls?state=all", says: [[merged, other]] },
          { on: "/pulls?", says: [[merged]] },
          { on: "/events?", says: [[]] },
          { on: "/pulls/7/files", says: [[{ filename: "config/accounts/payments-prod.yaml" }]] },
          { on: "/runs?", says: [{ workflow_runs: [run(100, 41, 7, "main"), run(200, 42, 8, "of-the-author")] }] },
          { on: "/artifacts?", says: [{ artifacts: [{ id: 1, name: "reviewed", expired: false }] }] },
          { on: "run download 100", files: artifact(shown) },
          { on: "run download 200", files: artifact(forged) },
        ]);

        const { digests, why } = await mergedReview(ghWith(gh.env), `repos/${repository}`, merge, temporaryFolder());

        const isForged = digests.some(({ digest }) => digest === forged);
        return { goesOn: isForged, said: why ?? (isForged ? "what 8 showed" : "what 7 showed") };
      },
      today: "pull request 8 has the branch of 7 and another base, whose workflow may have planned it",
    },
  ],
});
