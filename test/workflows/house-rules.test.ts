import { describe, expect, test } from "vitest";
import { edit } from "../support/config.ts";
import { houseRules } from "./support/house-rules.ts";
import { soundWatch, soundWorkflow } from "./support/sound-workflow.ts";
import { type Workflow, workflowOf, workflows } from "./support/workflows.ts";

/** Every rule that a workflow breaks, with the places. */
const brokenBy = (workflow: Workflow) =>
  Object.fromEntries(
    Object.entries(houseRules)
      .map(([rule, placesOf]) => [rule, placesOf(workflow)] as const)
      .filter(([, places]) => places.length > 0),
  );

test.each(workflows.map((workflow) => [workflow.file, workflow] as const))("%s keeps to all of them", (_, workflow) => {
  expect(brokenBy(workflow)).toEqual({});
});

test("so do the workflows that are broken below", () => {
  expect([soundWorkflow, soundWatch].map((text) => brokenBy(workflowOf("sound.yml", text)))).toEqual([{}, {}]);
});

const checkout = "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1";
/** By rule: what breaks it, and nothing else, and where. */
const breaks: Readonly<Record<string, readonly (readonly [old: string, replacement: string, place: string])[]>> = {
  "nothing is permitted but by a job": [
    ["permissions: {}\ndefaults", "permissions: read-all\ndefaults", "permissions"],
    ["permissions: {}\ndefaults", "defaults", "permissions"],
  ],
  "every job says what it is permitted": [
    ["    permissions:\n      contents: read # the code\n    steps", "    steps", "build"],
  ],
  "every permission says what it is for": [["id-token: write # the role", "id-token: write", "      id-token: write"]],
  "only known permissions are to write": [
    ["contents: read # the code\n    steps", "contents: write # all\n    if: FROM\n    steps", "build"],
  ],
  "whoever may ask for an identity may write nothing": [
    ["id-token: write # the role", "id-token: write # the role\n      issues: write # a list", "apply"],
  ],
  "a workflow is started by what nobody else controls": [
    ["  push:", "  pull_request_target:\n  push:", "pull_request_target"],
    ["  push:", "  workflow_run: { workflows: [plan] }\n  push:", "workflow_run"],
    ["  push:", "  issue_comment:\n  push:", "issue_comment"],
  ],
  "a push counts on the deploying branch only": [
    ["[main]", '["**"]', "on.push"],
    ["  push:\n    branches: [main]", "  push:", "on.push"],
  ],
  "no schedule is at the full hour, when everybody's are": [
    ["17 * * * *", "0 * * * *", "0 * * * *"],
    ["17 * * * *", "* * * * *", "* * * * *"],
  ],
  "no path filter keeps a required check from coming": [
    ["  pull_request:", "  pull_request:\n    paths: [src/**]", "pull_request"],
    ["  pull_request:", "  pull_request:\n    paths-ignore: [docs/**]", "pull_request"],
  ],
  "actions are pinned by commit, and their inputs are known": [
    [`${checkout} # v7.0.1`, "actions/checkout@v7.0.1", "actions/checkout@v7.0.1"],
    [checkout, `mallory/checkout@${"0".repeat(40)}`, `mallory/checkout@${"0".repeat(40)}`],
  ],
  "each pin says its version": [
    [`${checkout} # v7.0.1`, checkout, checkout],
    [`${checkout} # v7.0.1`, `${checkout} # v7.0.0`, checkout],
  ],
  "expressions get into scripts as variables": [
    [
      'src/cli.ts apply --shard "$SHARD"',
      `src/cli.ts apply --shard \${{ github.head_ref }}`,
      `apply: exec node --import tsx src/cli.ts apply --shard \${{ github.head_ref }}`,
    ],
  ],
  "scripts run in bash": [["shell: bash", "shell: sh", "defaults.run.shell"]],
  "no checkout leaves its token behind": [["persist-credentials: false", "persist-credentials: true", "build"]],
  "there is no stored secret": [
    ['--shard "$SHARD"', `--shard "$SHARD"\n        with: \${{ secrets.KEY }}`, `        with: \${{ secrets.KEY }}`],
  ],
  "credentials come by identity, and only where one is asked for": [
    ["      id-token: write # the role\n", "", "apply"],
    [
      "aws-actions/configure-aws-credentials@e6de054238d6b7531b4efff3b6587d9aade6a06c # v6.2.3",
      `${checkout} # v7.0.1\n        with: { persist-credentials: false }\n      - name: nothing`,
      "apply",
    ],
  ],
  "what applies is in an environment and on the deploying branch": [
    ["    environment: shared\n", "", "apply"],
    ["github.ref == 'refs/heads/main'", "github.ref == 'refs/heads/maintenance'", "apply"],
  ],
  "pull requests from elsewhere get neither credentials nor a token that writes": [
    ["      && github.event.pull_request.head.repo.full_name == github.repository\n", "", "apply"],
  ],
  "no package runs its scripts beside credentials or a token that writes": [
    ["npm ci --ignore-scripts", "npm ci", "apply"],
    ["npm ci --ignore-scripts", "npm install left-pad", "apply"],
  ],
  "beside credentials only providers are cached, by their lock file": [
    ["      - if: hashFiles('.terraform.lock.hcl') != ''\n        uses", "      - uses", "apply"],
    ["path: ~/.terraform.d/plugins", "path: node_modules", "apply"],
    [
      "          key: terraform-providers-",
      "          restore-keys: terraform\n          key: terraform-providers-",
      "apply",
    ],
  ],
  "setting up Node caches nothing": [
    ["package-manager-cache: false", "package-manager-cache: true", "build"],
    ["package-manager-cache: false", "package-manager-cache: false\n          cache: npm", "build"],
  ],
  "Terraform's exit codes arrive": [["terraform_wrapper: false", "terraform_wrapper: true", "apply"]],
  "Terraform hears that a run is cancelled": [
    ["exec node --import tsx src/cli.ts", "npm run -s lockstep --", "apply"],
    ["exec node --import tsx src/cli.ts", "node --import tsx src/cli.ts", "apply"],
    ["exec node --import tsx src/cli.ts", "exec npm run -s lockstep --", "apply"],
    ['--shard "$SHARD"', '--shard "$SHARD" || exit 2', "apply"],
    ['--shard "$SHARD"', '--shard "$SHARD" | tee log', "apply"],
    ["run: exec", "run: |\n          npm run -s lockstep -- pending --out synth\n          exec", "apply"],
    [
      'run: exec node --import tsx src/cli.ts apply --shard "$SHARD"',
      'run: |\n          exec node --import tsx src/cli.ts apply --shard "$SHARD"\n          echo done',
      "apply",
    ],
  ],
  "runs in which nobody is asked know of each other": [
    ["  group: watch\n", "", "concurrency"],
    ["concurrency:\n  group: watch\n  cancel-in-progress: false\n", "", "concurrency"],
  ],
  "nothing that waits for a person keeps others waiting": [
    [
      "permissions: {}\ndefaults",
      "permissions: {}\nconcurrency: { group: deploy, queue: max, cancel-in-progress: false }\ndefaults",
      "concurrency",
    ],
    ["permissions: {}\ndefaults", "permissions: {}\nconcurrency: deploy\ndefaults", "concurrency"],
    ["    environment: shared\n", "    environment: shared\n    concurrency: shared\n", "apply"],
    [
      "    environment: shared\n",
      "    environment: { name: shared }\n    concurrency: { group: shared, queue: max }\n",
      "apply",
    ],
  ],
  "a matrix of jobs asks for one approval": [
    ["      fail-fast: false\n", "      fail-fast: false\n      max-parallel: 20\n", "apply"],
  ],
  "nothing that changes something is cancelled half-way": [
    ["cancel-in-progress: false", "cancel-in-progress: true", "concurrency"],
    [
      "    timeout-minutes: 10\n    permissions:\n      issues",
      "    timeout-minutes: 10\n    concurrency: { group: a, cancel-in-progress: true }\n    permissions:\n      issues",
      "look",
    ],
  ],
  "a script that fetches by itself ends soon": [
    ["      - timeout-minutes: 10\n        run: terraform", "      - run: terraform", "apply"],
    ["timeout-minutes: 10\n        run: terraform", "timeout-minutes: 30\n        run: terraform", "apply"],
    ["      - timeout-minutes: 5\n        run: gh", "      - run: gh", "look"],
  ],
  "every job ends": [["    timeout-minutes: 10\n", "", "build"]],
  "credentials outlive their job": [
    ["role-duration-seconds: 3600", "role-duration-seconds: 1800", "apply"],
    ["          role-duration-seconds: 3600\n", "", "apply"],
  ],
  "the runner does not change by itself": [
    [
      "    runs-on: ubuntu-24.04\n    timeout-minutes: 30",
      "    runs-on: ubuntu-latest\n    timeout-minutes: 30",
      "apply",
    ],
  ],
  "no failure is passed over": [
    ["        run: exec", "        continue-on-error: true\n        run: exec", "        continue-on-error: true"],
  ],
  "one job of a matrix does not end the others": [["      fail-fast: false\n", "", "apply"]],
  "an artifact can be uploaded again when a job runs again": [["          overwrite: true\n", "", "build"]],
  "an artifact comes from a job that is waited for": [
    ["          name: synth\n      - uses: aws", "          name: plans\n      - uses: aws", "apply: plans"],
    ["          name: synth\n      - uses: aws", "          pattern: synth-*\n      - uses: aws", "apply: synth-*"],
  ],
  "what pull requests start has one gate that always comes": [
    ["needs: [build, apply]", "needs: [apply]", "sound-gate"],
    ["    if: always()", "    if: success()", "sound-gate"],
    ["  sound-gate:", "  gate:", "sound-gate"],
  ],
};

test("every rule has something that breaks it", () => {
  expect(Object.keys(breaks).sort()).toEqual(Object.keys(houseRules).sort());
});

describe.each(Object.entries(breaks))("%s", (rule, cases) => {
  test.each(cases)("not with %j → %j", (old, replacement, place) => {
    const text = edit(
      old,
      replacement.replace("FROM", "github.event.pull_request.head.repo.full_name == github.repository"),
    )(soundWorkflow.includes(old) ? soundWorkflow : soundWatch);

    expect(brokenBy(workflowOf("sound.yml", text))).toEqual({ [rule]: [place] });
  });
});
