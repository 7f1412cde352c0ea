/** Text with `?` for terminal codes, line ends, half characters and signs that turn its direction around: nothing a person means to write. */
export const withoutControls = (text: string): string => text.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "?");
