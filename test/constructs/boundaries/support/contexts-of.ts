import type { Context } from "../../../emulator/model/access.ts";
import type { Statement } from "../../../emulator/model/policy-document.ts";
import { list } from "../../../trust/organization/documents.ts";
import { region } from "./resources-of.ts";

/** Every way to meet the conditions of a statement with one value a key. */
export function contextsOf(condition: Statement["Condition"] = {}): readonly Context[] {
  let contexts: readonly Context[] = [{}];
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, wanted] of Object.entries(keys)) {
      const met = list(wanted).map((value) => valueFor(operator, key, value));
      contexts = contexts.flatMap((one) => met.map((more) => ({ ...one, ...more })));
    }
  }
  return contexts;
}

function valueFor(operator: string, key: string, wanted: string): Context {
  // what the role asks for is in its own account
  if (wanted === "${aws:ResourceAccount}") return {};
  switch (operator) {
    case "Null":
      return wanted === "true" ? {} : { [key]: "something" };
    case "ForAnyValue:StringEquals":
    case "ForAllValues:StringEquals":
      return { [key]: [wanted] };
    case "Bool":
    case "StringEquals":
    case "StringLike":
      return {
        [key]: wanted
          .replace(/\*$/, "")
          .replace(/^arn:\*:/, "arn:aws:")
          .replaceAll("*", region),
      };
    default:
      throw new Error(`got ${operator}; add how a request meets it`);
  }
}
