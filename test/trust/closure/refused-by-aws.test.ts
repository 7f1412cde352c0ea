import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { enumeratedActions } from "../actions/enumerated-actions.ts";
import { refusedToOthers } from "./refused-by-aws.ts";
import type { Thing } from "./thing.ts";

/** What AWS's SDK says of each operation: whether another account's key can be used. */
function usedAcrossAccounts(): ReadonlyMap<string, boolean> {
  const sdk = dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-kms/package.json"));
  const folder = join(sdk, "dist-types", "commands");
  const said = readdirSync(folder)
    .filter((name) => name.endsWith("Command.d.ts"))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), "utf8").replace(/\s+\*\s+/g, " ");
      const [, answer] = /<b>Cross-account use<\/b>:\s*(Yes|No)\b/.exec(text) ?? [];
      return answer === undefined ? [] : [[name.replace("Command.d.ts", ""), answer === "Yes"] as const];
    });
  return new Map(said);
}

const key = { sort: "key" } as Thing;

test("what other accounts may be let do with a key is what AWS says of each operation", () => {
  const said = usedAcrossAccounts();
  // IAM knows the two halves of one operation
  const operationOf = (action: string) => action.slice("kms:".length).replace(/^ReEncrypt(From|To)$/, "ReEncrypt");

  const asked = enumeratedActions
    .filter(({ action, resourceTypes }) => action.startsWith("kms:") && resourceTypes.includes("kms:key"))
    .filter(({ action }) => said.has(operationOf(action)));
  const wrong = asked.filter(({ action }) => refusedToOthers({ action, thing: key }) === said.get(operationOf(action)));

  expect(asked.length).toBeGreaterThan(35);
  expect(wrong.map(({ action }) => action)).toEqual([]);
});
