import type { Document, Statement } from "../policy-document.ts";
import { invalid } from "./gate.ts";

const copyIn = "backup:CopyIntoBackupVault";

/**
 * Vault policies take no wildcards in actions, and give other accounts nothing but to copy in.
 * Source: docs.aws.amazon.com/aws-backup/latest/devguide/create-a-vault-access-policy.html. Whom a `*` with conditions
 * names is not looked into here, though AWS may.
 *
 * @throws AwsError
 */
export function vaultPolicyFrom(text: string, accountId: string): Document {
  const document = parse(text);
  for (const statement of document.Statement) {
    const actions = listOf(statement.Action ?? []);
    const wildcard = actions.find((action) => action.includes("*"));
    if (wildcard !== undefined) throw invalid(`Vault access policies take no wildcard in an action: ${wildcard}`);
    if (statement.Effect !== "Allow" || !namesOthers(statement, accountId)) continue;
    const other = actions.find((action) => action !== copyIn);
    if (other !== undefined) throw invalid(`Other accounts can only be given ${copyIn}: ${other}`);
  }
  return document;
}

function parse(text: string): Document {
  let document: Partial<Document>;
  try {
    document = JSON.parse(text) as Partial<Document>;
  } catch {
    throw invalid("The policy is not valid JSON");
  }
  const statements = document.Statement;
  if (typeof document.Version !== "string" || !Array.isArray(statements)) {
    throw invalid("The policy lacks a version or statements");
  }
  const broken = statements.find(
    ({ Effect, Action, Principal }: Partial<Statement>) =>
      (Effect !== "Allow" && Effect !== "Deny") || Action === undefined || Principal === undefined,
  );
  if (broken !== undefined) throw invalid("A statement of the policy lacks its effect, actions or principal");
  return document as Document;
}

function namesOthers({ Principal }: Statement, accountId: string): boolean {
  if (Principal === undefined || Principal === "*") return false;
  return listOf(Principal["AWS"] ?? []).some((one) => one !== "*" && !one.includes(accountId));
}

const listOf = (value: string | readonly string[]): readonly string[] => (typeof value === "string" ? [value] : value);
