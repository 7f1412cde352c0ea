import { copyObstacle } from "../../aws/copy-limits.ts";
import { quote } from "../../aws/cron-field.ts";
import { keysOf, pointerTo } from "../../aws/policy/json-pointer.ts";
import type { PolicyFinding } from "../../aws/policy/policy-finding.ts";
import type { CopyView, PlanView, RuleView } from "../../aws/policy/policy-view.ts";
import { said, saidIn, valueIn } from "../../aws/policy/setting.ts";
import type { ResourceKind } from "../../aws/resource-kinds.ts";
import { policyError, policyWarning } from "../policy-findings.ts";
import type { IsBroken } from "./judge-completeness.ts";
import { namedPatterns, selectedKinds } from "./selected-kinds.ts";

/** Copies go where they can go, are made of what can be copied, and live long enough. */
export function judgeCopies(plan: PlanView, isBroken: IsBroken): readonly PolicyFinding[] {
  return plan.rules.flatMap((rule) => [
    ...judgeSource(plan, rule),
    ...rule.copies.flatMap((copy) => [
      ...judgeKey(copy),
      ...judgeVault(plan, rule, copy),
      ...judgeTypes(plan, copy),
      ...judgeRetention(rule, copy, isBroken),
    ]),
  ]);
}

interface Target {
  readonly region: string;
  /** `null`: the account that the policy runs in. */
  readonly accountId: string | null;
  readonly vault: string;
}

/** `undefined`: it is no vault's ARN, for which there is a finding. */
function targetOf({ target }: CopyView): Target | undefined {
  const parts = /^arn:[\w-]+:backup:([\w-]+):(\$account|\d{12}):backup-vault:([\w-]+)$/.exec(valueIn(target) ?? "");
  if (!parts) return undefined;
  const [, region = "", account, vault = ""] = parts;
  return { region, accountId: account === "$account" ? null : (account ?? null), vault };
}

function judgeKey({ at, target }: CopyView): readonly PolicyFinding[] {
  const key = keysOf(at.pointer).at(-1) ?? "";
  const arn = valueIn(target);
  if (arn === null || key === arn) return [];
  const message = `got copy ${quoteWhole(key)} with target ${quoteWhole(arn)}; use the target as key`;
  return [policyError("policy-copy-key", at, message)];
}

// what differs in two ARNs stands near their ends
const quoteWhole = (text: string) => (text.length > 200 ? quote(text) : JSON.stringify(text));

function judgeVault(plan: PlanView, { vault }: RuleView, copy: CopyView): readonly PolicyFinding[] {
  const target = targetOf(copy);
  if (!target || !copy.target) return [];
  const { at } = copy.target;
  if (target.accountId !== null && target.vault === "Default") {
    const message = `got the Default vault of account ${target.accountId}, whose key AWS shares with nobody; use a vault with a key of its own`;
    return [policyError("policy-default-vault", at, message)];
  }
  const runsThere = saidIn(plan.regions).some(({ value }) => value === target.region);
  if (target.accountId !== null || !runsThere || target.vault !== valueIn(vault)) return [];
  const message = `got the vault that backups in ${target.region} are in already; use another Region, account or vault`;
  return [policyWarning("policy-same-vault", at, message)];
}

/** Copies to another account are made of backups whose key can be shared; that of the Default vault is AWS's own. */
function judgeSource(plan: PlanView, { vault, copies }: RuleView): readonly PolicyFinding[] {
  const elsewhere = copies.map(targetOf).find((target) => typeof target?.accountId === "string");
  if (!vault || valueIn(vault) !== "Default" || !elsewhere) return [];
  const lost = (selectedKinds(plan) ?? []).filter((kind) => kind.isEncryptedByVault && kind.copiesAcrossAccounts);
  if (lost.length === 0) return [];
  const types = [...new Set(lost.map(({ type }) => type))].join(", ");
  const message = `got the Default vault, whose key AWS shares with nobody, for backups to be copied to account ${elsewhere.accountId}; of what that key encrypts (${types}) each copy would fail: use a vault with a key of its own`;
  return [policyWarning("policy-default-source", vault.at, message)];
}

function judgeTypes(plan: PlanView, copy: CopyView): readonly PolicyFinding[] {
  const target = targetOf(copy);
  if (!target || !copy.target) return [];
  const { at } = copy.target;
  return namedPatterns(plan).flatMap(({ kinds, types }) => {
    // of kinds that share a pattern one that can be copied is enough
    const obstacles = kinds.map((kind) => obstacleFrom(plan, kind, target));
    const [obstacle] = obstacles;
    if (!obstacle || obstacles.includes(null)) return [];
    const message = `got a copy for ${types}, of which AWS makes none ${obstacle}; use a plan without this copy for it`;
    return [policyWarning("policy-copy-types", at, message)];
  });
}

/** What keeps AWS from the copy in every Region of the plan. */
function obstacleFrom({ regions }: PlanView, kind: ResourceKind, { region, accountId }: Target): string | null {
  if (!kind.copiesAcrossRegions && !kind.copiesAcrossAccounts) return "at all";
  if (accountId === null) return kind.copiesAcrossRegions ? null : "to another Region";
  const obstacles = saidIn(regions).map(({ value }) => copyObstacle(kind, value, region));
  return obstacles.includes(null) ? null : (obstacles[0] ?? null);
}

function judgeRetention(rule: RuleView, copy: CopyView, isBroken: IsBroken): readonly PolicyFinding[] {
  const { lifecycle, at } = copy;
  const [kept, source] = [said(lifecycle.deleteAfterDays), said(rule.lifecycle.deleteAfterDays)];
  if (!kept) {
    if (isBroken(pointerTo(at.pointer, "lifecycle"))) return [];
    const what = lifecycle.at ? "no delete_after_days in the lifecycle of a copy" : "a copy without a lifecycle";
    const message = `got ${what}, so that it follows the backup it is made from or never expires; use delete_after_days`;
    return [policyWarning("policy-copy-follows", lifecycle.at ?? at, message)];
  }
  if (!source || kept.value >= source.value) return [];
  const message = `got deletion after ${kept.value} days, before the backup it is made from, which lives ${source.value}; use ${source.value} or more`;
  return [policyWarning("policy-copy-shorter", kept.at, message)];
}
