import { expect, test } from "vitest";
import { authorsOf } from "../../../src/delivery/github/authors-of.ts";
import { asksForReview, type ReviewRule, readBranchRules } from "../../../src/delivery/github/branch-rules.ts";
import { asksSomebodyElse, type GitHubEnvironment } from "../../../src/delivery/github/environments.ts";
import { repositoryAgreement } from "../../../src/delivery/github/repository-agreement.ts";
import { starters } from "../../../src/delivery/github/starters.ts";
import { whyNobodyElse } from "../../../src/delivery/github/why-nobody-else.ts";
import { answeringGh } from "./support/stub-gh.ts";

const at = "repos/acme/backup";
const commit = "a".repeat(40);
const person = (login: string) => ({ login });

test("authors are who opened the pull request, and whose commits it is made of", async () => {
  const { gh } = answeringGh([
    {
      on: `commits/${commit}/pulls`,
      says: [
        [
          { number: 8, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: "b".repeat(40), user: person("later") },
          { number: 7, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: commit, user: person("ada") },
          { number: 6, merged_at: null, merge_commit_sha: commit, user: person("open") },
        ],
      ],
    },
    {
      on: "pulls/7/commits",
      says: [
        [
          { author: person("ada"), committer: person("web-flow") },
          { author: person("grace"), committer: person("grace") },
        ],
      ],
    },
    { on: `commits/${commit}`, says: { author: person("merger"), committer: person("web-flow") } },
  ]);

  expect(await authorsOf(gh, at, commit)).toEqual({ commit, pull: 7, logins: ["ada", "merger", "grace"] });
});

test("of a rebase, whose other commits are no pull request's merge commit, too", async () => {
  const { gh } = answeringGh([
    {
      on: `commits/${commit}/pulls`,
      says: [[{ number: 8, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: "b".repeat(40), user: person("ada") }]],
    },
    { on: "pulls/8/commits", says: [[]] },
    { on: `commits/${commit}`, says: { author: person("ada"), committer: person("ada") } },
  ]);

  expect(await authorsOf(gh, at, commit)).toEqual({ commit, pull: 8, logins: ["ada"] });
});

test("a pull request of which GitHub does not list every commit has authors that nobody knows", async () => {
  const of = (count: number) =>
    answeringGh([
      {
        on: `commits/${commit}/pulls`,
        says: [[{ number: 7, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: commit, user: person("ada") }]],
      },
      { on: "pulls/7/commits", says: [Array.from({ length: count }, () => ({ author: person("ada") }))] },
      { on: `commits/${commit}`, says: { author: person("ada"), committer: person("web-flow") } },
    ]).gh;

  expect((await authorsOf(of(249), at, commit)).logins).toEqual(["ada"]);
  expect((await authorsOf(of(250), at, commit)).logins).toEqual([]);
});

test.each([
  ["a commit's author", { author: null, committer: person("web-flow") }, person("ada")],
  ["who committed it", { author: person("grace"), committer: null }, person("ada")],
  ["who opened the pull request", { author: person("grace"), committer: person("grace") }, null],
])("where GitHub does not know %s, it does not know all, whoever the others are", async (_, written, user) => {
  const { gh } = answeringGh([
    {
      on: `commits/${commit}/pulls`,
      says: [[{ number: 7, merged_at: "2026-11-30T00:00:00Z", merge_commit_sha: commit, user }]],
    },
    { on: "pulls/7/commits", says: [[written, { author: person("ada"), committer: person("ada") }]] },
    { on: `commits/${commit}`, says: { author: person("merger"), committer: person("web-flow") } },
  ]);

  expect(await authorsOf(gh, at, commit)).toEqual({ commit, pull: 7, logins: [] });
});

test("of a push GitHub knows whose commit it is, or nobody", async () => {
  const pushed = (author: object | null) =>
    answeringGh([
      { on: `commits/${commit}/pulls`, says: [[]] },
      { on: `commits/${commit}`, says: { author, committer: person("web-flow") } },
    ]).gh;

  expect(await authorsOf(pushed(person("ada")), at, commit)).toEqual({ commit, pull: null, logins: ["ada"] });
  expect(await authorsOf(pushed(null), at, commit)).toEqual({ commit, pull: null, logins: [] });
});

const byAda = { commit, pull: 7, logins: ["ada", "grace"] };
test.each([
  ["somebody else", ["linus"], [byAda], null],
  ["anybody, where nothing was merged", ["ada"], [], null],
  ["who opened it, whatever case", ["Ada"], [byAda], "Ada has a part in pull request 7"],
  ["whose commits it has", ["grace"], [byAda], "grace has a part in pull request 7"],
  ["who pushed", ["ada"], [{ ...byAda, pull: null }], "ada has a part in commit aaaaaaaaaaaa"],
  [
    "of two changes one's author",
    ["linus"],
    [byAda, { ...byAda, logins: ["linus"] }],
    "linus has a part in pull request 7",
  ],
  ["the author, whose run somebody else began again", ["ada", "linus"], [byAda], "ada has a part in pull request 7"],
  ["somebody else, whose run the author began again", ["linus", "ada"], [byAda], "ada has a part in pull request 7"],
  [
    "a commit of nobody",
    ["linus"],
    [{ ...byAda, logins: [] }],
    "GitHub does not tell all authors of commit aaaaaaaaaaaa",
  ],
  [
    "a job",
    ["github-actions[bot]"],
    [],
    "github-actions[bot] began this run, which is a program that anybody may have told to",
  ],
  [
    "a job whose run a person began again",
    ["github-actions[bot]", "linus"],
    [byAda],
    "github-actions[bot] began this run, which is a program that anybody may have told to",
  ],
] as const)("somebody else: %s", (_, began, changes, why) => {
  expect(whyNobodyElse(began, changes)).toBe(why);
});

test("who began a run is told by GitHub alone", () => {
  expect(starters({ GITHUB_ACTOR: "ada", GITHUB_TRIGGERING_ACTOR: "ada" })).toEqual(["ada"]);
  expect(starters({ GITHUB_ACTOR: "ada", GITHUB_TRIGGERING_ACTOR: "github-actions[bot]" })).toEqual([
    "ada",
    "github-actions[bot]",
  ]);
  for (const [actor, name] of [
    [{ GITHUB_ACTOR: "ada" }, "GITHUB_TRIGGERING_ACTOR"],
    [{ GITHUB_TRIGGERING_ACTOR: "ada" }, "GITHUB_ACTOR"],
  ] as const)
    expect(() => starters(actor)).toThrow(`${name}: got ""; run this in a workflow, or set it as GitHub does`);
});

const environment: GitHubEnvironment = {
  name: "app-prod",
  reviewers: [{ type: "Team", id: 1, name: "backup-team" }],
  preventsSelfReview: true,
  adminsBypass: false,
  branches: "named",
  waitMinutes: 0,
};
test("an environment asks somebody else by reviewers, of whom who began the run is none", () => {
  expect(asksSomebodyElse(environment)).toBe(true);
  expect(asksSomebodyElse({ ...environment, reviewers: [] })).toBe(false);
  expect(asksSomebodyElse({ ...environment, preventsSelfReview: false })).toBe(false);
});

const review: ReviewRule = {
  required_approving_review_count: 1,
  dismiss_stale_reviews_on_push: true,
  require_code_owner_review: false,
  require_last_push_approval: true,
};
test("a ruleset asks somebody else by an approval of what is merged, not of what it was before", () => {
  const asks = (...reviews: readonly ReviewRule[]) =>
    asksForReview({ reviews, checks: [], types: new Set(), rulesets: [] });

  expect(asks(review)).toBe(true);
  expect(asks()).toBe(false);
  expect(asks({ ...review, required_approving_review_count: 0 })).toBe(false);
  expect(asks({ ...review, dismiss_stale_reviews_on_push: false })).toBe(false);
  expect(asks({ ...review, require_last_push_approval: false })).toBe(false);
  expect(asks({ ...review, required_approving_review_count: 0 }, review)).toBe(true);
});

const rule = {
  type: "pull_request",
  ruleset_id: 1,
  parameters: { ...review, required_review_thread_resolution: true },
};
const environments = {
  environments: [
    {
      name: "app-prod",
      protection_rules: [
        {
          type: "required_reviewers",
          prevent_self_review: true,
          reviewers: [{ type: "User", reviewer: { id: 1, login: "ada" } }],
        },
      ],
    },
    { name: "shared", protection_rules: [] },
    {
      name: "of-others",
      protection_rules: [
        { type: "required_reviewers", prevent_self_review: true, reviewers: [{ type: "Team", reviewer: { id: 1 } }] },
      ],
    },
  ],
};

test("what GitHub sees to is read of the pipeline's environments, and of the branch's rules", async () => {
  const { gh } = answeringGh([
    { on: "/environments?", says: [environments] },
    { on: "/rules/branches/main?", says: [[rule]] },
  ]);

  expect(await repositoryAgreement(gh, at, "main")).toEqual({ environments: ["app-prod"], branch: true, unread: [] });
});

test("what may not be read counts as not set, and is named", async () => {
  const { gh } = answeringGh([
    { on: "/environments?", fails: "gh: Not Found (HTTP 404)" },
    { on: "/rules/", fails: "gh: Upgrade to GitHub Pro or make this repository public (HTTP 403)" },
  ]);

  expect(await repositoryAgreement(gh, at, "main")).toEqual({
    environments: [],
    branch: false,
    unread: ["environments", "rulesets of main"],
  });
});

test("where GitHub is out of reach nothing is concluded", async () => {
  const { gh } = answeringGh([{ on: "/environments?", fails: "gh: Server Error (HTTP 502)" }]);

  await expect(repositoryAgreement(gh, at, "main")).rejects.toThrow("Server Error");
});

test("a rule in a form that nobody knows yet asks for nothing", async () => {
  const { gh } = answeringGh([{ on: "/rules/", says: [[{ ...rule, parameters: { approvals: 2 } }]] }]);

  expect((await readBranchRules(gh, at, "main")).reviews).toEqual([]);
});
