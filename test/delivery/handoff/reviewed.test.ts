import { expect, test } from "vitest";
import { shownBy } from "../../../src/delivery/handoff/reviewed.ts";
import { sha256 } from "../../../src/delivery/stack/sha256.ts";

test("a change was shown if a report of its stack had exactly it", () => {
  const [one, other] = ["one", "other"].map(sha256) as [string, string];
  const isShown = shownBy({
    commit: "c",
    digests: [
      { stack: "app-a", digest: one },
      { stack: "app-b", digest: other },
    ],
  });

  const asked = ["app-a", "app-b", "app-c"].flatMap((stack) => [one, other].map((digest) => ({ stack, digest })));

  expect(asked.map(isShown)).toEqual([true, false, false, true, false, false]);
  expect(shownBy({ commit: "c", digests: [] })({ stack: "app-a", digest: one })).toBe(false);
});
