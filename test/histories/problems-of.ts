import { policiesFor, scopesBefore } from "../../src/delivery/stack/pipeline-scope.ts";
import type { History } from "./history.ts";
import { isAllowed, isAsked } from "./oracle.ts";
import type { Settings } from "./settings.ts";
import { scopeOf } from "./stacks.ts";

/** What is wrong with a history that has settled. */
export async function problemsOf(history: History): Promise<readonly string[]> {
  const { oracle, repository, cloud, deploys, calendar } = history;
  const left = await history.left();
  const problems = [...oracle.faults];
  for (const [stack, setting] of repository.tip.tree) {
    const { number, retired } = setting;
    const { there, isClosed, isDrifted } = cloud.of(stack);
    const reason = left.get(stack);
    if (reason === undefined) {
      if (there !== number && !isDrifted && !retired)
        problems.push(`${stack}: the ledger has it as applied, and AWS has ${there} where main has ${number}`);
      continue;
    }
    if (!deploys.issue.includes(`\`${stack}\``)) problems.push(`${stack}: ${reason}, and the issue does not say so`);
    // nothing can be applied there: it leaves all the same, once no policy is left to reach it
    if (isClosed && retired && !left.has(policiesFor(scopeOf(stack))))
      problems.push(`${stack}: its account is closed and leaves, and it is pending still`);
    if (isClosed || waits(stack, history, left)) continue;
    if (repository.tip.beside.lock === null) continue;
    if (setting.weakens && !isAllowed(stack, repository.tip, calendar.today)) continue;
    if (!hasAgreed(stack, repository.settings)) continue;
    const change = cloud.changeTo(stack, setting);
    // what exists and the state does not know is compared by a person first
    if (change.takesOver) continue;
    const [shown] = oracle.shownBy(change, "last");
    if (shown) problems.push(`${stack}: pull request ${shown.number} has shown it, and it is not applied`);
    if (change.from === number) problems.push(`${stack}: it is as it should be, and the ledger does not know`);
  }
  if ((calendar.silentHours >= 6 || !calendar.isScheduleOn) && !deploys.issue.includes("drift.yml"))
    problems.push("nobody looks for drift, and the issue does not say so");
  return problems;
}

/** Whether GitHub itself lets somebody else than its author agree before anything is applied. */
const hasAgreed = (stack: string, { review, approval }: Settings) =>
  !isAsked(stack) || review === "strong" || approval === "another";

/** Policies do not begin where what they stand on is not there. */
function waits(stack: string, { repository }: History, left: ReadonlyMap<string, string>): boolean {
  if (!stack.startsWith("policies-")) return false;
  const needed = scopesBefore(scopeOf(stack));
  return [...left.keys()].some(
    (other) => needed.includes(scopeOf(other)) && repository.tip.tree.get(other)?.retired === false,
  );
}
