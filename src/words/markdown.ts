import { andMore } from "./and-more.ts";
import { cut } from "./cut.ts";
import { withoutControls } from "./without-controls.ts";

/** GitHub turns `@name`, `#1` and addresses of pages into links and notices, and `<!--` hides what comes after it. */
const pause = "\u200b";

const withoutComment = (text: string) => text.replaceAll("<!--", `<${pause}!--`);

/** Text within a line, not at its start: no sign in it means anything to Markdown or HTML, and nobody is told of it. */
export function prose(text: string, longest = 1000): string {
  return cut(withoutControls(text.replaceAll(/\s+/g, " ").trim()), longest)
    .replaceAll(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign] ?? sign)
    .replaceAll(/[\\`*_[\]#|~$]/g, (sign) => `\\${sign}`)
    .replaceAll(/@|#|:\/\/|www\.|GH-/gi, (sign) => `${sign}${pause}`);
}

/** Text as code on one line, whatever it holds. */
export function code(text: string, longest = 200): string {
  const plain = withoutComment(cut(withoutControls(text.replaceAll(/\s+/g, " ").trim()), longest));
  const ticks = "`".repeat(longestRun(plain) + 1);
  const space = plain === "" || plain.startsWith("`") || plain.endsWith("`") ? " " : "";
  return `${ticks}${space}${plain}${space}${ticks}`;
}

/** Lines as a block of code, within a fence that none of them can close. */
export function fence(lines: readonly string[], language = ""): string {
  const plain = lines.map((line) => fencedLine(line));
  const ticks = "`".repeat(Math.max(3, ...plain.map((line) => longestRun(line) + 1)));
  return [`${ticks}${language}`, ...plain, ticks].join("\n");
}

/** A line of a block of code: as it is, on one line, and not longer than a screen is wide many times over. */
export const fencedLine = (text: string, longest = 300) =>
  withoutComment(cut(withoutControls(text.replaceAll(/\r?\n|\t/g, " ")), longest));

/** What is seen only by who opens it. */
export const details = (title: string, content: string) =>
  `<details><summary>${title}</summary>\n\n${content}\n\n</details>`;

/** At most `most` names as code, and how many more there are. */
export const names = (all: readonly string[], most: number): string =>
  andMore(
    all.map((name) => code(name)),
    most,
  );

/** Under the item of a list before it, as part of it. */
export const underItem = (text: string) => text.replaceAll(/^(?=.)/gm, "  ");

const longestRun = (text: string) => Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
