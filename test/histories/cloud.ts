import type { ObjectStore } from "../../src/delivery/handoff/object-store.ts";
import type { StackSummary } from "../../src/delivery/handoff/stack-summary.ts";
import { lostApply } from "../../src/delivery/ledger/lost-apply.ts";
import { wasRetired } from "../../src/delivery/ledger/was-retired.ts";
import { lockProblem } from "../../src/delivery/stack/lock-problem.ts";
import { sha256 } from "../../src/delivery/stack/sha256.ts";
import type { TerraformRun } from "../../src/delivery/terraform/terraform.ts";
import { pipelineScopes } from "../../src/names.ts";
import { within } from "../../src/outside/within.ts";
import { weakening } from "./allowed-once.ts";
import { lockText, type Setting, scopeOf, stackNames } from "./stacks.ts";

/** How an apply ends; what cannot be is as `well`. */
export type Ending = "well" | "refused" | "half-way" | "unsaved" | "killed" | "unanswered";

/** What a plan is to do, as its file says. */
export interface Plan {
  readonly serial: number;
  readonly from: number;
  readonly to: number;
  /** Whether it knows of what the state does not. */
  readonly takesOver: boolean;
  /** Version of the Terraform that made it. */
  readonly madeBy: string;
}

/** The bucket does not answer to one of the requests to come, whether it has done what it was asked for or not. */
interface Silence {
  left: number;
  readonly isDone: boolean;
}

/** As long as anybody waits for an answer that does not come. */
const patienceMs = 1;

interface Made {
  /** What stands in AWS. */
  there: number;
  /** What the state knows of. */
  known: number;
  serial: number;
  isLocked: boolean;
  /** Closed accounts let nobody in. */
  isClosed: boolean;
  /** Whether what stands there is what somebody did by hand. */
  isDrifted: boolean;
}

const ended = (stderr: string): TerraformRun => ({ end: stderr === "" ? 0 : 1, stdout: "", stderr });

/** AWS, its states and the bucket, as far as a deploy sees them; Terraform is what changes it. */
export class Cloud {
  readonly store: ObjectStore;
  readonly #made = new Map<string, Made>(
    stackNames.map((stack) => [
      stack,
      { there: 0, known: 0, serial: 1, isLocked: false, isClosed: false, isDrifted: false },
    ]),
  );

  /** Of the machines that plan and apply. */
  terraformVersion = "1.11.4";
  #silence: Silence | null = null;

  constructor() {
    const objects = new Map<string, Buffer>();
    this.store = {
      get: (key) => this.#answer(() => objects.get(key) ?? null),
      put: (key, body) => this.#answer(() => void objects.set(key, Buffer.from(body))),
      putNew: (key, body) =>
        this.#answer(() => {
          if (objects.has(key)) return "exists";
          objects.set(key, Buffer.from(body));
          return "kept";
        }),
      list: (prefix) => this.#answer(() => [...objects.keys()].filter((key) => key.startsWith(prefix)).sort()),
    };
  }

  /** @param isDone whether the request that gets no answer is done all the same */
  async withoutAnswerTo<T>(request: number, isDone: boolean, work: () => Promise<T>): Promise<T> {
    this.#silence = { left: request, isDone };
    try {
      return await work();
    } finally {
      this.#silence = null;
    }
  }

  async #answer<T>(does: () => T): Promise<T> {
    const silence = this.#silence;
    if (silence === null || silence.left-- !== 0) return does();
    if (silence.isDone) does();
    const noAnswer = new Promise<T>(() => undefined);
    return within(
      patienceMs,
      () => new Error("got no answer from the bucket"),
      () => noAnswer,
    );
  }

  of(stack: string): Made {
    const made = this.#made.get(stack);
    if (!made) throw new Error(`no stack ${stack}`);
    return made;
  }

  /** Somebody changes something by hand; Terraform's refresh shows it. */
  drift(stack: string, number: number): void {
    Object.assign(this.of(stack), { there: number, known: number, isDrifted: true });
  }

  /** Terraform lets go of all that it has made, which stays. */
  forget(stack: string): void {
    const made = this.of(stack);
    Object.assign(made, { known: nothingKnown, serial: made.serial + 1 });
  }

  /** What a plan would do that looks for what the state does not know. */
  changeTo(stack: string, { number }: Setting): Change {
    const { there, known } = this.of(stack);
    return { stack, from: there, to: number, takesOver: there !== known };
  }

  async plan(
    stack: string,
    setting: Setting,
    lock: number | null,
    keep: ((plan: Plan) => Promise<string>) | null,
  ): Promise<StackSummary> {
    const scope = scopeOf(stack);
    const wave = pipelineScopes.find((one) => one.scope === scope)?.wave ?? 0;
    const nothing = {
      ...{ stack, scope, wave, digest: "", shape: "", changes: [], violations: [], error: "", planFile: null },
    };
    const { there, known, serial, isClosed } = this.of(stack);
    if (isClosed) return { ...nothing, outcome: "not-ready", error: "its account lets nobody in" };

    const unlocked = keep && lockProblem({}, lockText(lock));
    if (unlocked) return { ...nothing, outcome: "failed", error: unlocked };

    const place = { stack, scope };
    const lost = await lostApply(this.store, place);
    const looks = lost !== null || (await wasRetired(this.store, place));
    const recovery = looks ? { recovery: { apply: lost?.apply ?? "", notes: [] } } : {};
    const from = looks ? there : known;
    const takesOver = looks && there !== known;
    if (from === setting.number && !takesOver) return { ...nothing, ...recovery, outcome: "unchanged" };

    const madeBy = this.terraformVersion;
    const plan: Plan = { serial, from, to: setting.number, takesOver, madeBy };
    const key = keep && (await keep(plan));
    const tools = { terraformVersion: madeBy, lockHash: sha256(lockText(lock) ?? ""), providers: {} };
    const file = key === null ? null : { key, sha256: sha256(JSON.stringify(plan)), ...tools };
    const actions = setting.loses && from !== setting.number ? (["delete"] as const) : (["update"] as const);
    const change = { address: "aws_backup_vault.one", type: "aws_backup_vault", actions, attributes: [] };
    return {
      ...{ ...nothing, ...recovery, outcome: "changed", changes: [change], planFile: file },
      digest: digestOf({ stack, from, to: setting.number, takesOver }),
      shape: sha256(scope),
      violations: setting.weakens && from !== setting.number ? [weakeningOf(stack)] : [],
    };
  }

  /**
   * Does as Terraform does with a plan that was saved.
   *
   * @param onDone is told what was changed, though the apply may end badly after it
   * @returns `killed`: its process was ended, and nothing after it ran
   */
  apply(stack: string, file: Buffer, ending: Ending, onDone: (plan: Plan) => void): TerraformRun | "killed" {
    const plan = JSON.parse(file.toString("utf8")) as Plan;
    const made = this.of(stack);
    if (plan.madeBy !== this.terraformVersion)
      return ended(
        `Error: Failed to read plan from plan file\n\nplan file was created by Terraform ${plan.madeBy}, but this is ${this.terraformVersion}; plan files cannot be transferred between different Terraform versions`,
      );
    if (made.isLocked)
      return ended("Error: Error acquiring the state lock\n\nLock Info:\n  ID:        1\n  Who:       runner\n");
    if (made.serial !== plan.serial) return ended("Error: Saved plan is stale");
    if (made.isClosed)
      return ended(
        'Error: Cannot assume IAM Role\n\n  with provider["registry.terraform.io/hashicorp/aws"],\n  on cdk.tf.json line 1:\n\nAccessDenied: the account is closed\n',
      );
    if (ending === "refused") return ended("Error: creating something: AccessDenied");

    onDone(plan);
    Object.assign(made, { there: plan.to, isDrifted: false });
    if (ending === "killed") {
      made.isLocked = true;
      return "killed";
    }
    if (ending === "unsaved") return ended("Error: Failed to persist state to backend");
    made.known = plan.to;
    made.serial += 1;
    return ended(ending === "half-way" ? "Error: updating something else: ThrottlingException" : "");
  }
}

const weakeningOf = (stack: string) => ({
  ...{ rule: weakening.rule, severity: "error" as const, got: "lowers a retention", why: "", use: "" },
  place: { stack, address: weakening.address, path: [] },
});

/** Of a state that is empty. */
const nothingKnown = -1;

/** What a plan would do to a stack. */
export type Change = Omit<Plan, "serial" | "madeBy"> & { readonly stack: string };

export const digestOf = ({ stack, from, to, takesOver }: Change): string =>
  sha256(`${stack}: ${from} to ${to}${takesOver ? ", with what is there" : ""}`);
