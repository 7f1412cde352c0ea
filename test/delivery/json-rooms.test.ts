import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Where JSON is parsed, and whose it is. What one job hands to another is `handoff`'s, by way of `stack/strict-json.ts`. */
const rooms: Readonly<Record<string, string>> = {
  "delivery/github/ask.ts": "GitHub's answers, by a schema each",
  "delivery/guard/expected/differences.ts": "documents within data that is compared",
  "delivery/guard/expected/read-expectation.ts": "the data of two checkouts",
  "delivery/guard/synth/verify-folder.ts": "stacks, whose text is looked at too",
  "delivery/run/attribute-changes.ts": "documents within a plan",
  "delivery/stack/parse-json.ts": "documents within a plan",
  "delivery/stack/strict-json.ts": "everything that has a schema",
  "delivery/terraform/": "what Terraform says",
};

const sources = ["delivery", "commands"].flatMap((room) =>
  readdirSync(join("src", room), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(room, file)),
);
const isRoom = (file: string) =>
  Object.keys(rooms).some((room) => file === room || (room.endsWith("/") && file.startsWith(room)));

test("JSON is parsed nowhere but where it is said whose it is: a loose copy of a reader would be one more place", () => {
  expect(sources.length).toBeGreaterThan(200);

  const parsing = sources.filter((file) => readFileSync(join("src", file), "utf8").includes("JSON.parse"));

  expect(parsing.filter((file) => !isRoom(file))).toEqual([]);
  expect(parsing).toContain("delivery/stack/strict-json.ts");
});

test("what one job hands to another is written and read by its own file in handoff alone", () => {
  const names = /["'](held|reviewed)\.json["']/;
  const naming = sources.filter((file) => names.test(readFileSync(join("src", file), "utf8")));

  expect(naming.sort()).toEqual(["delivery/handoff/held-stacks.ts", "delivery/handoff/reviewed.ts"]);
});
