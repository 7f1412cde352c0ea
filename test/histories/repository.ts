import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Gh } from "../../src/delivery/github/gh.ts";
import type { Reviewed } from "../../src/delivery/handoff/reviewed.ts";
import { reviewedFile, reviewedName } from "../../src/delivery/handoff/reviewed.ts";
import { sha256 } from "../../src/delivery/stack/sha256.ts";
import type { AllowedOnce } from "./allowed-once.ts";
import { answerOfSettings, type Settings, usualSettings } from "./settings.ts";
import { type Setting, startTree, type Tree } from "./stacks.ts";

export interface Commit {
  readonly id: string;
  readonly tree: Tree;
  /** Another number: other code. */
  readonly code: number;
  readonly authors: readonly number[];
  readonly beside: Beside;
  /** Who had agreed to exactly this when it was merged. */
  readonly agreed: readonly number[];
}

/** What a commit has beside its stacks. */
export interface Beside {
  readonly allowances: readonly AllowedOnce[];
  /** Number of its lock file; `null`: there is none. */
  readonly lock: number | null;
}

/** A plan of a pull request that ended well: what people are shown. */
export interface ShownPlan {
  readonly run: number;
  readonly head: string;
  readonly digests: Reviewed["digests"];
}

export interface Pull {
  readonly number: number;
  readonly author: number;
  readonly branch: string;
  readonly base: string;
  readonly changes: Map<string, Setting>;
  /** Whether files of code are among what it changes. */
  readonly isCode: boolean;
  head: string;
  /** Who else has pushed to its branch. */
  readonly pushers: Set<number>;
  /** By who approved, the head that they saw; GitHub forgets those of older ones where it is told to. */
  readonly approvals: Map<number, string>;
  /** What it changes of what stands beside the stacks; allowances are added. */
  readonly beside: Partial<Beside>;
  readonly plans: ShownPlan[];
  /** Whether its base was changed. */
  hadOtherBase: boolean;
  merged: { readonly commit: string; readonly at: number } | null;
}

const name = "acme/backup";
const from = `repos/${name}`;
const idOf = (text: string) => sha256(text).slice(0, 40);

/** A repository on GitHub: `main`, pull requests, the plans of them; and what its API says of these. */
export class Repository {
  /** The oldest first. */
  main: readonly Commit[] = [
    {
      id: idOf("start"),
      tree: startTree,
      code: 0,
      ...{ authors: [0], agreed: [1], beside: { allowances: [], lock: 0 } },
    },
  ];
  /** Those that `main` no longer has, too. */
  readonly commits = new Map<string, Commit>(this.main.map((commit) => [commit.id, commit]));
  readonly pulls: Pull[] = [];
  readonly settings: Settings;
  #count = 0;

  constructor(settings: Settings = usualSettings) {
    this.settings = settings;
  }

  get tip(): Commit {
    const tip = this.main.at(-1);
    if (!tip) throw new Error("main is empty");
    return tip;
  }

  /** The next of everything that is counted: ids, moments. */
  next(): number {
    this.#count += 1;
    return this.#count;
  }

  open(
    author: number,
    changes: ReadonlyMap<string, Setting>,
    { isCode = false, beside = {} }: { readonly isCode?: boolean; readonly beside?: Partial<Beside> } = {},
  ): Pull {
    const number = this.next();
    const pull: Pull = {
      ...{ number, author, base: "main", isCode, beside, branch: `branch-${number}`, changes: new Map(changes) },
      ...{
        head: idOf(`head ${this.next()}`),
        pushers: new Set(),
        approvals: new Map(),
        plans: [],
        hadOtherBase: false,
        merged: null,
      },
    };
    this.pulls.push(pull);
    return pull;
  }

  push(pull: Pull, who: number, changes: ReadonlyMap<string, Setting>): void {
    for (const [stack, setting] of changes) pull.changes.set(stack, setting);
    if (who !== pull.author) pull.pushers.add(who);
    pull.head = idOf(`head ${this.next()}`);
    if (this.settings.review === "strong") pull.approvals.clear();
  }

  approve(pull: Pull, who: number): void {
    // GitHub takes none of the author's, and where it is told so, none of who pushed last
    if (who === pull.author || (this.settings.review === "strong" && pull.pushers.has(who))) return;
    pull.approvals.set(who, pull.head);
  }

  /** The gate is green for its last commit, and as many have approved as the rules of `main` ask for. */
  isMergeable = ({ plans, head, approvals }: Pull): boolean =>
    plans.some((plan) => plan.head === head) && (this.settings.review === "none" || approvals.size > 0);

  /** What `main` would be with it. */
  mergedTree = (pull: Pull): Tree => new Map([...this.tip.tree, ...pull.changes]);

  besideWith = ({ beside }: Pick<Pull, "beside">): Beside => ({
    ...{ ...this.tip.beside, ...beside },
    allowances: [...this.tip.beside.allowances, ...(beside.allowances ?? [])],
  });

  merge(pull: Pull): Commit {
    const { author, pushers, approvals, isCode } = pull;
    const commit = this.commit(this.mergedTree(pull), [author, ...pushers], {
      ...{ isCode, beside: this.besideWith(pull) },
      agreed: [...approvals].flatMap(([who, head]) => (head === pull.head ? [who] : [])),
    });
    pull.merged = { commit: commit.id, at: this.next() };
    return commit;
  }

  /** Onto `main`, by whatever way. */
  commit(
    tree: Tree,
    authors: readonly number[],
    { isCode = false, beside = this.tip.beside, agreed = [] as readonly number[] } = {},
  ): Commit {
    const number = this.next();
    const code = isCode ? number : this.tip.code;
    const commit = { id: idOf(`commit ${number}`), ...{ tree, code, authors, beside, agreed } };
    this.main = [...this.main, commit];
    this.commits.set(commit.id, commit);
    return commit;
  }

  /** `main` without its last commit, and with one that stands for it. */
  force(tree: Tree, author: number): Commit {
    if (this.main.length > 1) this.main = this.main.slice(0, -1);
    return this.commit(tree, [author]);
  }

  isAncestor = async (ancestor: string, descendant: string): Promise<boolean> => {
    const place = this.main.findIndex(({ id }) => id === descendant);
    return this.main.slice(0, place + 1).some(({ id }) => id === ancestor);
  };

  /** The newest first. */
  historyOf(commit: string): readonly string[] {
    const place = this.main.findIndex(({ id }) => id === commit);
    if (place < 0) return [commit];
    return this.main
      .slice(0, place + 1)
      .map(({ id }) => id)
      .reverse();
  }

  /** Up to a commit, those after another one that change a stack; all of them, if that one is not there. */
  changing(stack: string, commit: string, since: string | undefined): readonly Commit[] {
    const upTo = this.main.slice(0, this.main.findIndex(({ id }) => id === commit) + 1);
    const last = upTo.findIndex(({ id }) => id === since);
    return upTo.filter(
      ({ tree }, index) =>
        index > Math.max(last, 0) && tree.get(stack)?.number !== upTo[index - 1]?.tree.get(stack)?.number,
    );
  }

  readonly gh: Gh = async (args) => {
    if (args[0] === "run") {
      const plan = this.pulls.flatMap(({ plans }) => plans).find(({ run }) => run === Number(args[2]));
      if (!plan) throw new Error(`no run ${args[2]}`);
      const folder = args[args.indexOf("--dir") + 1] ?? "";
      writeFileSync(join(folder, reviewedName), reviewedFile.text({ commit: plan.head, digests: plan.digests }));
      return "";
    }
    const path = args.at(-1)?.replace(`${from}/`, "") ?? "";
    const set = answerOfSettings(this.settings, path);
    return JSON.stringify([set ?? this.#answer(path)]);
  };

  #answer(path: string): unknown {
    const [, commit] = /^commits\/(\w+)\/pulls/.exec(path) ?? [];
    if (commit) return this.pulls.filter(({ merged }) => merged?.commit === commit).map(asPull);
    const [, branch] = /^pulls\?state=all&head=acme%3A([\w-]+)/.exec(path) ?? [];
    if (branch) return this.pulls.filter((pull) => pull.branch === branch).map(asPull);
    const [, eventsOf] = /^issues\/(\d+)\/events/.exec(path) ?? [];
    if (eventsOf) return this.#pull(eventsOf).hadOtherBase ? [{ event: "base_ref_changed" }] : [];
    const [, filesOf] = /^pulls\/(\d+)\/files/.exec(path) ?? [];
    if (filesOf) {
      const pull = this.#pull(filesOf);
      const files = [...pull.changes.keys()].map((stack) => `config/${stack}.yaml`);
      return [...files, ...(pull.isCode ? ["src/main.ts"] : [])].map((filename) => ({ filename }));
    }
    const [, head] = /^actions\/workflows\/plan\.yml\/runs\?head_sha=(\w+)/.exec(path) ?? [];
    if (head) return { workflow_runs: this.pulls.flatMap((pull) => runsOf(pull, head)) };
    if (/^actions\/runs\/\d+\/artifacts/.test(path)) return { artifacts: [{ name: "reviewed", expired: false }] };
    throw new Error(`nothing is known of ${path}`);
  }

  #pull(number: string): Pull {
    const pull = this.pulls.find((one) => one.number === Number(number));
    if (!pull) throw new Error(`no pull request ${number}`);
    return pull;
  }
}

/** Of the clock that counts, the moment as GitHub writes it. */
export const momentOf = (count: number): string => new Date(Date.UTC(2026, 10, 1) + count * 60_000).toISOString();

const asPull = ({ number, merged, base, head, branch }: Pull) => ({
  number,
  merged_at: merged && momentOf(merged.at),
  merge_commit_sha: merged?.commit ?? null,
  base: { ref: base },
  head: { sha: head, ref: branch, repo: { full_name: name } },
});

const runsOf = ({ plans, branch }: Pull, sha: string) =>
  plans
    .filter(({ head }) => head === sha)
    .map(({ run }) => ({
      ...{ id: run, run_number: run, event: "pull_request", path: ".github/workflows/plan.yml@main" },
      ...{ conclusion: "success", head_branch: branch, head_repository: { full_name: name } },
    }));

export const repositoryName = from;
