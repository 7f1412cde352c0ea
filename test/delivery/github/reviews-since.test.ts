import { expect, test } from "vitest";
import type { MergedReview } from "../../../src/delivery/github/merged-review.ts";
import { mostCommits, reviewsSince, type Sought } from "../../../src/delivery/github/reviews-since.ts";

const history = ["e", "d", "c", "b", "a"];
const digest = (of: string) => of.repeat(64);
const seeks = (stack: string, of: string, since: string | null | undefined, appliedAt = "2026-11-20T10:00:00Z") => ({
  ...{ stack, digest: digest(of) },
  since: typeof since === "string" ? { commit: since, appliedAt } : since,
});

/** Looks through the history, in which each commit has shown what `merged` says. */
async function find(
  sought: readonly Sought[],
  merged: Readonly<Record<string, Partial<MergedReview> & { readonly shows?: Readonly<Record<string, string>> }>>,
  commits: readonly string[] = history,
) {
  const asked: string[] = [];
  const found = await reviewsSince(sought, commits, async (commit) => {
    asked.push(commit);
    const { shows = {}, ...more } = merged[commit] ?? {};
    const digests = Object.entries(shows).map(([stack, of]) => ({ stack, digest: digest(of) }));
    return { digests, mergedAt: "2026-11-21T10:00:00Z", ...more };
  });
  return {
    asked,
    found: found.digests.map((one) => `${one.stack} ${one.digest[0]}`),
    why: found.why,
    commit: found.commit,
  };
}

test("a change that an earlier pull request has shown counts, whatever was merged after it", async () => {
  const { asked, found, commit } = await find([seeks("app-a", "1", "a")], {
    c: { shows: { "app-a": "1", "app-b": "9" } },
  });

  expect(found).toEqual(["app-a 1"]);
  // nobody looks further than needed
  expect(asked).toEqual(["e", "d", "c"]);
  expect(commit).toBe("e");
});

test("each stack is looked for back to its own last apply", async () => {
  const sought = [seeks("app-a", "1", "d"), seeks("app-b", "2", "a"), seeks("app-c", "3", "e")];

  const { asked, found } = await find(sought, {
    e: { shows: { "app-c": "3" } },
    d: { shows: { "app-a": "1" } },
    b: { shows: { "app-a": "1", "app-b": "2" } },
  });

  // what was shown up to the apply has been done since
  expect(found).toEqual(["app-b 2"]);
  expect(asked).toEqual(["e", "d", "c", "b"]);
});

test("other changes of a stack that were shown since are told, for then its plan differs", async () => {
  expect((await find([seeks("app-a", "1", "b")], { d: { shows: { "app-a": "7" } } })).found).toEqual(["app-a 7"]);
});

test("of a stack that was never applied, everything counts that was shown", async () => {
  expect((await find([seeks("app-a", "1", null)], { a: { shows: { "app-a": "1" } } })).found).toEqual(["app-a 1"]);
});

test("of a stack whose last apply nobody knows, what was merged last counts", async () => {
  const shown = { shows: { "app-a": "1" } };

  expect((await find([seeks("app-a", "1", undefined)], { e: shown })).found).toEqual(["app-a 1"]);
  expect(await find([seeks("app-a", "1", undefined)], { d: shown })).toMatchObject({ found: [], asked: ["e"] });
});

test("where main was moved by force, what was merged after the last apply counts", async () => {
  const shown = (mergedAt: string | null) => ({ c: { shows: { "app-a": "1" }, mergedAt } });
  const sought = [seeks("app-a", "1", "gone", "2026-11-20T10:00:00.000Z")];

  expect((await find(sought, shown("2026-11-20T10:00:01Z"))).found).toEqual(["app-a 1"]);
  expect((await find(sought, shown("2026-11-20T10:00:00Z"))).found).toEqual([]);
  expect((await find(sought, shown("2026-11-19T23:00:00Z"))).found).toEqual([]);
  expect((await find(sought, shown(null))).found).toEqual([]);
});

test("why something does not count is told, for three commits at most", async () => {
  const why = (text: string) => ({ digests: [], why: text });

  expect((await find([seeks("app-a", "1", null)], { e: why("a fork"), c: why("expired") })).why).toBe(
    "a fork, expired",
  );
  expect(
    (await find([seeks("app-a", "1", null)], { e: why("1"), d: why("2"), c: why("3"), b: why("4"), a: why("5") })).why,
  ).toBe("1, 2, 3 and 2 more");
  expect((await find([seeks("app-a", "1", null)], {})).why).toBe(undefined);
});

test("what was merged comes before what came without a pull request, and no reason is longer than its file may hold", async () => {
  const long = "x".repeat(900);
  const { why = "" } = await find([seeks("app-a", "1", null)], {
    e: { digests: [], why: "pushed", mergedAt: null },
    d: { digests: [], why: long },
    c: { digests: [], why: long },
    b: { digests: [], why: "a fork" },
  });

  expect(why.length).toBeLessThan(1000);
  expect(why).toMatch(/^x{300}…, x{300}…, a fork and 1 more$/);
});

test("where nothing is sought, nobody is asked", async () => {
  expect((await find([], {})).asked).toEqual([]);
});

test("no more commits are looked at than GitHub has patience for", async () => {
  const long = Array.from({ length: mostCommits + 9 }, (_, index) => `commit-${index}`);

  const { asked } = await find([seeks("app-a", "1", `commit-${mostCommits + 5}`)], {}, long);

  expect(asked).toEqual(long.slice(0, mostCommits));
});
