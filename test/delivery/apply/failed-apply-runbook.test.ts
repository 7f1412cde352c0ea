import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountStates } from "../../../src/delivery/handoff/account-status.ts";
import { notReadyText } from "../../../src/delivery/run/not-ready.ts";
import { lockFile } from "../../../src/delivery/stack/read-lock.ts";
import { phrasesIn } from "./support/phrases-in.ts";

const folders = ["apply", "github", "ledger", "run", "terraform", "takeover", "stack", "retire", "report"];
const sources = [...folders.map((folder) => `src/delivery/${folder}`), "src/commands"].flatMap((folder) =>
  readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8").replaceAll("${lockFile}", lockFile)),
);

/** Where a phrase is told, up to what differs from one to the next. */
function patternOf(phrase: string): RegExp {
  const parts = (phrase.split("`")[0] ?? "").trim().split(/ *… */);
  return new RegExp(parts.map((part) => part.replace(/[.*+?^$()[\]\\|{}]/g, "\\$&")).join('[^"]*'));
}

describe.each([
  ["failed-apply", 30],
  ["lock-file", 9],
  ["retire-an-account", 12],
])("docs/runbooks/%s.md", (runbook, atLeast) => {
  const phrases = phrasesIn(`docs/runbooks/${runbook}.md`);

  test("has phrases to look for", () => {
    expect(phrases.length).toBeGreaterThan(atLeast);
  });

  test.each(phrases)('its "%s" is what somebody is told', (phrase) => {
    expect(sources.some((text) => patternOf(phrase).test(text))).toBe(true);
  });
});

test("all that retire refuses, or fails at, stands in its runbook", () => {
  const told = ["may-retire", "closed-account", "retire-stack", "forget-state"]
    .map((file) => readFileSync(`src/delivery/retire/${file}.ts`, "utf8"))
    .flatMap((text) =>
      [...text.matchAll(/`\$\{(?:policies\.|stack\.)?stack\}: ([^`]+)`/g)].map(([, said = ""]) => said),
    )
    // what an apply says is the other runbook's
    .filter((said) => !said.startsWith("${told"));
  const patterns = phrasesIn("docs/runbooks/retire-an-account.md").map(patternOf);

  expect(told.length).toBeGreaterThan(10);
  expect(told.filter((said) => !patterns.some((pattern) => pattern.test(said)))).toEqual([]);
});

test("every cause for which a stack is not ready stands in a runbook", () => {
  const causes = accountStates.map((state) =>
    notReadyText({ accountId: "666666666601", region: "eu-west-2", state, why: "" }).replace(/^[^;]*; /, ""),
  );
  const patterns = phrasesIn("docs/runbooks/failed-apply.md").map(patternOf);

  expect(causes.length).toBeGreaterThan(5);
  expect(causes.filter((said) => !patterns.some((pattern) => said.search(pattern) === 0))).toEqual([]);
});

test("all that an apply begins with `got` stands in a runbook", () => {
  const told = ["apply/apply-stack", "apply/other-tools", "terraform/explain-failure", "terraform/refusals"]
    .map((file) => readFileSync(`src/delivery/${file}.ts`, "utf8"))
    .flatMap((text) => [...text.matchAll(/["`](got [^"`]*)/g)].map(([, message = ""]) => message));
  const phrases = ["failed-apply", "lock-file"].flatMap((runbook) => phrasesIn(`docs/runbooks/${runbook}.md`));
  const starts = phrases.map((phrase) => phrase.split("…")[0]?.trim() ?? "");

  expect(told.length).toBeGreaterThan(25);
  expect(told.filter((message) => !starts.some((start) => message.startsWith(start)))).toEqual([]);
});
