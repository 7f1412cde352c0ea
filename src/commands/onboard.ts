import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { accountFile } from "../diagnostics/config-key.ts";
import { textLines } from "../diagnostics/render/text.ts";
import { judge } from "../judge.ts";
import type { Estate } from "../model.ts";
import { accountText, type NewAccount } from "../onboard/account-text.ts";
import { kindsOfLongFirstBackups } from "../onboard/long-first-backups.ts";
import { type StackChanges, stackChanges } from "../onboard/stack-changes.ts";
import { kindsText } from "../proof/kinds-text.ts";
import { stackTexts } from "../stack-texts.ts";
import { print, printError } from "./print.ts";

/**
 * Writes the file of a new account, unless `check` would find fault with it, and says what the pull request will show.
 *
 * @returns the exit code.
 */
export function onboard(config: string, account: NewAccount): number {
  const path = accountFile(account.name);
  const file = join(config, path);
  if (existsSync(file)) {
    printError(`${file} is there already; edit it, or use another name`);
    return 1;
  }
  const text = accountText(account);
  const { estate, problems } = judge(config, { path, text });
  if (!estate) {
    printError(...textLines(problems), `${file} was not written`);
    return 1;
  }

  const before = judge(config).estate;
  const changes = stackChanges(before ? stackTexts(before) : new Map(), stackTexts(estate));
  mkdirSync(dirname(file), { recursive: true });
  // fails if somebody else has written it in the meantime
  writeFileSync(file, text, { flag: "wx" });
  print(`wrote ${file}`, "", ...changeLines(changes), "", next, ...firstBackupLines(estate, account.name));
  return 0;
}

function changeLines({ added, changed, unchanged }: StackChanges): readonly string[] {
  return [
    ...added.map(
      ({ id, resources }) => `creates ${id}: ${resources.map(([type, count]) => `${count} ${type}`).join(", ")}`,
    ),
    changed.length > 0
      ? `changes ${changed.join(", ")}, which must know the account`
      : `changes nothing else: its unit is all that others know`,
    `leaves ${unchanged.length} stacks as they are`,
  ];
}

const next = "Next: commit the file on a branch and open a pull request; its plan shows the same.";

/** What no pull request shows. */
function firstBackupLines(estate: Estate, name: string): readonly string[] {
  const kinds = kindsOfLongFirstBackups(estate, name);
  if (kinds.length === 0) return [];
  return [
    `Then: a large ${kindsText(kinds).replace(" and ", " or ")} needs its first backup made on demand, with a window that is long enough: docs/runbooks/first-backup.md`,
  ];
}
