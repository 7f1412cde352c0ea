import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { type HistoryLook, historyLook, mostHistory } from "../delivery/github/history-look.ts";
import { repositoryAgreement } from "../delivery/github/repository-agreement.ts";
import { starters } from "../delivery/github/starters.ts";
import { isProgram } from "../delivery/github/why-nobody-else.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { type LedgerPlace, readLedgerEntry } from "../delivery/handoff/ledger-entry.ts";
import type { ObjectStore } from "../delivery/handoff/object-store.ts";
import { s3Store } from "../delivery/handoff/s3-store.ts";
import { stateBucketOf } from "../delivery/handoff/state-bucket.ts";
import type { MainChange } from "../delivery/repository/changes-of-main.ts";
import { concerns } from "../delivery/repository/concerns.ts";
import { retiringChanges } from "../delivery/repository/retiring-changes.ts";
import { stackOfHead } from "../delivery/stack/stack-of-head.ts";
import type { Environment } from "../delivery/terraform/offline-environment.ts";
import { appStackId, pipelineScopes } from "../names.ts";
import { mergedEstate } from "./merged-estate.ts";
import { print, printError } from "./print.ts";

export interface AgreedOptions {
  readonly stack: string;
  /** Scope that the stack is said to be of: in its environment the job runs that does it. */
  readonly scope: string;
  /** `retire` or `unlock`. */
  readonly to: string;
  /** Of `unlock`: empty where the lock is only shown. */
  readonly lockId?: string;
  /** Synthesized folder of what is merged, which says where the ledger is. */
  readonly head: string;
}

/** Where the ledger of a stack is. */
export type LedgerOf = (options: AgreedOptions, env: Environment) => Promise<Pick<ObjectStore, "get">>;

/**
 * Lets a job go on that retires or unlocks a stack only if somebody else than the authors of its newest changes has to
 * agree: whoever approves the environment, or whoever asks for it. Newest is all that was merged since its last apply, and
 * to retire it, all since its file says so: a harmless change after it makes nobody else of who wrote that.
 *
 * @returns the exit code
 */
export async function agreed(
  config: string,
  options: AgreedOptions,
  env: Environment = process.env,
  ledgerOf: LedgerOf = inBucket,
): Promise<number> {
  const { stack, to } = options;
  const estate = mergedEstate(config, "nothing was found out");
  if (!estate) return 1;
  const scope = pipelineScopes.map((one) => one.scope).find((one) => one === options.scope);
  if (scope === undefined)
    throw new Error(`--scope: got ${JSON.stringify(options.scope)}; use a scope of the pipeline`);
  const place = { stack, scope };
  if (to === "unlock" && options.lockId === "") {
    print(`${stack}: its lock is only shown, which nobody has to agree to`);
    return 0;
  }
  const { branch, alone } = estate.pipeline;
  if (alone !== null) {
    print(`${stack}: pipeline.alone does without somebody else: ${alone}`);
    return 0;
  }
  const repository = repositoryPath(env["GITHUB_REPOSITORY"]);
  const gh = ghWith(env);
  const began = starters(env);
  const { environments, unread } = await withRetries(() => repositoryAgreement(gh, repository, branch));
  if (environments.includes(scope) && !began.some(isProgram)) {
    print(`${stack}: somebody else approves environment ${scope}`);
    return 0;
  }

  const look = await historyLook(process.cwd(), commitId(env["GITHUB_SHA"] ?? ""), { gh, repository, began });
  const changes = await newestChanges(look, await ledgerOf(options, env));
  const why =
    changes.length > 0
      ? await look.whyNobodyElse(changes)
      : `got no change of ${stack} in the last ${mostHistory} commits`;
  if (why === null) {
    const which = changes.length === 1 ? "newest change" : `${changes.length} newest changes`;
    print(`${stack}: ${began.join(" and ")} asks to ${to} it, and has no part in its ${which}`);
    return 0;
  }
  printError(
    `${stack}: nobody but an author of its newest changes asks to ${to} it: ${why}; let somebody else run this, or have environment ${scope} ask for reviewers (docs/pipeline.md, "Somebody else than the author")`,
    ...(unread.length > 0 ? [`not looked at, which counts as not set: ${unread.join(", ")}`] : []),
  );
  return 1;

  async function newestChanges(look: HistoryLook, ledger: Pick<ObjectStore, "get">): Promise<readonly MainChange[]> {
    const files = ["yaml", "yml"].flatMap((ending) => ownFiles(stack, estate?.accounts ?? [], ending));
    // an account retires by its own file alone
    const byFile = to === "retire" && files.length > 0;
    const isOwn = (changed: readonly string[]) =>
      byFile ? changed.some((file) => files.includes(file)) : concerns(place, changed);
    const own = look.history.filter((change) => isOwn(change.files));
    const unapplied = look.since(await lastApply(ledger, place)).filter((change) => isOwn(change.files));
    // one at least: what is applied is still somebody's
    const decisive = byFile ? await retiringChanges(process.cwd(), own, files) : own.slice(0, 1);
    return decisive.length > unapplied.length ? decisive : unapplied;
  }
}

const inBucket: LedgerOf = async ({ head, stack }, env) => {
  const { json } = await stackOfHead(head, stack);
  return s3Store(stateBucketOf(stack, json), env);
};

/** @returns `null`: it never was, or nobody knows from what */
async function lastApply(ledger: Pick<ObjectStore, "get">, place: LedgerPlace) {
  const entry = await readLedgerEntry(ledger, place);
  return entry === null || "broken" in entry ? null : { commit: entry.commit };
}

const ownFiles = (stack: string, accounts: readonly { readonly name: string }[], ending: string) =>
  accounts.flatMap(({ name }) => (appStackId(name) === stack ? [`config/accounts/${name}.${ending}`] : []));
