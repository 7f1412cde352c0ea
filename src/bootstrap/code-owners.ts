import { columns } from "../words/columns.ts";
import type { Owners } from "./owners.ts";

/** A file that must have an owner, for what a change of it can do. */
export interface OwnedFile {
  /** As CODEOWNERS writes it. */
  readonly pattern: string;
  /** Some file of it, which the repository need not have. */
  readonly file: string;
  readonly whose: keyof Owners;
}

/** What code owners must cover. What is not named here belongs to whoever owns all. */
export const ownedFiles: readonly (OwnedFile & { readonly why: string })[] = [
  { pattern: "*", file: "cdktf.json", whose: "all", why: "everything that has no other owner" },
  ...owned("what weakens a protection", [
    ["/config/organization.yaml", "config/organization.yaml"],
    ["/config/allowances.yaml", "config/allowances.yaml"],
    ["/config/plans/", "config/plans/gold.yaml"],
  ]),
  ...owned("what the pipeline may do, and what stacks hold; with it, who owns what", [
    ["/.github/", ".github/workflows/deploy.yml"],
    ["/src/", "src/main.ts"],
    ["/stacks/", "stacks/index.ts"],
    ["/package.json", "package.json"],
  ]),
  ...owned("lock files", [
    ["/package-lock.json", "package-lock.json"],
    ["/.terraform.lock.hcl", ".terraform.lock.hcl"],
  ]),
];

function owned(why: string, files: readonly (readonly [pattern: string, file: string])[]) {
  return files.map(([pattern, file]) => ({ pattern, file, whose: "pipeline" as const, why }));
}

/** A whole CODEOWNERS, by which all of {@link ownedFiles} have owners. */
export function codeOwnersText(owners: Owners): string {
  const rows = columns(ownedFiles.map(({ pattern, whose }) => [pattern, owners[whose].join(" ")]));
  const lines = ownedFiles.flatMap(({ why }, index) => {
    const begins = ownedFiles[index - 1]?.why !== why;
    return [...(begins ? ["", `# ${why}`] : []), rows[index] ?? ""];
  });
  return [
    "# Who has to agree to a change: the ruleset of main asks for one of them. The last line that matches a file counts.",
    ...lines,
    "",
    "# an account's file may be changed by those who run the account: name them beside the others",
    `# /config/accounts/orders-prod.yaml ${owners.all.join(" ")}`,
    "",
  ].join("\n");
}
