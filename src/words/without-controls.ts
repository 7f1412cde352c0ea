/** Text with `?` for terminal codes, line ends, half characters and signs that turn its direction around: nothing a person means to write. */
export const withoutControls = (text: string): string =>
  // most texts are plain, and asking of each character what Unicode calls it takes ten times as long
  isPlain.test(text) ? text : text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");

const isPlain = /^[ -~]*$/;
