import { matchesPattern } from "../../emulator/model/backup/pattern.ts";

/**
 * A step that is known: searches go round it. Each field is a pattern with `*`; several are separated by commas, and
 * `!` in front means everybody, or everything, that does not match. `{place}`, `{scope}`, `{class}` and `{applications}`
 * are those of whoever starts: what is everyday in one's own account is an attack in another's.
 */
export interface Cut {
  readonly kind?: string;
  /** `lockstep-pipeline-apply @ shared` */
  readonly by: string;
  /** @default any action */
  readonly does?: string;
  /** `the vault lockstep-local @ a prod account` */
  readonly on: string;
}

type Test = (value: string) => boolean;

/** Whether a step, as its line tells it, is one of those that are cut. */
export function cutting(cuts: readonly Cut[]): (line: string) => boolean {
  const tests = cuts.map(({ kind = "*", by, does = "*", on }) => [kind, by, does, on].map(testOf));
  return (line) => {
    const fields = line.split(" | ");
    return tests.some((test) => test.every((matches, index) => matches(fields[index] ?? "")));
  };
}

function testOf(pattern: string): Test {
  const parts = pattern.split(",").map((part) => part.trim());
  const denied = parts.filter((part) => part.startsWith("!")).map((part) => matcher(part.slice(1)));
  const wanted = parts.filter((part) => !part.startsWith("!")).map(matcher);
  return (value) =>
    !denied.some((matches) => matches(value)) && (wanted.length === 0 || wanted.some((matches) => matches(value)));
}

const matcher =
  (pattern: string): Test =>
  (value) =>
    matchesPattern(pattern, value);
