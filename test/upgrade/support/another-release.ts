import type { Document, Statement } from "../../emulator/model/policy-document.ts";
import type { Release } from "../release.ts";

/** What becomes of the next release, so that something of it is wrong. */
export interface Slip {
  /** Whether roles can have the former boundary still. @default true */
  readonly keepsFormer?: boolean;
  /** Whether the pipeline may put boundaries on roles. @default true */
  readonly putsBoundaries?: boolean;
  /** What the pipeline's role is denied besides. @default nothing */
  readonly denies?: readonly string[];
  /** Statements of the new boundary. @default everything */
  readonly boundary?: readonly Statement[];
  /** Of a stack's JSON, whatever else. */
  readonly edit?: (text: string, stack: string) => string;
}

const [former, next] = ["lockstep-boundary", "lockstep-limits"];
const everything: Statement = { Sid: "Everything", Effect: "Allow", Action: "*", Resource: "*" };

/** In every policy of a role, vault or key: it decides nothing. */
const noted: Statement = {
  Sid: "Noted",
  Effect: "Deny",
  Action: "backup:CreateLegalHold",
  Resource: "*",
};

/**
 * A release after another one, made of its text: each role has another boundary, and every policy one statement more. It
 * stands for those that are yet to come, and each can have a slip.
 */
export function releaseAfter({ estate, stacks, managementRoles }: Release, slip: Slip = {}): Release {
  return {
    estate,
    stacks: new Map([...stacks].map(([id, text]) => [id, changedStack(id, text, slip)])),
    // the pipeline makes no role there
    managementRoles: managementRoles && changedTemplate(managementRoles, { ...slip, keepsFormer: false }),
  };
}

type Block = Record<string, unknown>;

function changedStack(id: string, text: string, slip: Slip): string {
  const { edit = (one: string) => one } = slip;
  const stack = JSON.parse(edit(text, id)) as {
    readonly resource?: Readonly<Record<string, Readonly<Record<string, Block>>>>;
  };
  for (const [type, resources] of Object.entries(stack.resource ?? {})) {
    for (const block of Object.values(resources)) {
      if (type === "aws_cloudformation_stack_set") {
        block["template_body"] = changedTemplate(String(block["template_body"]), slip);
      }
      if (id === "bootstrap") continue;
      if (type === "aws_iam_role") {
        const boundary = String(block["permissions_boundary"] ?? "");
        block["permissions_boundary"] = boundary.replace(`policy/${former}`, `policy/${next}`);
      }
      if (["aws_iam_role_policy", "aws_backup_vault_policy", "aws_kms_key"].includes(type)) {
        const principal = type === "aws_iam_role_policy" ? {} : { Principal: "*" };
        block["policy"] = withStatements(String(block["policy"]), { ...noted, ...principal } as Statement);
      }
    }
  }
  return JSON.stringify(stack);
}

interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties: Block }>>;
}

function changedTemplate(text: string, slip: Slip): string {
  const { keepsFormer = true, putsBoundaries = true, denies = [], boundary = [everything] } = slip;
  const template = JSON.parse(text) as Template;
  const { Boundary, Apply, ...others } = template.Resources;
  if (!Boundary || !Apply)
    throw new Error("got a template without the former boundary, or without the role that applies");
  const [policy] = Apply.Properties["Policies"] as readonly [{ readonly PolicyDocument: Document }];
  const either = [`arn:*:iam::*:policy/${former}`, `arn:*:iam::*:policy/${next}`];
  const statements = policy.PolicyDocument.Statement.map((statement) => ({
    ...statement,
    ...(statement.Condition && {
      Condition: JSON.parse(JSON.stringify(statement.Condition).replace(`"${either[0]}"`, JSON.stringify(either))),
    }),
  }));
  const put: Statement = {
    Sid: "Boundaries",
    Effect: "Allow",
    Action: "iam:PutRolePermissionsBoundary",
    Resource: "arn:*:iam::*:role/lockstep-*",
    Condition: { ArnLike: { "iam:PermissionsBoundary": either[1] ?? "" } },
  };
  const denied: Statement = { Sid: "Slip", Effect: "Deny", Action: denies, Resource: "*" };
  const Statement = [...statements, ...(putsBoundaries ? [put] : []), ...(denies.length > 0 ? [denied] : [])];
  return JSON.stringify({
    ...template,
    Resources: {
      ...(keepsFormer ? { Boundary } : {}),
      Limits: {
        Type: "AWS::IAM::ManagedPolicy",
        Properties: {
          ManagedPolicyName: next,
          PolicyDocument: { Version: "2012-10-17", Statement: boundary },
        },
      },
      ...others,
      Apply: {
        ...Apply,
        Properties: {
          ...Apply.Properties,
          Policies: [{ PolicyName: "permissions", PolicyDocument: { ...policy.PolicyDocument, Statement } }],
        },
      },
    },
  });
}

function withStatements(text: string, ...more: readonly Statement[]): string {
  const document = JSON.parse(text) as Document;
  return JSON.stringify({ ...document, Statement: [...document.Statement, ...more] });
}
