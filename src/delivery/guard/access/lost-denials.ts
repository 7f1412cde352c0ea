import { several } from "../several.ts";
import type { Statement } from "./statement.ts";
import { parts, statementCovers } from "./statement-covers.ts";

/** What `before` denied and `after` does not, a line a statement; however the statements were written or split. */
export function lostDenials(before: readonly Statement[], after: readonly Statement[]): readonly string[] {
  const denials = after.filter(({ effect }) => effect === "Deny");
  return before
    .filter(({ effect }) => effect === "Deny")
    .flatMap((statement) => {
      const lost = parts(statement).filter((part) => !denials.some((denial) => statementCovers(denial, part)));
      if (lost.length === 0) return [];
      const actions = [
        ...new Set(
          lost.map(({ actions: { except, patterns } }) => `${except ? "all but " : ""}${patterns.join(", ")}`),
        ),
      ];
      return [`${several(actions)} (statement ${statement.name})`];
    });
}

export const hasDenials = (statements: readonly Statement[]) => statements.some(({ effect }) => effect === "Deny");
