import { groupBy } from "../../../../src/group-by.ts";
import { dayMs, hourMs } from "../../../emulator/model/clock.ts";
import type { Left } from "./disaster.ts";
import type { Answer, Outcome, Remains } from "./run-disaster.ts";

/** One line a disaster: what was tried and answered, what is left, and how it comes back. */
export function disasterTable(rows: readonly Outcome[]): string {
  return [
    "| what happens | by whom | tried, and AWS's answer | left in central | comes back |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map((row) => `| ${[what(row), row.disaster.who, tried(row), left(row), returned(row)].join(" | ")} |`),
  ].join("\n");
}

const what = ({ disaster: { what: sentence, note } }: Outcome) =>
  note ? `**${sentence}.** ${note}.` : `**${sentence}.**`;

function tried({ answers, disaster }: Outcome): string {
  const byAnswer = groupBy(answers, ({ outcome, because }) => (outcome === "done" ? "**done**" : words(because)));
  const parts = [...byAnswer].map(([answer, own]) => `${asked(own)}: ${answer}`);
  return [...parts, ...(disaster.meanwhile ? [`then ${disaster.meanwhile}`] : [])].map(capital).join("<br>") || "—";
}

/** The same thing asked by several is said once. */
function asked(answers: readonly Answer[]): string {
  const byWhat = groupBy(answers, ({ attempt }) => attempt.what);
  const byWho = groupBy([...byWhat], ([, own]) => [...new Set(own.map(({ attempt }) => attempt.as ?? ""))].join(", "));
  return [...byWho]
    .map(([who, own]) => `${own.map(([one]) => one).join("; ")}${who === "" ? "" : ` (${who})`}`)
    .join("; ");
}

/** Statements by the policy they stand in, AWS's other words as they are. */
function words(because: string): string {
  // of a job, AWS names role, action and ARN as well
  const reason = /^arn:\S+ may not \S+ on \S+: (.+)$/.exec(because)?.[1] ?? because;
  if (reason === "nothing allows it") return "refused, no policy allows it";
  const statements = reason.split(", ").map((one) => /^([^:]+): (\w+)$/.exec(one));
  if (statements.some((one) => one === null)) return `refused, “${shortened(reason)}”`;
  return `refused by ${[...new Set(statements.map((one) => `${policyWords(one?.[1] ?? "")} \`${one?.[2]}\``))].join(", ")}`;
}

function policyWords(policy: string): string {
  if (policy.startsWith("service control policy")) return "guardrail";
  if (policy.startsWith("resource control policy")) return "resource guardrail";
  if (policy.startsWith("inline policy")) return "the role's own";
  return /^(vault policy|key policy|boundary)/.exec(policy)?.[1] ?? policy;
}

const shortened = (text: string) =>
  text
    .replace(/recovery-point:[0-9a-f-]+/g, "…")
    .replace(/arn:aws:\w+:[\w-]*:\d*:/g, "")
    .replace(/\.$/, "");

function left({ remains, at, disaster, world }: Outcome): string {
  const { prod } = world.estate.central;
  const there = groupBy(
    remains.filter(({ central }) => central !== null),
    ({ central }) => `central ${central?.accountId === prod.accountId ? "prod" : "non-prod"}, ${central?.region}`,
  );
  const lines = [...there].map(([where, own]) => `${where}: ${own.map((one) => aged(one, at)).join(", ")}`);
  const none = groupBy(
    remains.filter(({ central }) => central === null),
    ({ victim }) => reason(disaster.left[victim]),
  );
  const gone = [...none].map(
    ([why, own]) => `**nothing** of ${own.map((one) => `\`${one.victim}\`${localOf(one, at)}`).join(", ")}: ${why}`,
  );
  return [...lines, ...gone].join("<br>");
}

function aged({ victim, central, lastUntil }: Remains, at: number): string {
  const until = lastUntil === null ? "" : ` (${days(lastUntil - at)})`;
  return `\`${victim}\` ${age(at - (central?.contentAt ?? at))}${until}`;
}

const reason = (wanted: Left | undefined) =>
  wanted?.kind === "none" ? `${wanted.why}. What would leave something: ${wanted.instead}` : "";

const localOf = ({ local }: Remains, at: number) =>
  local === null ? "" : ` (its own account has one, ${age(at - local.contentAt)})`;

function returned({ returns }: Outcome): string {
  const byPlace = groupBy(returns, ({ wanted, came }) => {
    const way = wanted.isInCentral
      ? "restored"
      : wanted.isLocal
        ? "restored from the local vault"
        : "copied back and restored";
    return `${way} in ${came.account}, ${came.region}`;
  });
  const lines = [...byPlace].map(
    ([how, own]) =>
      `${own.map(({ wanted, came }) => `\`${wanted.victim}\` in ${took(came.tookMinutes)}`).join(", ")}: ${how}`,
  );
  return lines.join("<br>") || "—";
}

const age = (ms: number) => (ms < 3 * dayMs ? `${Math.ceil(ms / hourMs)} h` : days(ms));
const days = (ms: number) => `${Math.round(ms / dayMs)} d`;
const took = (minutes: number) => `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
