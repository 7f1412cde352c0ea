#!/usr/bin/env node
// GitHub as its CLI shows it to a job: what it keeps is a file, and what the job's token may not do it refuses.
import { cpSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const {
  FAKE_GITHUB: folder,
  FAKE_PERMISSIONS: permissions,
  GH_TOKEN: token,
  GITHUB_REPOSITORY: repository,
} = process.env;
const args = process.argv.slice(2);
const stateFile = join(folder, "state.json");
const state = JSON.parse(readFileSync(stateFile, "utf8"));
const person = { login: "ada" };
const bot = { login: "github-actions[bot]", type: "Bot" };

function fail(said) {
  process.stderr.write(`gh: ${said}\n`);
  process.exit(1);
}

function need(permission, access) {
  const granted = JSON.parse(permissions)[permission];
  if (granted !== "write" && granted !== access) fail("Resource not accessible by integration (HTTP 403)");
}

const byNumber = (list, number) => list.find((one) => (one.number ?? one.id) === Number(number));

/** Calls, each with the permission that GitHub asks for. */
const routes = [
  [
    "GET commits/([0-9a-f]{40})/pulls",
    "pull-requests",
    (commit) => state.pulls.filter((pull) => pull.merge_commit_sha === commit),
  ],
  // every commit is the same person's
  ["GET commits/([0-9a-f]{40})", "contents", () => ({ author: person, committer: person })],
  [
    "GET compare/([0-9a-f]{40}\\.\\.\\.[0-9a-f]{40})",
    "contents",
    (range) => {
      const [one, other] = range
        .split("...")
        .map((commit) => state.pulls.findIndex((pull) => pull.merge_commit_sha === commit));
      return { status: one === other ? "identical" : one < other ? "ahead" : "behind" };
    },
  ],
  ["GET pulls/(\\d+)/commits", "pull-requests", () => [{ author: person, committer: person }]],
  ["GET environments", "actions", () => ({ environments: [] })],
  ["GET rules/branches/main", "contents", () => state.rules],
  ["GET issues/(\\d+)/events", "issues", () => []],
  [
    "GET pulls",
    "pull-requests",
    (_, query) => state.pulls.filter(({ head }) => query.get("head") === `${repository.split("/")[0]}:${head.ref}`),
  ],
  [
    "GET pulls/(\\d+)/files",
    "pull-requests",
    (number) => byNumber(state.pulls, number).files.map((filename) => ({ filename })),
  ],
  [
    "GET actions/workflows/([^/]+)/runs",
    "actions",
    (workflow, query) => ({
      workflow_runs: state.runs.filter(
        (run) =>
          run.path === `.github/workflows/${workflow}` &&
          (!query.get("head_sha") || run.head_sha === query.get("head_sha")) &&
          (!query.get("event") || run.event === query.get("event")) &&
          (!query.get("status") || [run.conclusion, run.status].includes(query.get("status"))),
      ),
    }),
  ],
  ["GET actions/workflows/([^/]+)", "actions", () => ({ state: "active", created_at: new Date().toISOString() })],
  [
    "GET actions/runs/(\\d+)/artifacts",
    "actions",
    (run, query) => {
      const name = query.get("name");
      return { artifacts: existsSync(join(folder, "runs", run, "artifacts", name)) ? [{ name, expired: false }] : [] };
    },
  ],
  [
    "GET issues/(\\d+)/comments",
    "pull-requests",
    (pull) => state.comments.filter((comment) => comment.pull === Number(pull)),
  ],
  [
    "POST issues/(\\d+)/comments",
    "pull-requests",
    (pull, _, { body }) => add(state.comments, { id: state.comments.length + 1, pull: Number(pull), body, user: bot }),
  ],
  ["PATCH issues/comments/(\\d+)", "pull-requests", (id, _, body) => Object.assign(byNumber(state.comments, id), body)],
  ["GET issues", "issues", (_, query) => state.issues.filter(({ labels }) => labels.includes(query.get("labels")))],
  [
    "POST issues",
    "issues",
    (_, __, body) => add(state.issues, { number: 100 + state.issues.length, state: "open", user: bot, ...body }),
  ],
  ["PATCH issues/(\\d+)", "issues", (number, _, body) => Object.assign(byNumber(state.issues, number), body)],
];

function answer(method, path, query, body) {
  const [, owner, name, ...rest] = path.split("/");
  const asked = `${method} ${rest.join("/")}`;
  for (const [pattern, permission, respond] of routes) {
    const match = new RegExp(`^${pattern}$`).exec(asked);
    if (!match || `${owner}/${name}` !== repository) continue;
    need(permission, method === "GET" ? "read" : "write");
    return respond(match[1], query, body);
  }
  return fail(`${asked}: Not Found (HTTP 404)`);
}

function add(list, item) {
  list.push(item);
  return item;
}

if (!token) fail("set the GH_TOKEN environment variable, or run: gh auth login");
state.calls.push(args.join(" "));
const option = (name) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

if (args[0] === "api") {
  const address = args.find((arg) => arg.startsWith("repos/")) ?? "";
  const [path, query = ""] = address.split("?");
  const body = args.includes("--input") ? JSON.parse(readFileSync(0, "utf8")) : undefined;
  const result = answer(option("--method") ?? "GET", path, new URLSearchParams(query), body);
  process.stdout.write(JSON.stringify(args.includes("--slurp") ? [result] : result));
} else if (args[0] === "run" && args[1] === "download") {
  need("actions", "read");
  const from = join(folder, "runs", args[2], "artifacts", option("--name"));
  if (!existsSync(from)) fail("no valid artifacts found to download");
  cpSync(from, option("--dir"), { recursive: true });
} else if (args[0] === "issue" && args[1] === "list" && option("--jq") === '.[0].body // ""') {
  need("issues", "read");
  const isMeant = (issue) => issue.state === option("--state") && issue.labels.includes(option("--label"));
  process.stdout.write(`${state.issues.find(isMeant)?.body ?? ""}\n`);
} else {
  fail(`${args.join(" ")}: this GitHub knows no such call (HTTP 404)`);
}
// as a whole: a job may ask several things at once
const unfinished = `${stateFile}.${process.pid}`;
writeFileSync(unfinished, JSON.stringify(state, null, 2));
renameSync(unfinished, stateFile);
