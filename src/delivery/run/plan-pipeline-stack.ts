import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { planFileKey } from "../../names.ts";
import { guardPlan } from "../guard/guard-plan.ts";
import type { GithubRun } from "../handoff/github-run.ts";
import type { ObjectStore } from "../handoff/object-store.ts";
import type { PlanFile, Recovery, StackSummary } from "../handoff/stack-summary.ts";
import { stateBucketOf } from "../handoff/state-bucket.ts";
import { leftByAnotherConfig } from "../ledger/left-by-another-config.ts";
import { type LostApply, lostApply } from "../ledger/lost-apply.ts";
import { wasRetired } from "../ledger/was-retired.ts";
import { configHash } from "../stack/config-hash.ts";
import { lockProblem } from "../stack/lock-problem.ts";
import { lockedProviders } from "../stack/locked-providers.ts";
import { type PipelineStack, workingCopy } from "../stack/pipeline-stack.ts";
import { readLock } from "../stack/read-lock.ts";
import { sha256 } from "../stack/sha256.ts";
import { type AccountReader, accountReader } from "../takeover/account-reader.ts";
import { finder } from "../takeover/find-lost.ts";
import { stackAccess } from "../takeover/stack-access.ts";
import { type Planned, takeOver } from "../takeover/take-over.ts";
import { explainLock } from "../terraform/explain-failure.ts";
import { maskSecrets } from "../terraform/mask-secrets.ts";
import type { Environment } from "../terraform/offline-environment.ts";
import { pipelineEnvironment } from "../terraform/pipeline-environment.ts";
import type { PlanJson } from "../terraform/plan-json.ts";
import { readPlan } from "../terraform/read-plan.ts";
import { runTerraform, saidBy, type TerraformRun } from "../terraform/terraform.ts";
import { type RetryOptions, withRetries } from "../terraform/with-retries.ts";
import { isStateLost } from "./is-state-lost.ts";
import { isNotReady, notReadyText } from "./not-ready.ts";
import { type AskAccount, organizationAccounts } from "./organization-accounts.ts";
import { summarizePlan } from "./summarize-plan.ts";
import { withPlans } from "./with-plans.ts";
import { withoutStrangeKeys } from "./without-strange-keys.ts";

export interface PlanStackOptions {
  /** Folder with `head/` and, when the repository has one, the lock file. */
  readonly synth: string;
  /** Folder for the copy to work in; it is gone afterwards. */
  readonly scratch: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Where plans that change something are kept for their apply; `null`: they are not. */
  readonly keep: { readonly store: ObjectStore; readonly run: Pick<GithubRun, "runId" | "attempt"> } | null;
  /** Where applies are noted. */
  readonly ledger: Pick<ObjectStore, "get">;
  /**
   * Looks in the stack's account for what has no name, by the role that it is given.
   *
   * @default AWS is asked
   */
  readonly reader?: (roleArn: string | null) => AccountReader;
  /**
   * Says why an account lets nobody in.
   *
   * @default AWS Organizations is asked, once for this stack
   */
  readonly askAccount?: AskAccount;
  readonly waitMs?: RetryOptions["waitMs"];
}

/**
 * Plans one stack against its state and its account, with what exists already and the state does not know.
 * A stack that fails is a result; state is not locked, because a plan writes none. What could be secret stays within: the plan file goes to the store and nowhere else.
 */
export async function planPipelineStack(stack: PipelineStack, options: PlanStackOptions): Promise<StackSummary> {
  const folder = join(options.scratch, stack.stack);
  const { scope, wave } = stack.place;
  const base: StackSummary = {
    stack: stack.stack,
    scope,
    wave: wave ?? 0,
    outcome: "failed",
    digest: "",
    shape: "",
    changes: [],
    violations: [],
    error: "",
    planFile: null,
  };
  try {
    return await plan(stack, base, folder, options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    return { ...base, error: maskSecrets(error instanceof Error ? error.message : String(error), options.env) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function plan(
  stack: PipelineStack,
  base: StackSummary,
  folder: string,
  options: PlanStackOptions,
): Promise<StackSummary> {
  const { synth, env, signal, keep, ledger, reader = accountReader, waitMs } = options;
  const { askAccount = organizationAccounts(join(synth, "head")) } = options;
  const { scope, accountId } = stack.place;
  const terraform = (args: readonly string[]) => runTerraform(args, { folder, env: pipelineEnvironment(env), signal });
  const failed = async (run: TerraformRun): Promise<StackSummary> => {
    const said = saidBy({ ...run, stdout: "" });
    if (isNotReady(said, accountId)) {
      const { region } = stateBucketOf(stack.stack, stack.json);
      const error = notReadyText({ accountId, region, ...(await askAccount(accountId)) });
      return { ...base, outcome: "not-ready", error: maskSecrets(error, env) };
    }
    const masked = maskSecrets(said, env);
    return { ...base, error: explainLock(masked) ?? masked };
  };

  const lock = await readLock(synth);
  // what a deploy plans is applied as it is
  const unlocked = keep && lockProblem(stack.json, lock);
  if (unlocked) return { ...base, error: unlocked };

  const initArgs = await workingCopy(synth, stack, folder);
  const init = await withRetries(() => terraform(initArgs), { good: [0], signal, waitMs });
  if (init.end !== 0) return failed(init);

  let strangeKeys: StackSummary["strangeKeys"] = [];
  const planAgain = async (): Promise<Planned> => {
    const planned = await withRetries(
      () => terraform(["plan", "-input=false", "-no-color", "-lock=false", "-detailed-exitcode", "-out=plan.tfplan"]),
      { good: [0, 2], signal, waitMs },
    );
    if (planned.end !== 0 && planned.end !== 2) return { failed: planned };
    const shown = await terraform(["show", "-json", "-no-color", "plan.tfplan"]);
    if (shown.end !== 0) return { failed: shown };
    const { plan, keys } = withoutStrangeKeys(readPlan(shown.stdout, stack.stack));
    strangeKeys = keys;
    return { plan };
  };
  const own = { stack: stack.stack, accountId };
  const first = await planAgain();
  if ("failed" in first) return failed(first.failed);
  const { planned, recovery } = await withTakeOver(first.plan);
  if ("failed" in planned) return failed(planned.failed);
  const summary: StackSummary = {
    ...base,
    ...withPlans(stack.json, planned.plan, summarizePlan(planned.plan, own)),
    violations: guardPlan(planned.plan, stack.stack),
    ...(recovery && { recovery }),
    ...(strangeKeys.length > 0 && { strangeKeys }),
  };
  if (!keep || summary.outcome === "unchanged") return summary;

  const { runId, attempt } = keep.run;
  const key = planFileKey(scope, runId, attempt, stack.stack);
  const file = await readFile(join(folder, "plan.tfplan"));
  if ((await keep.store.putNew(key, file)) === "exists") {
    throw new Error(`got a plan of this run already (${key}), which is never overwritten; start the whole run again`);
  }
  const planFile: PlanFile = {
    ...{ key, sha256: sha256(file), terraformVersion: planned.plan.terraform_version },
    ...{ lockHash: sha256(lock ?? ""), providers: versionsIn(lock ?? "") },
  };
  return { ...summary, planFile };

  async function withTakeOver(plan: PlanJson): Promise<{ readonly planned: Planned; readonly recovery?: Recovery }> {
    const place = { stack: stack.stack, scope };
    const unseen = async (lost: LostApply) => {
      const left = await leftByAnotherConfig(ledger, place, lost, configHash(stack.json));
      return left === null ? [] : [left];
    };
    if (summarizePlan(plan, own).outcome === "unchanged") {
      // nothing is missing in the state, which the apply job writes down
      const ended = keep && (await lostApply(ledger, place));
      return { planned: { plan }, ...(ended && { recovery: { apply: ended.apply, notes: await unseen(ended) } }) };
    }
    const lost = await lostApply(ledger, place);
    const isForgotten = async () => (await wasRetired(ledger, place)) || (await isStateLost(plan, ledger, place));
    if (lost === null && !(await isForgotten())) return { planned: { plan } };
    const access = stackAccess(stack.json);
    const { planned, notes } = await takeOver(plan, {
      stack: stack.stack,
      folder,
      finder: finder(stack, access, reader(access.roleArn)),
      planAgain,
    });
    return { planned, recovery: { apply: lost?.apply ?? "", notes: [...notes, ...(lost ? await unseen(lost) : [])] } };
  }
}

const versionsIn = (lock: string): PlanFile["providers"] =>
  Object.fromEntries([...lockedProviders(lock)].map(([source, { version }]) => [source, version]));
