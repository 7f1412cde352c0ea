import leven from "leven";

/** @returns the candidate that `word` was most likely meant to be; `undefined` if none is near. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const near = candidates
    .map((candidate) => ({ candidate, distance: leven(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(2, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.distance - b.distance || sameStart(word, b.candidate) - sameStart(word, a.candidate));
  return near[0]?.candidate;
}

/** Letters two words share before they part: people misspell ends more often than beginnings. */
function sameStart(word: string, other: string): number {
  let length = 0;
  while (length < word.length && word[length] === other[length]) length++;
  return length;
}

/** Ends a message about a name that is not known: the likeliest one, else all there are. */
export function useInstead(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  if (near !== undefined) return `did you mean ${near}?`;
  return candidates.length > 0 ? `use one of ${candidates.join(", ")}` : "there is none yet";
}
