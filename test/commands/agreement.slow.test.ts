import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { agreed } from "../../src/commands/agreed.ts";
import { agreement } from "../../src/commands/agreement.ts";
import { affectedFile, type PendingStacks } from "../../src/delivery/handoff/affected-stacks.ts";
import { agreementFile } from "../../src/delivery/handoff/agreement.ts";
import { ledgerFile } from "../../src/delivery/handoff/ledger-entry.ts";
import { summaryFile } from "../../src/delivery/handoff/stack-summary.ts";
import { type Answer, stubGh } from "../delivery/github/support/stub-gh.ts";
import { pending, summary } from "../delivery/handoff/support/samples.ts";
import { appliedEntry } from "../delivery/ledger/support/entries.ts";
import { type ChangedFile, mainWith } from "../delivery/repository/support/main-with.ts";
import { temporaryFolder } from "../delivery/support/temporary-folder.ts";
import { configWith, edit } from "../support/config.ts";
import { said } from "./support/said.ts";

const reportId = "5e0f".repeat(16);
const reviewedEnvironment = (name: string) => ({
  name,
  protection_rules: [
    {
      type: "required_reviewers",
      prevent_self_review: true,
      reviewers: [{ type: "User", reviewer: { id: 1, login: "linus" } }],
    },
  ],
});
const unset = [
  { on: "/environments?", says: [{ environments: [] }] },
  { on: "/rules/branches/main?", says: [[]] },
];
/** Each commit of main is by one of these, the oldest first. */
const written = (commits: readonly string[], by: readonly string[]): readonly Answer[] => [
  { on: "/pulls?", says: [[]] },
  ...commits.map((commit, index) => ({
    on: `/commits/${commit}`,
    says: { author: { login: by[index] ?? "nobody" }, committer: { login: "web-flow" } },
  })),
];

/** A repository whose main has these changes, as the jobs see it. */
function mainOf(changes: readonly (readonly ChangedFile[])[]) {
  const repository = temporaryFolder();
  const commits = mainWith(repository, changes);
  vi.spyOn(process, "cwd").mockReturnValue(repository);
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
  return commits;
}
const beganBy = (actor: string, again = actor) => ({ GITHUB_ACTOR: actor, GITHUB_TRIGGERING_ACTOR: again });

const alone = () =>
  configWith({
    "organization.yaml": edit(
      "  repository: acme/backup",
      "  repository: acme/backup\n  alone: one person runs this organization",
    ),
  });

/** What `agreement` finds in a deploy that changes app-a, of which these were merged; the first is applied. */
async function found(
  changes: readonly (readonly string[])[],
  by: readonly string[],
  {
    actor = "ada",
    again = actor,
    accept = reportId,
    since = true,
    config = configWith(),
    answers = unset,
  }: Partial<{
    actor: string;
    again: string;
    accept: string;
    since: boolean;
    config: string;
    answers: readonly Answer[];
  }> = {},
) {
  const commits = mainOf(changes);
  const [folder, first = "", head = ""] = [temporaryFolder(), commits[0], commits.at(-1)];
  const last: PendingStacks["since"] = {
    "app-a": since ? { commit: first, appliedAt: "2026-11-20T10:00:00.000Z" } : null,
  };
  await affectedFile.write(join(folder, "pending.json"), { ...pending, since: last });
  await summaryFile.write(join(folder, "summaries/app-a.json"), { ...summary, outcome: "changed", scope: "app-prod" });
  const { env } = stubGh([...answers, ...written(commits, by)]);
  const paths = { affected: join(folder, "pending.json"), summaries: join(folder, "summaries"), out: folder };
  const { code, out } = await said(() =>
    agreement(config, { commit: head, accept, ...paths }, { ...env, ...beganBy(actor, again) }),
  );
  return { code, out, file: await agreementFile.read(join(folder, "agreement.json")) };
}

const own = "config/accounts/a.yaml";

test("who accepts a report is held against the authors since the stack was applied last", async () => {
  const { code, out, file } = await found(
    [[own], ["config/plans/gold.yaml"], ["docs/x.md"]],
    ["linus", "ada", "linus"],
  );

  expect(code).toBe(0);
  expect(file.reasons).toEqual({ "app-a": expect.stringMatching(/^ada has a part in commit [0-9a-f]{12}$/) });
  expect(out).toMatch(
    /^environments that ask somebody else: none\nmain takes nothing that nobody but its author agreed to: no\ndoes not count as somebody else: ada has a part/,
  );
});

test.each([
  ["who wrote none of it", [own], "linus", "ada", {}],
  ["who wrote what was applied before alone", ["docs/x.md"], "ada", "ada", {}],
  ["who wrote another account's file", ["config/accounts/b.yaml"], "linus", "linus", {}],
] as const)("it counts if it is %s", async (_, files, by, actor, reasons) => {
  const { file } = await found([[own], [...files]], ["ada", by], { actor });

  expect(file).toEqual({ environments: [], branch: false, reasons, alone: "" });
});

test("a stack that was never applied has all its authors", async () => {
  const { file } = await found([[own], ["docs/x.md"]], ["ada", "linus"], { since: false });

  expect(Object.keys(file.reasons)).toEqual(["app-a"]);
});

test("a run that its author has somebody else begin again, or the other way round, is its author's", async () => {
  for (const [actor, again] of [
    ["ada", "linus"],
    ["linus", "ada"],
  ] as const) {
    const { file } = await found([[], [own]], ["linus", "ada"], { actor, again });

    expect(Object.keys(file.reasons)).toEqual(["app-a"]);
  }
});

const set = [
  { on: "/environments?", says: [{ environments: [reviewedEnvironment("app-prod")] }] },
  {
    on: "/rules/branches/main?",
    says: [
      [
        {
          type: "pull_request",
          ruleset_id: 1,
          parameters: {
            required_approving_review_count: 1,
            dismiss_stale_reviews_on_push: true,
            require_code_owner_review: true,
            require_last_push_approval: true,
          },
        },
      ],
    ],
  },
];

test("where nobody accepts, it is said what GitHub sees to", async () => {
  const { file } = await found([[], [own]], ["ada", "ada"], { accept: "", answers: set });

  expect(file).toEqual({ environments: ["app-prod"], branch: true, reasons: {}, alone: "" });
});

test.each([
  ["accepts", reportId],
  ["accepts nothing", ""],
])(
  "a run that a job began is approved by whoever told it to: no environment asks somebody else if it %s",
  async (_, accept) => {
    const { file } = await found([[], []], ["ada", "ada"], { actor: "github-actions[bot]", answers: set, accept });

    expect(file).toMatchObject({
      environments: [],
      branch: true,
      reasons: { "app-a": "github-actions[bot] began this run, which is a program that anybody may have told to" },
    });
  },
);

test("what the token may not read is named, and config's reason to do without it", async () => {
  const { out, file } = await found([[], [own]], ["ada", "ada"], {
    config: alone(),
    answers: [{ on: "/environments?", fails: "gh: Not Found (HTTP 404)" }, ...unset.slice(1)],
  });

  expect(out).toContain("\nnot looked at, which counts as not set: environments\n");
  expect(out).toContain("\npipeline.alone does without: one person runs this organization\n");
  expect(file.alone).toBe("one person runs this organization");
});

const ask = (
  to: "retire" | "unlock",
  changes: readonly (readonly ChangedFile[])[],
  by: readonly string[],
  {
    actor = "ada",
    lockId = "1",
    config = configWith(),
    answers = unset,
    stack = "app-payments-prod",
    scope = "app-prod",
    applied = changes.length - 1,
  }: Partial<{
    actor: string;
    lockId: string;
    config: string;
    answers: readonly Answer[];
    stack: string;
    scope: string;
    /** Place of the change that the stack was applied from last; below 0: it never was. */
    applied: number;
  }> = {},
) => {
  const commits = mainOf(changes);
  const { env } = stubGh([...answers, ...written(commits, by)]);
  const options = { stack, scope, to, ...(to === "unlock" && { lockId }), head: "" };
  const commit = commits[applied];
  const place = { stack: "app-payments-prod", scope: "app-prod" } as const;
  const entry = commit === undefined ? null : Buffer.from(ledgerFile.text({ ...appliedEntry, ...place, commit }));
  return said(() =>
    agreed(config, options, { ...env, ...beganBy(actor), GITHUB_SHA: commits.at(-1) ?? "" }, async () => ({
      get: async (key) => (key === "ledger/app-prod/app-payments-prod.json" ? entry : null),
    })),
  );
};
const payments = "config/accounts/payments-prod.yaml";
const refusal = (to: string) =>
  new RegExp(
    `^app-payments-prod: nobody but an author of its newest changes asks to ${to} it: ada has a part in commit [0-9a-f]{12}; let somebody else run this, or have environment app-prod ask for reviewers \\(docs/pipeline.md, "Somebody else than the author"\\)\n$`,
  );

test("who wrote that an account is retired does not retire it", async () => {
  const changes = [[payments], ["src/main.ts"]];

  expect(await ask("retire", changes, ["ada", "linus"])).toMatchObject({
    code: 1,
    err: expect.stringMatching(refusal("retire")),
  });
  expect(await ask("retire", changes, ["ada", "linus"], { actor: "linus" })).toMatchObject({
    code: 0,
    out: "app-payments-prod: linus asks to retire it, and has no part in its newest change\n",
  });
});

test("who wrote a stack's newest change does not unlock it", async () => {
  const changes = [[payments], ["src/main.ts"], ["config/accounts/storefront-prod.yaml"], ["README.md"]];

  expect(await ask("unlock", changes, ["linus", "ada", "linus", "linus"])).toMatchObject({
    code: 1,
    err: expect.stringMatching(refusal("unlock")),
  });
  expect(await ask("unlock", changes, ["ada", "linus", "ada", "ada"])).toMatchObject({ code: 0 });
});

const retired: ChangedFile = [payments, "state: retired\n"];
const edited: ChangedFile = [payments, "state: retired\n# seen\n"];
test.each([
  ["applied since", 2],
  ["applied before", 0],
  ["never applied", -1],
] as const)(
  "a harmless change of the file by somebody else lets its author retire no account that is %s",
  async (_, applied) => {
    const changes = [[payments], [retired], [edited]];
    const by = ["linus", "ada", "grace"];

    expect(await ask("retire", changes, by, { applied })).toMatchObject({
      code: 1,
      err: expect.stringMatching(refusal("retire")),
    });
    expect(await ask("retire", changes, by, { applied, actor: "grace" })).toMatchObject({ code: 1 });
    expect(await ask("retire", changes, by, { applied, actor: "margaret" })).toMatchObject({ code: 0 });
  },
);

test("who changed the file before it was retired, and applied, has no part in that", async () => {
  expect(await ask("retire", [[payments], [retired], [edited]], ["linus", "ada", "grace"], { actor: "linus" })).toEqual(
    {
      code: 0,
      out: "app-payments-prod: linus asks to retire it, and has no part in its 2 newest changes\n",
      err: "",
    },
  );
});

test("who retires an account beside one that comes does not let it go; who wrote what all share may", async () => {
  const both: readonly ChangedFile[] = [retired, "config/accounts/comes.yaml", "config/organization.yaml"];

  expect(await ask("retire", [[payments], both], ["linus", "ada"])).toMatchObject({ code: 1 });
  expect(await ask("retire", [[payments], both], ["ada", "linus"])).toMatchObject({ code: 0 });
  // an account retires by its own file
  expect(await ask("retire", [[retired], ["config/organization.yaml"]], ["linus", "ada"])).toMatchObject({ code: 0 });
});

test.each(["config/organization.yaml", "config/allowances.yaml", "config/plans/gold.yaml"])(
  "who wrote %s, which all share, beside an account's own file is nobody else for it",
  async (file) => {
    const { file: agreed } = await found([[own], ["config/accounts/b.yaml", file]], ["linus", "ada"]);

    expect(Object.keys(agreed.reasons)).toEqual(["app-a"]);
  },
);

test("an account that was retired, came back and is retired again was retired by who did so last", async () => {
  const changes = [[retired], [payments], [retired]];

  expect(await ask("retire", changes, ["ada", "linus", "linus"])).toMatchObject({ code: 0 });
  expect(await ask("retire", changes, ["linus", "linus", "ada"])).toMatchObject({ code: 1 });
});

test("a file that nobody can read any more may have been retired by then", async () => {
  const broken: ChangedFile = [payments, "state: [retired\n"];

  expect(
    await ask("retire", [[payments], [retired], [broken], [edited]], ["linus", "ada", "grace", "grace"]),
  ).toMatchObject({ code: 1 });
});

test("all that was merged since a stack was applied has its part in what is unlocked", async () => {
  const changes = [["src/a.ts"], ["src/b.ts"], ["src/c.ts"]];

  expect(await ask("unlock", changes, ["linus", "ada", "linus"], { applied: 0 })).toMatchObject({ code: 1 });
  expect(await ask("unlock", changes, ["linus", "ada", "linus"], { applied: 1 })).toMatchObject({ code: 0 });
  expect(await ask("unlock", changes, ["ada", "linus", "linus"], { applied: 0 })).toMatchObject({ code: 0 });
});

test("a lock is shown to anybody", async () => {
  expect(await ask("unlock", [[payments]], ["ada"], { lockId: "" })).toEqual({
    code: 0,
    out: "app-payments-prod: its lock is only shown, which nobody has to agree to\n",
    err: "",
  });
});

test("where the environment asks somebody else, its author may begin, and no job", async () => {
  const answers = [
    { on: "/environments?", says: [{ environments: [reviewedEnvironment("app-prod")] }] },
    ...unset.slice(1),
  ];

  expect(await ask("retire", [[payments]], ["ada"], { answers })).toEqual({
    code: 0,
    out: "app-payments-prod: somebody else approves environment app-prod\n",
    err: "",
  });
  expect(await ask("retire", [[payments]], ["ada"], { answers, actor: "github-actions[bot]" })).toMatchObject({
    code: 1,
    err: expect.stringContaining(": github-actions[bot] began this run, which is a program"),
  });
});

test("what is not looked at is said, and what config does without", async () => {
  const answers = [{ on: "/environments?", fails: "gh: Not Found (HTTP 404)" }, ...unset.slice(1)];

  expect((await ask("retire", [[payments]], ["ada"], { answers })).err).toContain(
    "\nnot looked at, which counts as not set: environments\n",
  );
  expect(await ask("retire", [[payments]], ["ada"], { config: alone() })).toMatchObject({
    code: 0,
    out: "app-payments-prod: pipeline.alone does without somebody else: one person runs this organization\n",
  });
});

test("a stack of which no change is found is nobody's to retire", async () => {
  expect(await ask("retire", [["README.md"]], ["linus"])).toMatchObject({
    code: 1,
    err: expect.stringContaining(": got no change of app-payments-prod in the last 1000 commits; "),
  });
});

test("a scope that the pipeline does not have is refused", async () => {
  await expect(ask("unlock", [[payments]], ["ada"], { scope: "bootstrap" })).rejects.toThrow(
    '--scope: got "bootstrap"; use a scope of the pipeline',
  );
});
