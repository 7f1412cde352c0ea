import { keptForEver, type Lifecycle, lifecycleFault } from "./lifecycle.ts";
import type { Plan, Rule } from "./plan.ts";
import { Schedule } from "./schedule.ts";
import type { Operator, Selection, SelectionCondition } from "./selection.ts";

/** One that AWS can run as a whole, or what is wrong with it. */
export interface EffectivePlans {
  readonly plans: readonly Plan[];
  readonly faults: readonly string[];
}

interface Node {
  readonly [key: string]: Node | string | readonly string[];
}

// docs.aws.amazon.com/aws-backup/latest/devguide/API_BackupRuleInput.html
const usualStartWindowMinutes = 480;
const usualCompletionWindowMinutes = 10_080;
const leastStartWindowMinutes = 60;
// docs.aws.amazon.com/aws-backup/latest/devguide/aws-backup-limits.html
const mostRules = 10;
const mostCopies = 5;
const mostConditions = 30;

/**
 * Reads an effective policy. An incomplete or impossible plan makes AWS run nothing at all in the account, without an
 * error when the policy is attached.
 * Source: docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_backup_syntax.html, and
 * orgs_manage_policies_effective-invalid.html
 */
export function effectivePlans(policy: object, accountId: string): EffectivePlans {
  const reader = new Reader(accountId);
  const plans = entries((policy as Node)["plans"]).map(([name, plan]) => reader.plan(name, plan));
  return { plans: reader.faults.length === 0 ? plans : [], faults: reader.faults };
}

class Reader {
  readonly faults: string[] = [];
  readonly #accountId: string;

  constructor(accountId: string) {
    this.#accountId = accountId;
  }

  plan(name: string, node: Node): Plan {
    const rules = entries(node["rules"]).map(([rule, one]) => this.#rule(`${name}.${rule}`, rule, one));
    const selections = this.#selections(name, nodeOf(node["selections"]));
    const regions = list(node["regions"]);
    if (rules.length === 0) this.#fault(name, "has no rules");
    if (rules.length > mostRules) this.#fault(name, `has ${rules.length} rules; AWS takes ${mostRules}`);
    if (selections.length === 0) this.#fault(name, "has no selections");
    if (regions.length === 0) this.#fault(name, "has no regions");
    return { name, rules, selections, regions };
  }

  #rule(where: string, name: string, node: Node): Rule {
    const expression = text(node["schedule_expression"]);
    const schedule = Schedule.of(expression ?? "");
    if (schedule === null) this.#fault(where, `has the schedule ${expression ?? "missing"}`);
    const vaultName = text(node["target_backup_vault_name"]);
    if (vaultName === null) this.#fault(where, "has no vault");
    const startWindowMinutes = number(node["start_backup_window_minutes"]) ?? usualStartWindowMinutes;
    if (!(startWindowMinutes >= leastStartWindowMinutes)) {
      this.#fault(where, `has a start window of ${startWindowMinutes}; AWS takes ${leastStartWindowMinutes} and more`);
    }
    const isContinuous = text(node["enable_continuous_backup"]) === "true";
    const lifecycle = this.#lifecycle(where, node["lifecycle"], isContinuous) ?? keptForEver;
    const copies = entries(node["copy_actions"]).map(([key, copy]) => {
      const vaultArn = text(copy["target_backup_vault_arn"]);
      if (vaultArn !== key) this.#fault(where, `has a copy action ${key} whose target is ${vaultArn ?? "missing"}`);
      return {
        vaultArn: this.#inAccount(key),
        lifecycle: this.#lifecycle(`${where} to ${key}`, copy["lifecycle"], false),
      };
    });
    if (copies.length > mostCopies) this.#fault(where, `has ${copies.length} copy actions; AWS takes ${mostCopies}`);
    return {
      name,
      expression: expression ?? "",
      // a plan with a fault is never run
      schedule: schedule as Schedule,
      vaultName: vaultName ?? "",
      startWindowMinutes,
      completionWindowMinutes: number(node["complete_backup_window_minutes"]) ?? usualCompletionWindowMinutes,
      isContinuous,
      lifecycle,
      copies,
    };
  }

  #lifecycle(where: string, node: Node[string] | undefined, isContinuous: boolean): Lifecycle | null {
    const of = node === undefined ? null : nodeOf(node);
    const lifecycle: Lifecycle = {
      deleteAfterDays: number(of?.["delete_after_days"]),
      coldAfterDays: number(of?.["move_to_cold_storage_after_days"]),
      archives: text(of?.["opt_in_to_archive_for_supported_resources"]) === "true",
    };
    const fault = lifecycleFault(lifecycle, isContinuous);
    if (fault !== null) this.#fault(where, fault);
    return of === null ? null : lifecycle;
  }

  #selections(plan: string, node: Node): readonly Selection[] {
    const both = (["tags", "resources"] as const).flatMap((kind) =>
      entries(node[kind]).map(([name, one]) => this.#selection(`${plan}.${name}`, name, one, kind)),
    );
    return both;
  }

  #selection(where: string, name: string, node: Node, kind: "tags" | "resources"): Selection {
    const roleArn = text(node["iam_role_arn"]);
    if (roleArn === null) this.#fault(where, "has no role");
    const key = text(node["tag_key"]);
    const values = list(node["tag_value"]);
    const resourceTypes = list(node["resource_types"]);
    const notResourceTypes = list(node["not_resource_types"]);
    if (kind === "tags" && (key === null || values.length === 0)) this.#fault(where, "has no tag");
    if (kind === "resources" && resourceTypes.length + notResourceTypes.length === 0) {
      this.#fault(where, "has no resource types");
    }
    const conditions = entries(node["conditions"]).flatMap(([operator, ones]) =>
      entries(ones).map(
        ([, one]): SelectionCondition => ({
          operator: operator as Operator,
          key: text(one["condition_key"]) ?? "",
          value: text(one["condition_value"]) ?? "",
        }),
      ),
    );
    if (conditions.length > mostConditions) {
      this.#fault(where, `has ${conditions.length} conditions; AWS takes ${mostConditions}`);
    }
    return {
      name,
      roleArn: this.#inAccount(roleArn ?? ""),
      tag: kind === "tags" ? { key: key ?? "", values } : null,
      resourceTypes: resourceTypes.length === 0 ? ["*"] : resourceTypes,
      notResourceTypes,
      conditions,
    };
  }

  /** AWS replaces `$account`; `$region` in the ARNs of logically air-gapped vaults alone, which are none of these. */
  #inAccount(arn: string): string {
    return arn.replaceAll("$account", this.#accountId);
  }

  #fault(where: string, what: string): void {
    this.faults.push(`${where} ${what}`);
  }
}

const nodeOf = (value: Node[string] | undefined): Node =>
  typeof value === "object" && !Array.isArray(value) ? (value as Node) : {};
const entries = (value: Node[string] | undefined): readonly (readonly [string, Node])[] =>
  Object.entries(nodeOf(value)).map(([key, one]) => [key, nodeOf(one)]);
const text = (value: Node[string] | undefined): string | null => (typeof value === "string" ? value : null);
const number = (value: Node[string] | undefined): number | null => (typeof value === "string" ? Number(value) : null);
const list = (value: Node[string] | undefined): readonly string[] =>
  typeof value === "string" ? [value] : Array.isArray(value) ? (value as readonly string[]) : [];
