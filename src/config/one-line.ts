import type { Problem } from "../problem.ts";

/** A problem shows what it got as it is written, but for what would break its line or speak to the terminal. */
export const onOneLine = (problem: Problem): Problem => ({
  ...problem,
  file: escaped(problem.file),
  key: escaped(problem.key),
  message: escaped(problem.message),
});

const escaped = (text: string) =>
  text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (character) => {
    const known = JSON.stringify(character).slice(1, -1);
    return known === character ? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}` : known;
  });
