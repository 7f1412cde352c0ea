import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { githubCalls } from "../../../src/bootstrap/github-calls.ts";
import { githubSettings } from "../../../src/bootstrap/github-settings.ts";
import { workflows } from "../../workflows/support/workflows.ts";
import { example } from "../organization/organization.ts";
import { type Step, testAttack } from "./attack.ts";

interface Ruleset {
  readonly rules: readonly {
    readonly type: string;
    readonly parameters?: {
      readonly required_status_checks?: readonly { readonly context: string; readonly integration_id?: number }[];
    };
  }[];
}

/** Workflows and everything that the project runs, by file. */
const sources: readonly (readonly [file: string, text: string])[] = [
  ...workflows.map(({ file, text }) => [file, text] as const),
  ...readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join("src", file))
    // it prints what somebody is to set, and reads nothing
    .filter((file) => file !== "src/bootstrap/github-calls.ts")
    .map((file) => [file, readFileSync(file, "utf8")] as const),
];

/** The ruleset that the project has somebody set. */
function ruleset(): Ruleset {
  const [call = ""] = githubCalls(githubSettings(example.estate)).filter((one) => one.includes("/rulesets "));
  return JSON.parse(call.split("\n")[1] ?? "") as Ruleset;
}

testAttack({
  id: "required-checks-by-anybody",
  steps: [],
  ends: [
    {
      who: "whoever may write to the repository",
      does: "sets by hand, among the required checks,",
      answer: async () => {
        const checks = ruleset().rules.flatMap(({ parameters }) => parameters?.required_status_checks ?? []);
        // without an app that has to set it, a status of that name by anybody who may write counts:
        // docs.github.com/en/pull-requests/reference/status-checks, docs.github.com/en/rest/repos/rules
        const byAnybody = checks.filter((check) => check.integration_id === undefined).map(({ context }) => context);
        return { goesOn: byAnybody.length > 0, said: byAnybody.join(", ") || "nothing" };
      },
      today: "validate-gate, plan-gate",
    },
  ],
});

/** Where a setting of the repository would be read: GitHub's addresses of them, and the file of code owners. */
const settings = {
  reviewers: /\/environments\b/,
  ruleset: /\/rulesets\b|\/rules\/branches\b|\/branches\/[^"`]*\/protection\b/,
  permissions: /\/actions\/permissions\b/,
  codeOwners: /\bCODEOWNERS\b|\/codeowners\b/,
};

const isUnread = (what: string, pattern: RegExp): Step => ({
  who: "the project",
  does: `reads ${what}`,
  answer: async () => {
    const readers = sources.filter(([, text]) => pattern.test(text)).map(([file]) => file);
    return { goesOn: readers.length === 0, said: readers.join(", ") || "nowhere" };
  },
  today: "nowhere",
});

testAttack({
  id: "settings-unread",
  steps: [],
  ends: [
    isUnread("who reviews in which environment", settings.reviewers),
    isUnread("the ruleset of the deploying branch", settings.ruleset),
    isUnread("what Actions may do", settings.permissions),
  ],
});

testAttack({
  id: "code-owners-missing",
  steps: [
    {
      who: "the ruleset's approval by a code owner",
      does: "finds code owners",
      answer: async () => {
        const places = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"].filter((file) => existsSync(file));
        return { goesOn: places.length === 0, said: places.join(", ") || "as an example only" };
      },
      today: "as an example only",
    },
  ],
  ends: [isUnread("whether there are code owners", settings.codeOwners)],
});
