/**
 * Who owns a file by the text of a CODEOWNERS: the last line that matches counts, and one without owners takes them away.
 * GitHub matches as `.gitignore` does, without `!` and `[ ]`:
 * docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export function ownersOf(text: string, file: string): readonly string[] {
  const lines = text.split("\n").map((line) =>
    line
      .replace(/(^|\s)#.*$/, "")
      .trim()
      .split(/\s+/),
  );
  const last = lines.findLast(([pattern = ""]) => pattern !== "" && matches(pattern, file));
  return last?.slice(1) ?? [];
}

function matches(pattern: string, file: string): boolean {
  const inner = pattern.replace(/^\//, "").replace(/\/$/, "");
  // what has a slash before its end is meant from the top
  const isAnchored = pattern.slice(0, -1).includes("/");
  const source = inner
    .split("/")
    .map((part) =>
      part === "**"
        ? "**"
        : part
            .replace(/[.+^${}()|[\]\\]/g, "\\$&")
            .replaceAll("*", "[^/]*")
            .replaceAll("?", "[^/]"),
    )
    .join("/")
    .replace(/(^|\/)\*\*\//g, "$1(?:[^/]+/)*")
    .replace(/(^|\/)\*\*$/, "$1.+");
  // a folder's pattern is of all below it; `docs/*` of the folder's own files alone
  const below = pattern.endsWith("/") ? "/.+" : inner.includes("/") && inner.endsWith("/*") ? "" : "(?:/.+)?";
  return new RegExp(`^${isAnchored ? "" : "(?:.+/)?"}${source}${below}$`).test(file);
}
