/**
 * Text as it is written, but for what would break its line, turn its direction around, or speak to the terminal or to
 * GitHub's runner: that is written as in JSON, such as `\n` and `\u001b`.
 */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);

function escaped(sign: string): string {
  const short = JSON.stringify(sign).slice(1, -1);
  if (/^\\[a-z]$/.test(short)) return short;
  const digits = (sign.codePointAt(0) ?? 0).toString(16);
  return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits.padStart(4, "0")}`;
}
