import { commitId, repositoryPath } from "../delivery/github/ask.ts";
import { authorsOf } from "../delivery/github/authors-of.ts";
import { ghWith } from "../delivery/github/gh.ts";
import { repositoryAgreement } from "../delivery/github/repository-agreement.ts";
import { starters } from "../delivery/github/starters.ts";
import { isProgram, whyNobodyElse } from "../delivery/github/why-nobody-else.ts";
import { withRetries } from "../delivery/github/with-retries.ts";
import { changesOfMain } from "../delivery/repository/changes-of-main.ts";
import { concerns } from "../delivery/repository/concerns.ts";
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
}

// how far back the newest change of a stack is looked for
const mostHistory = 1000;

/**
 * Lets a job go on that retires or unlocks a stack only if somebody else than the author of the stack's newest change has
 * to agree: whoever approves the environment, or whoever asks for it. @returns the exit code
 */
export async function agreed(config: string, options: AgreedOptions, env: Environment = process.env): Promise<number> {
  const { stack, to } = options;
  const estate = mergedEstate(config, "nothing was found out");
  if (!estate) return 1;
  const scope = pipelineScopes.map((one) => one.scope).find((one) => one === options.scope);
  if (scope === undefined)
    throw new Error(`--scope: got ${JSON.stringify(options.scope)}; use a scope of the pipeline`);
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

  const history = await changesOfMain(process.cwd(), commitId(env["GITHUB_SHA"] ?? ""), mostHistory);
  const files = ["yaml", "yml"].flatMap((ending) => ownFiles(stack, estate.accounts, ending));
  // an account retires by its own file alone
  const isOwn = (changed: readonly string[]) =>
    to === "retire" && files.length > 0
      ? changed.some((file) => files.includes(file))
      : concerns({ stack, scope }, changed);
  const newest = history.find((change) => isOwn(change.files));
  const authors = newest ? [await withRetries(() => authorsOf(gh, repository, newest.commit))] : [];
  const why = newest ? whyNobodyElse(began, authors) : `got no change of ${stack} in the last ${mostHistory} commits`;
  if (why === null) {
    print(`${stack}: ${began.join(" and ")} asks to ${to} it, and ${authors[0]?.logins.join(", ")} changed it last`);
    return 0;
  }
  printError(
    `${stack}: nobody but the author of its newest change asks to ${to} it: ${why}; let somebody else run this, or have environment ${scope} ask for reviewers (docs/pipeline.md, "Somebody else than the author")`,
    ...(unread.length > 0 ? [`not looked at, which counts as not set: ${unread.join(", ")}`] : []),
  );
  return 1;
}

const ownFiles = (stack: string, accounts: readonly { readonly name: string }[], ending: string) =>
  accounts.flatMap(({ name }) => (appStackId(name) === stack ? [`config/accounts/${name}.${ending}`] : []));
