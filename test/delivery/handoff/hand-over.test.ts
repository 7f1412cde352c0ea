import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { accountStatusFile } from "../../../src/delivery/handoff/account-status.ts";
import { affectedFile } from "../../../src/delivery/handoff/affected-stacks.ts";
import { agreementFile } from "../../../src/delivery/handoff/agreement.ts";
import { applyNoteFile } from "../../../src/delivery/handoff/apply-note.ts";
import { findingsFile } from "../../../src/delivery/handoff/drift-findings.ts";
import { expectationFile } from "../../../src/delivery/handoff/expectation-changes.ts";
import type { HandOver } from "../../../src/delivery/handoff/hand-over.ts";
import { heldFile } from "../../../src/delivery/handoff/held-stacks.ts";
import { ledgerFile } from "../../../src/delivery/handoff/ledger-entry.ts";
import { reviewedFile, reviewedName } from "../../../src/delivery/handoff/reviewed.ts";
import { shardFile } from "../../../src/delivery/handoff/shard.ts";
import { resultFile } from "../../../src/delivery/handoff/stack-result.ts";
import { summaryFile } from "../../../src/delivery/handoff/stack-summary.ts";
import { synthProblemsFile } from "../../../src/delivery/handoff/synth-problems.ts";
import { finding } from "../drift/support/finding.ts";
import { appliedEntry, tombstone } from "../ledger/support/entries.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import {
  accountStatus,
  affected,
  agreement,
  held,
  note,
  pending,
  result,
  reviewed,
  shard,
  summary,
} from "./support/samples.ts";

type Json = Readonly<Record<string, unknown>>;

const kind = <Value>(
  name: string,
  file: HandOver<Value>,
  sample: Value,
  { version = 1, mayMiss = [] }: { readonly version?: number; readonly mayMiss?: readonly string[] } = {},
) => ({
  name,
  file: file as HandOver<unknown>,
  sample: sample as unknown,
  /** It is raised with each change of the form: an older Lockstep must not read what it would take for something else. */
  version,
  /** Places of what may be left out. */
  mayMiss,
});
const optional = ["changes[0].takenOver", "changes[0].plan", "recovery", "strangeKeys"];

const kinds = [
  kind("affected stacks", affectedFile, affected, { version: 2 }),
  // without its reasons it would be what `affected` writes, with a list too many
  kind("pending stacks", affectedFile, pending, { version: 2 }),
  kind("a shard", shardFile, shard),
  kind("a summary of a plan", summaryFile, summary, { version: 4, mayMiss: optional }),
  kind("a list of held stacks", heldFile, held),
  kind("a list of reviewed changes", reviewedFile, reviewed, { mayMiss: ["why"] }),
  kind("a result", resultFile, result, { version: 2 }),
  kind("a ledger entry", ledgerFile, appliedEntry),
  kind("a retired stack's ledger entry", ledgerFile, tombstone),
  kind("an apply's note", applyNoteFile, note),
  kind("problems of synthesized stacks", synthProblemsFile, { problems: summary.violations }),
  kind("a list of changed expectations", expectationFile, {
    changes: [{ kind: "app", got: "more", use: "keep to less" }],
  }),
  kind("what somebody else agrees to", agreementFile, agreement),
  kind("an account's status", accountStatusFile, accountStatus),
  kind("drift findings", findingsFile, { findings: [finding] }, { version: 2 }),
];

/** Every object in a value, with its place. */
function objectsIn(value: unknown, place = ""): readonly (readonly [place: string, object: Json])[] {
  if (typeof value !== "object" || value === null) return [];
  const inner = Array.isArray(value)
    ? value.flatMap((part, index) => objectsIn(part, `${place}[${index}]`))
    : Object.entries(value).flatMap(([key, part]) => objectsIn(part, memberOf(place, key)));
  return Array.isArray(value) ? inner : [[place, value as Json], ...inner];
}
const memberOf = (place: string, key: string) => {
  const own = /^[A-Za-z_$][\w$]*$/.test(key) ? (place === "" ? key : `.${key}`) : `["${key}"]`;
  return `${place}${own}`;
};

/** A copy in which what stands at one place is another. */
function withAt(value: unknown, at: string, changed: (object: Json) => Json, place = ""): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part, index) => withAt(part, at, changed, `${place}[${index}]`));
  const members = Object.entries(value).map(([key, part]) => [key, withAt(part, at, changed, memberOf(place, key))]);
  const copy = Object.fromEntries(members) as Json;
  return place === at ? changed(copy) : copy;
}

const textOf = (content: unknown, version = 1) => JSON.stringify({ version, ...(content as Json) });
const problemsIn = (file: HandOver<unknown>, text: string) => {
  const read = file.tryParse(text);
  return "value" in read ? [] : read.problems;
};
const isMap = (place: string) => /(^|\.)(reasons|since|stacks|providers)$/.test(place);

describe.each(kinds)("$name", ({ file, sample, version: own, mayMiss }) => {
  test("is read as it was written, whose version stands first", async () => {
    const path = join(temporaryFolder(), "new", "file.json");

    await file.write(path, sample);

    expect(readFileSync(path, "utf8")).toBe(file.text(sample));
    expect(readFileSync(path, "utf8")).toMatch(new RegExp(`^\\{\\s*"version": ?${own},`));
    expect(await file.read(path)).toEqual(sample);
    expect(await file.readIfThere(path)).toEqual(sample);
    expect(readdirSync(join(path, ".."))).toEqual(["file.json"]);
  });

  test("of another version, or of none, is refused by name", () => {
    for (const [version, got] of [
      [own + 1, `got version ${own + 1} of `],
      [own - 1, `got version ${own - 1} of `],
      [String(own), `got version "${own}" of `],
      [undefined, "got "],
    ] as const) {
      const read = file.tryParse(JSON.stringify({ ...(sample as Json), version }));

      expect(read).toMatchObject({ problems: [expect.any(String)], isOtherVersion: true });
      const [problem = ""] = "problems" in read ? read.problems : [];
      expect(problem.startsWith(got)).toBe(true);
      expect(problem.endsWith(`; this Lockstep reads version ${own}`)).toBe(true);
    }
  });

  test("with one key more, in whichever part, is refused at its place", () => {
    const objects = objectsIn(sample).filter(([place]) => !isMap(place));
    expect(objects.length).toBeGreaterThan(0);

    for (const [place] of objects) {
      const text = textOf(
        withAt(sample, place, (object) => ({ ...object, surplus: 1 })),
        own,
      );
      expect(problemsIn(file, text)).toEqual([`${memberOf(place, "surplus")}: got an unknown key`]);
    }
  });

  test("without one of its keys, in whichever part, is refused at its place", () => {
    const members = objectsIn(sample).flatMap(([place, object]) =>
      Object.keys(object).map((key) => [place, key] as const),
    );
    const needed = members.filter(([place, key]) => !mayMiss.includes(memberOf(place, key)) && !isMap(place));
    expect(needed.length).toBeGreaterThan(0);

    for (const [place, missing] of needed) {
      const less = withAt(sample, place, (object) =>
        Object.fromEntries(Object.entries(object).filter(([key]) => key !== missing)),
      );
      expect([memberOf(place, missing), problemsIn(file, textOf(less, own)).length]).not.toEqual([
        memberOf(place, missing),
        0,
      ]);
    }
  });

  test("with a name that is no stack's, in a map of stacks, is refused at its place", () => {
    for (const [place] of objectsIn(sample).filter(([place]) => isMap(place))) {
      const more = withAt(sample, place, (map) => ({ ...map, "../x": Object.values(map)[0] }));

      expect(problemsIn(file, textOf(more, own))).toEqual([expect.stringContaining(`${memberOf(place, "../x")}: got`)]);
    }
  });

  test("without what may be left out is read", () => {
    for (const place of mayMiss) {
      const less = objectsIn(sample).reduce<unknown>((copy, [parent]) => {
        const without = (object: Json) =>
          Object.fromEntries(Object.entries(object).filter(([key]) => memberOf(parent, key) !== place));
        return withAt(copy, parent, without);
      }, sample);
      expect(less).not.toEqual(sample);
      expect(problemsIn(file, textOf(less, own))).toEqual([]);
    }
  });

  test("with a value of another kind, wherever it stands, is refused at its place", () => {
    const members = objectsIn(sample).flatMap(([place, object]) =>
      Object.keys(object).map((key) => [place, key] as const),
    );
    expect(members.length).toBeGreaterThan(0);

    for (const [place, key] of members) {
      const text = textOf(
        withAt(sample, place, (object) => ({ ...object, [key]: [["no"]] })),
        own,
      );
      expect([memberOf(place, key), problemsIn(file, text).length]).not.toEqual([memberOf(place, key), 0]);
    }
  });
});

// whoever opens a folder by that name must find it within another
test.each(kinds.filter(({ sample }) => "stack" in (sample as Json)))(
  "$name of a stack by no stack's name is refused",
  ({ file, sample, version }) => {
    const text = textOf({ ...(sample as Json), stack: "../x" }, version);

    expect(problemsIn(file, text)).toContainEqual(expect.stringMatching(/^stack: got "..\/x"/));
  },
);

test("every kind of file is held to all of this", () => {
  const folder = "src/delivery/handoff";
  const made = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return text.match(/(?<=const )\w+(?= = handOver\b)/g) ?? [];
  });
  const tried = {
    accountStatusFile,
    affectedFile,
    agreementFile,
    applyNoteFile,
    expectationFile,
    findingsFile,
    heldFile,
    ledgerFile,
    resultFile,
    reviewedFile,
    shardFile,
    synthProblemsFile,
  };

  expect(made.sort()).toEqual(Object.keys({ ...tried, summaryFile }).sort());
  expect(new Set(kinds.map(({ file }) => file))).toEqual(new Set([...Object.values(tried), summaryFile]));
});

test.each<[HandOver<unknown>, string, string]>([
  [accountStatusFile, "an account's status", "`lockstep account-status`"],
  [affectedFile, "affected stacks", "`lockstep affected --out`, `pending` or `drift select`"],
  [agreementFile, "what somebody else agrees to", "`lockstep agreement`"],
  [applyNoteFile, "an apply's note", "`lockstep apply`"],
  [expectationFile, "a list of changed expectations", "`lockstep expectation --out`"],
  [findingsFile, "drift findings", "`lockstep drift report`"],
  [heldFile, "a list of held stacks", "`lockstep report`"],
  [ledgerFile, "a ledger entry", "`lockstep apply` or `retire`"],
  [resultFile, "a result", "`lockstep apply`"],
  [reviewedFile, "a list of reviewed changes", "`lockstep report` or `lockstep reviewed`"],
  [shardFile, "a shard", "`lockstep shard`, `pending` or `drift select`"],
  [summaryFile, "a summary of a plan", "`lockstep plan` or `drift detect`"],
  [synthProblemsFile, "problems of synthesized stacks", "`lockstep verify-synth --out`"],
])("what is none is told by what should be there and who writes it", (file, what, writer) => {
  const version = kinds.find((each) => each.file === file)?.version;

  expect(() => file.parse("{}", "a.json")).toThrow(
    new Error(`a.json: got ${what} without version; this Lockstep reads version ${version}; use what ${writer} wrote`),
  );
});

describe("a file that is handed over", () => {
  const use = "use what `lockstep apply` wrote";

  test.each([
    ["no JSON", '{"version":1', /^got no JSON \(.+\)$/],
    ["a list", "[]", /^got \[\] where an object must be$/],
    ["nothing", "null", /^got null where an object must be$/],
  ])("with %s is refused, and names itself", async (_, text, problem) => {
    const path = join(temporaryFolder(), "a.json");
    writeFileSync(path, text);

    const error: Error = await resultFile.read(path).catch((error) => error);

    const [place, rest] = [error.message.slice(0, path.length + 2), error.message.slice(path.length + 2)];
    expect(place).toBe(`${path}: `);
    expect(rest.endsWith(`; ${use}`)).toBe(true);
    expect(rest.slice(0, -`; ${use}`.length)).toMatch(problem);
  });

  test("is told of all that is wrong with it, a line each", () => {
    const text = JSON.stringify({ version: 2, ...result, stack: "../x", outcome: "fine", message: undefined });

    expect(() => resultFile.parse(text, "a.json")).toThrow(
      [
        `a.json: stack: got "../x"; ${use}`,
        `a.json: outcome: got "fine"; ${use}`,
        `a.json: message: got nothing; ${use}`,
      ].join("\n"),
    );
  });

  test("shows what it got on one line and not without end, whoever wrote it", () => {
    const long = `\u001b[2J\n${"x".repeat(300)}`;

    const problems = problemsIn(resultFile as HandOver<unknown>, textOf({ ...result, stack: long }, 2));

    expect(problems).toEqual([`stack: got "\\u001b[2J\\n${"x".repeat(100 - 12)}…`]);
  });

  test("with many faults tells the first twenty and how many more", () => {
    const stacks = Array.from({ length: 25 }, (_, index) => `../${index}`);

    const problems = problemsIn(shardFile as HandOver<unknown>, textOf({ ...shard, stacks }));

    expect(problems).toHaveLength(21);
    expect(problems[19]).toBe('stacks[19]: got "../19"');
    expect(problems[20]).toBe("and 5 more");
    const one = textOf({ ...shard, stacks: stacks.slice(0, 21) });
    expect(problemsIn(shardFile as HandOver<unknown>, one)[20]).toBe("and 1 more");
  });

  test("is written for people, two spaces a part", () => {
    expect(heldFile.text({ reasons: { "app-a": "guard" }, reportId: "" })).toBe(
      '{\n  "version": 1,\n  "reasons": {\n    "app-a": "guard"\n  },\n  "reportId": ""\n}\n',
    );
    // jobs find it by this name in an artifact
    expect(reviewedName).toBe("reviewed.json");
  });

  test("that is not there is no file, unless it may be missing", async () => {
    const path = join(temporaryFolder(), "a.json");

    await expect(resultFile.read(path)).rejects.toThrow(`${path}: got no such file; ${use}`);
    expect(await resultFile.readIfThere(path)).toBe(null);
  });

  test("that cannot be read is not taken for one that is not there", async () => {
    const path = join(temporaryFolder(), "a.json");
    mkdirSync(path);

    const read = resultFile.readIfThere(path);

    await expect(read).rejects.toThrow(/a\.json: got EISDIR.*; use what `lockstep apply` wrote$/);
    await expect(read).rejects.toMatchObject({ cause: { code: "EISDIR" } });
  });

  test("among others names every one that is wrong", async () => {
    const folder = temporaryFolder();
    const paths = ["a.json", "b.json", "c.json"].map((name) => join(folder, name));
    writeFileSync(paths[0] ?? "", "[]");
    writeFileSync(paths[1] ?? "", resultFile.text(result));

    await expect(resultFile.readAll(paths)).rejects.toThrow(
      `${paths[0]}: got [] where an object must be; ${use}\n${paths[2]}: got no such file; ${use}`,
    );
    expect(await resultFile.readAll([paths[1] ?? ""])).toEqual([result]);
  });
});

describe("what the base's code wrote as a list alone, before files had versions", () => {
  const problem = { stack: "app-a", place: "resource.aws_iam_role.x", message: "got a resource; leave it out" };
  const read = {
    ...{ rule: "", severity: "error", place: { stack: "app-a", address: "resource.aws_iam_role.x", path: [] } },
    ...{ got: "got a resource; leave it out", why: "", use: "" },
  };
  const change = { kind: "app", got: "another expectation", use: "keep to what the base expects" };
  const message = "another expectation; keep to what the base expects";

  test("is read of the kinds that it writes in a pull request", () => {
    expect(synthProblemsFile.parse(JSON.stringify([problem]), "a.json")).toEqual({ problems: [read] });
    expect(expectationFile.parse(` ${JSON.stringify([change])}`, "a.json")).toEqual({ changes: [change] });
    expect(expectationFile.parse(JSON.stringify([{ kind: "app", message }]), "a.json")).toEqual({
      changes: [{ kind: "app", got: message, use: "" }],
    });
    expect(expectationFile.parse("[]", "a.json")).toEqual({ changes: [] });
  });

  test("is read as strictly", () => {
    for (const one of [1, {}, { ...change, kind: "" }, { ...change, surplus: 1 }, { kind: "", message }]) {
      expect([one, problemsIn(expectationFile as HandOver<unknown>, JSON.stringify([one])).length]).toEqual([one, 1]);
    }
    expect(problemsIn(synthProblemsFile as HandOver<unknown>, JSON.stringify([{ ...problem, surplus: 1 }]))).toEqual([
      "list[0].surplus: got an unknown key",
    ]);
    for (const text of ["[", '[],"more":[]', '[]}{"list":[]']) {
      expect(() => expectationFile.parse(text, "a.json")).toThrow(
        /^a\.json: .*; use what `lockstep expectation --out` wrote$/,
      );
    }
  });

  test("is refused of every other kind", () => {
    expect(problemsIn(resultFile as HandOver<unknown>, "[]")).toEqual(["got [] where an object must be"]);
  });
});
