import { expect, test } from "vitest";
import { expiresBeforeUsable } from "../../src/checks/expires-before-usable.ts";
import { configWith, edit, estateOf } from "../support/config.ts";
import { findingLines } from "../support/finding-lines.ts";
import { saidBy } from "../support/said.ts";

const pointsAreUsable = saidBy(expiresBeforeUsable);

/** Bronze starts within 2h and completes within 8h of that. */
const bronze = (windows: string, keep: string) =>
  findingLines(
    pointsAreUsable(
      estateOf(
        configWith({
          "plans/bronze.yaml": (text) =>
            edit(
              "    completeWithin: 8h\n    copyWithin: 2h\n",
              windows,
            )(edit("{ local: 7d, central: 35d }", keep)(text)),
        }),
      ),
    ),
  );

test.each([
  ["    completeWithin: 21h59m\n".replace("21h59m", "1319m"), "{ local: 1d, central: 14d }", []],
  [
    "    completeWithin: 22h\n",
    "{ local: 1d, central: 14d }",
    [
      "warning expires-before-usable plans/bronze.yaml rules.nightly.keep.local: got 1d, counted from the start, for what may be there after 1d only (2h to start and 22h to complete); AWS would delete it before anybody could use it; use a longer retention or narrower windows",
    ],
  ],
  ["    completeWithin: 8h\n    copyWithin: 13d\n", "{ local: 7d, central: 14d }", []],
  [
    "    completeWithin: 22h\n    copyWithin: 13d\n",
    "{ local: 7d, central: 14d }",
    [
      "warning expires-before-usable plans/bronze.yaml rules.nightly.keep.central: got 14d, counted from the start, for what may be there after 14d only (2h to start, 22h to complete and 13d to copy); AWS would delete it before anybody could use it; use a longer retention or narrower windows",
    ],
  ],
  [
    "    completeWithin: 22h\n    copyWithin: 6d\n    shorterCopies: Region loss is for a week\n",
    "{ local: 8d, central: 14d, further: 7d }",
    [
      "warning expires-before-usable plans/bronze.yaml rules.nightly.keep.further: got 7d, counted from the start, for what may be there after 7d only (2h to start, 22h to complete and 6d to copy); AWS would delete it before anybody could use it; use a longer retention or narrower windows",
    ],
  ],
])("a recovery point is there before it expires: %j with %s", (windows, keep, expected) => {
  expect(bronze(windows, keep)).toEqual(expected);
});
