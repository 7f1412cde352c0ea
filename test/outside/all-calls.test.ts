import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Every file of the product, by its path. */
const sources = new Map(
  ["src", "stacks"].flatMap((folder) =>
    (readdirSync(folder, { recursive: true }) as string[])
      .filter((file) => file.endsWith(".ts"))
      .map((file) => [join(folder, file), readFileSync(join(folder, file), "utf8")] as const),
  ),
);
const filesWith = (pattern: RegExp) =>
  [...sources].flatMap(([file, text]) => (pattern.test(text) ? [file] : [])).sort();

test("there are sources to look at", () => {
  expect(sources.size).toBeGreaterThan(500);
});

test("every client of AWS is made where it gets its deadline, and none elsewhere", () => {
  const imports = /^import (type )?\{([^}]*)\} from "@aws-sdk\/client-[\w-]+";/gms;
  const uses = [...sources].flatMap(([file, text]) => {
    const names = [...text.matchAll(imports)].flatMap(([, , list = ""]) => list.match(/\b\w+Client\b/g) ?? []);
    const code = text.replaceAll(imports, "");
    return names.flatMap((name) =>
      [...code.matchAll(new RegExp(`(.{0,12})\\b${name}\\b`, "gs"))].map(([, before = ""]) => ({ file, name, before })),
    );
  });
  const isBounded = ({ before }: { before: string }) => /awsClient\(\s*$/.test(before);
  const isType = ({ before }: { before: string }) => /[\w)]: $/.test(before);

  expect(uses.filter(isBounded).length).toBeGreaterThanOrEqual(9);
  expect(uses.filter((use) => !isBounded(use) && !isType(use))).toEqual([]);
  expect(filesWith(/new \w+Client\(/)).toEqual([]);
  expect(filesWith(/new Make\(/)).toEqual(["src/outside/aws-client.ts"]);
  // by another package, or by all of it, it would not be seen here
  expect(filesWith(/(?:import \*|export .*) from "@aws-sdk|import\("@aws-sdk|from "@smithy\//)).toEqual([]);
});

test("processes are started in these places alone, each of which has a deadline or says why not", () => {
  expect(filesWith(/"(?:node:)?child_process"/)).toEqual([
    // in front of a person: an apply that writes a state is never killed
    "src/bootstrap/stack-terraform.ts",
    "src/delivery/github/gh.ts",
    "src/delivery/repository/git.ts",
    "src/delivery/terraform/terraform.ts",
  ]);
});

test("nothing else of the product talks to anybody", () => {
  expect(
    filesWith(
      /\bfetch\(|from "(?:node:)?(?:https?|http2|net|tls|dgram|dns)"|XMLHttpRequest|WebSocket|from "(?:undici|axios)/,
    ),
  ).toEqual([]);
});
