import { namesIn } from "./policy-text.ts";
import { broken, type Violation, when } from "./violation.ts";

type Json = Readonly<Record<string, unknown>>;
type Shape = "text" | "texts" | { readonly [key: string]: Shape };

const lifecycle = {
  move_to_cold_storage_after_days: "text",
  delete_after_days: "text",
  opt_in_to_archive_for_supported_resources: "text",
} as const;
const condition = { "*": { condition_key: "text", condition_value: "text" } } as const;

/** What Lockstep uses of the syntax in orgs_manage_policies_backup_syntax.html; `*` stands for any name. */
const shape = {
  plans: {
    "*": {
      regions: "texts",
      rules: {
        "*": {
          schedule_expression: "text",
          target_backup_vault_name: "text",
          start_backup_window_minutes: "text",
          complete_backup_window_minutes: "text",
          enable_continuous_backup: "text",
          lifecycle,
          copy_actions: { "*": { target_backup_vault_arn: "text", lifecycle } },
        },
      },
      selections: {
        tags: { "*": { iam_role_arn: "text", tag_key: "text", tag_value: "texts" } },
        resources: {
          "*": {
            iam_role_arn: "text",
            resource_types: "texts",
            conditions: {
              string_equals: condition,
              string_not_equals: condition,
              string_like: condition,
              string_not_like: condition,
            },
          },
        },
      },
    },
  },
} as const;

/** Keys that AWS does not know, values that are no text, and nodes that a child policy could change. */
export function grammarViolations(name: string, text: string): readonly Violation[] {
  return nodeViolations(name, shape, JSON.parse(text) as Json, true);
}

function nodeViolations(at: string, expected: Shape, node: unknown, isTop = false): readonly Violation[] {
  if (typeof node !== "object" || node === null || Array.isArray(node)) {
    return [broken("document-grammar", `${at} is no object`)];
  }
  const operators = node as Json;
  const children = operators["@@operators_allowed_for_child_policies"];
  const value = operators["@@assign"];
  const others = Object.keys(node).filter(
    (key) => key.startsWith("@@") && !["@@operators_allowed_for_child_policies", "@@assign"].includes(key),
  );
  // AWS does not pass the child control operator down: it has to stand at every node; above the plans a child policy may
  // be let add plans of its own (examples 3 and 4 of the syntax)
  const allowed = expected === shape.plans ? ["@@none", "@@append"] : ["@@none"];
  const isLocked = Array.isArray(children) && children.length === 1 && allowed.includes(children[0]);
  const locked = when(!isTop && !isLocked, "children-locked-out", at);
  const unknown = others.flatMap((key) => [broken("document-grammar", `${at} has ${key}`)]);

  if (expected === "text" || expected === "texts") {
    const isRight =
      expected === "text"
        ? typeof value === "string" && value !== ""
        : Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === "string");
    const deeper = namesIn(operators);
    return [
      ...locked,
      ...unknown,
      ...when(!isRight || deeper.length > 0, "document-grammar", `${at} is no ${expected}`),
    ];
  }
  return [
    ...locked,
    ...unknown,
    ...when(value !== undefined, "document-grammar", `${at} is assigned a value`),
    ...namesIn(operators).flatMap((key) => {
      const child = expected[key] ?? expected["*"];
      return child
        ? nodeViolations(`${at}/${key}`, child, operators[key])
        : [broken("document-grammar", `${at}/${key}`)];
    }),
  ];
}
