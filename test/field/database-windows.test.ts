import { expect, test } from "vitest";
import { problemsOf as allProblemsOf, configWith, edit } from "../support/config.ts";
import { fieldConfig } from "./support/field-config.ts";

/** What is said of starts and promises: kinds that AWS does not copy are told of too, where types are named. */
const problemsOf = (folder: string) =>
  allProblemsOf(folder).filter((line) => !line.includes("got types whose pattern also selects"));
const databases = (edits: (text: string) => string) =>
  fieldConfig("02-database-windows", { "plans/databases.yaml": edits });
const rules = (folder: string) => problemsOf(folder).map((line) => line.replace(/^\S+ (warning )?/, "").slice(0, 60));

test("an hour at night proves nothing of RDS, DocumentDB and FSx, whose own windows may lie there", () => {
  expect(problemsOf(fieldConfig("02-database-windows"))).toEqual([
    "config/plans/databases.yaml:8:18 rules.nightly.startWithin: got 1h; AWS starts no backup of DocumentDB and RDS instance from 1h before windows of their own to their end (3h at a stretch), nor of FSx for Lustre, FSx for ONTAP, FSx for OpenZFS and FSx for Windows from 3h before windows of their own to their end (7h at a stretch), and those may lie anywhere; promise.rpo of 36h and promise.isolatedRpo of 2d rest on such starts; use 450m with promise.rpo of 2250m, or ownWindows: 23:00-00:00 (UTC) once those windows lie there, or at another time that no start window lies in",
  ]);
});

test.each([
  [
    "a longer window and the promise that goes with it",
    [edit("startWithin: 1h", "startWithin: 450m"), edit("rpo: 36h", "rpo: 2250m")],
  ],
  ["a time for the resources' own windows", [edit("rules:", "ownWindows: 23:00-00:00\nrules:")]],
])("what the finding says to write leaves nothing to say: %s", (_, edits) => {
  expect(problemsOf(databases((text) => edits.reduce((each, change) => change(each), text)))).toEqual([]);
});

test("continuous backup is a way out for RDS alone, and for its copies too", () => {
  const continuous = (types: string) =>
    databases((text) =>
      edit("[RDS, DocumentDB, FSx]", types)(edit("copyWithin: 2h", "copyWithin: 2h\n    continuous: true")(text)),
    );

  expect(rules(continuous("[RDS]"))).toEqual([expect.stringContaining("got neither lock nor unlocked")]);
  expect(rules(continuous("[RDS, DocumentDB]")).slice(1)).toEqual([
    "rules.nightly.startWithin: got 1h; AWS starts no backup of D",
  ]);
});

test("Multi-AZ clusters come with Aurora, refuse like RDS, and have no continuous backup to spare them", () => {
  const folder = configWith({
    "plans/bronze.yaml": (text) =>
      text.replace(/^ownWindows: .*\n/m, "").replace("select: {", "select: { types: [Aurora],"),
    "plans/silver.yaml": (text) => text.replace(/^ownWindows: .*\n/m, "ownWindows: 19:30-20:30\n"),
  });
  const [finding = ""] = problemsOf(folder).filter((line) => line.includes("startWithin"));

  expect(finding).toContain("AWS starts no backup of DocumentDB and RDS Multi-AZ cluster from 1h before");
});

test("a Redshift cluster is refused before and during its maintenance window", () => {
  const redshift = (startWithin: string) =>
    configWith({
      "organization.yaml": edit("types: [Aurora,", "types: [Redshift, Aurora,"),
      "plans/silver.yaml": (text) =>
        text
          .replace(/^ownWindows: .*\n/m, "")
          .replace(
            "select: {",
            "uncopied: { Redshift: reports that are rebuilt in a day }\nselect: { types: [Redshift],",
          )
          .replaceAll(/startWithin: ../g, `startWithin: ${startWithin}`),
    });
  const ofSilver = (folder: string) =>
    problemsOf(folder).filter((line) => line.includes("silver") && line.includes("startWithin"));

  expect(ofSilver(redshift("1h"))).toHaveLength(1);
  expect(ofSilver(redshift("1h"))[0]).toContain(
    "Redshift from 1h before windows of its own to their end (90m at a stretch)",
  );
  expect(ofSilver(redshift("2h"))).toEqual([]);
});

test.each([
  ["23:00-23:30", "it is shorter than two windows of 30 minutes"],
  ["7:00-8:00", "an hour has two digits"],
  ["24:00-01:00", "there is no hour 24"],
  ["19:30", "it has no end"],
  ["19:30-20:30 UTC", "it is in UTC anyway"],
])("ownWindows of %s is refused: %s", (written) => {
  const folder = configWith({ "plans/silver.yaml": (text) => text.replace("19:30-20:30", written) });

  expect(problemsOf(folder)).toEqual([
    `config/plans/silver.yaml:19:13 ownWindows: got "${written}"; use a time of day in UTC, such as 19:30-20:30, of an hour at least`,
  ]);
});
