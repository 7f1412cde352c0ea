import { counted } from "../../words/counted.ts";
import { grouped } from "../../words/grouped.ts";
import { code, details, fence, names, prose, underItem } from "../../words/markdown.ts";
import type { HoldReason } from "../handoff/held-stacks.ts";
import type { StackSummary } from "../handoff/stack-summary.ts";
import { deedCounts, deedOf } from "../resources/deed.ts";
import { vaultType } from "../resources/vaults.ts";
import { holdsAccounts, pipelineScope } from "../stack/pipeline-scope.ts";
import { changeTitle } from "./change-title.ts";
import { exemplarDiff } from "./exemplar-diff.ts";
import { plansOf } from "./plans-of.ts";
import type { ReportInput } from "./report-input.ts";
import { createdRegions, createdWords, lockWords } from "./resource-words.ts";
import type { Section } from "./section.ts";
import { type SummaryCluster, summaryClusters } from "./summary-clusters.ts";

const mostStacks = 20;

/** A row for everything that changes alike, by wave. @param longestDiff of one row, in UTF-16 units */
export function waveSections(input: ReportInput, longestDiff: number): readonly Section[] {
  const clusters = summaryClusters(input);
  const waves = [...new Set(clusters.map(({ wave }) => wave))];
  return waves.map((wave) => {
    const rows = clusters.filter((cluster) => cluster.wave === wave);
    const stacks = rows.reduce((sum, row) => sum + row.stacks.length, 0);
    return {
      heading: `### Wave ${prose(String(wave))}: ${counted(stacks, "stack")}`,
      noun: "row",
      items: rows.map((row) => rowItem(row, input, longestDiff)),
    };
  });
}

function rowItem(cluster: SummaryCluster, input: ReportInput, longestDiff: number) {
  const title = `- ${[subject(cluster), deedCounts(cluster.exemplar.changes), ...extra(cluster, input)].join(" · ")}`;
  const many = cluster.stacks.length > 1;
  const diff = fence(exemplarDiff(cluster.exemplar, longestDiff), "diff");
  const list = many ? [`Stacks: ${names(cluster.stacks, mostStacks)}`] : [];
  const opened = details(
    many ? `the change, as in the first of ${grouped(cluster.stacks.length)}` : "the change",
    [...list, diff].join("\n\n"),
  );
  return {
    text: [title, underItem(opened)].join("\n\n"),
    short: many ? `${title} · ${names(cluster.stacks, 3)}` : title,
  };
}

const classNouns = { nonprod: "(non-prod)", prod: "(prod)" };

function subject({ scope, stacks, isNew }: SummaryCluster): string {
  const of = pipelineScope(scope);
  const cls = of?.holds === "accounts" && of.class !== null ? classNouns[of.class] : undefined;
  const what =
    cls === undefined ? counted(stacks.length, `${prose(scope)} stack`) : counted(stacks.length, "application account");
  if (stacks.length > 1) return `**${isNew ? what.replace(" ", " new ") : what}**${cls ? ` ${cls}` : ""}`;
  const kind = cls === undefined ? "" : ` application account ${cls}`;
  return `**${code(stacks[0] ?? "")}**${isNew ? " new" : ""}${kind}`;
}

function extra({ exemplar, isNew, held, stacks }: SummaryCluster, input: ReportInput): readonly string[] {
  return [isNew ? gets(exemplar, stacks, input) : changeTitle(exemplar), ...review(held, input)].filter(
    (text) => text !== "",
  );
}

/** What a new stack gets: the reviewer of an onboarding looks for nothing else. */
function gets({ changes, scope }: StackSummary, stacks: readonly string[], input: ReportInput): string {
  const regions = createdRegions(changes);
  const hasVault = changes.some((change) => change.type === vaultType && deedOf(change) === "create");
  const accounts = new Map(input.affected.added.map(({ stack, accountId }) => [stack, accountId]));
  const plans = holdsAccounts(scope)
    ? plansOf(
        stacks.flatMap((stack) => accounts.get(stack) ?? []),
        input.summaries,
      )
    : [];
  return [
    `gets ${prose(createdWords(changes))}${regions.length > 0 ? ` in ${regions.map((region) => code(region)).join(", ")}` : ""}`,
    ...(hasVault ? [prose(lockWords(changes))] : []),
    ...(plans.length > 0 ? [`backed up by ${plans.length === 1 ? "plan" : "plans"} ${names(plans, 10)}`] : []),
  ].join(" · ");
}

const reasons: Readonly<Record<HoldReason, string>> = {
  guard: "**held**: the guard stops it",
  differs: "**held**: comes to something else than what was reviewed",
  "not-reviewed": "**held**: no pull request showed this change",
  waits: "**held**: waits until the stacks of its class are applied, or backups would fail there every night",
  alone: "**held**: nobody but its author has agreed to it",
};

function review(held: HoldReason | undefined, { deploy }: ReportInput): readonly string[] {
  if (!deploy) return [];
  if (held) return [reasons[held]];
  return [deploy.accepted === "this" ? "accepted" : "as reviewed"];
}
