/**
 * Whether there is an ARN that both patterns stand for; `*` in them is any text. No part of an ARN but the last has a
 * colon in it, so that the account in one never stands for what comes after it in the other.
 */
export function arnsOverlap(one: string, other: string): boolean {
  const [these, those] = [partsOf(one), partsOf(other)];
  if (!these || !those) return overlap(one, other);
  return these.every((part, index) => overlap(part, those[index] ?? ""));
}

/** `null` for a pattern of fewer parts, such as `*`. */
function partsOf(pattern: string): readonly string[] | null {
  const parts = pattern.split(":");
  return parts.length < 6 ? null : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function overlap(one: string, other: string): boolean {
  // for each place in `other`, whether what is left of both can still be the same
  let row = Array.from({ length: other.length + 1 }, (_, at) => /^\**$/.test(other.slice(at)));
  for (let here = one.length - 1; here >= 0; here -= 1) {
    const below = row;
    row = new Array<boolean>(other.length + 1).fill(false);
    row[other.length] = one[here] === "*" && below[other.length] === true;
    for (let there = other.length - 1; there >= 0; there -= 1) {
      const ends = below[there] || row[there + 1];
      const goesOn = one[here] === other[there] && below[there + 1];
      row[there] = (one[here] === "*" || other[there] === "*" ? ends : goesOn) === true;
    }
  }
  return row[0] === true;
}
