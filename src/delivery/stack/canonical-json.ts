import { byText } from "../../by-text.ts";
/**
 * One text for everything that means the same to Terraform: keys sorted, no spaces, and without the `"//"` keys, which
 * Terraform ignores and which hold CDKTF's version and construct paths.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);

  const members = Object.entries(value)
    .filter(([key]) => key !== "//")
    .sort(byText(([key]) => key))
    .map(([key, part]) => `${JSON.stringify(key)}:${canonicalJson(part)}`);
  return `{${members.join(",")}}`;
}
