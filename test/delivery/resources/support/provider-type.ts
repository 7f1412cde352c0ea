import { readFileSync } from "node:fs";

/** Arguments of a resource type, as the provider's bindings write them: they are generated from the provider's own schema. */
export function providerArguments(type: string): ReadonlySet<string> {
  const folder = type.replace(/^aws_/, "").replaceAll("_", "-");
  const text = readFileSync(`node_modules/@cdktf/provider-aws/lib/${folder}/index.js`, "utf8");
  const [, written] = /\n {4}synthesizeAttributes\(\) \{\n {8}return \{\n(.*?)\n {8}\};/s.exec(text) ?? [];
  if (written === undefined || !text.includes(`.tfResourceType = "${type}"`)) {
    throw new Error(`got no arguments of ${type} in ${folder}; use a resource that the provider has`);
  }
  return new Set([...written.matchAll(/^ {12}'?(\w+)'?: /gm)].map(([, name = ""]) => name));
}
