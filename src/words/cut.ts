/** A text of at most `longest` UTF-16 units, `…` not counted, which says that there was more. Half of a pair would be no character. */
export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest).replace(/[\ud800-\udbff]$/, "")}…` : text;
