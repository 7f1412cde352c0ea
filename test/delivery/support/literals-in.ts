/** Every text in some source code, with `…` in place of what is filled in; texts within what is filled in come too. */
export function literalsIn(code: string): readonly string[] {
  const found: string[] = [];
  let at = 0;

  /** Up to the bracket that closes what was opened, or the end. */
  function expression(): void {
    let depth = 0;
    for (let before = ""; at < code.length; at++) {
      const sign = code[at] ?? "";
      if (sign === "}" && depth === 0) return;
      if (sign === "{") depth++;
      if (sign === "}") depth--;
      if (sign === '"') found.push(quoted());
      else if (sign === "`") found.push(template());
      else if (sign === "/" && /[(,=:[!&|?{};>]|^$/.test(before)) pattern();
      if (sign.trim() !== "") before = sign;
    }
  }

  function quoted(): string {
    const start = at++;
    for (; code[at] !== '"'; at++) if (code[at] === "\\") at++;
    return code.slice(start + 1, at).replace(/\\(.)/g, (_, sign: string) => (sign === "n" ? "\n" : sign));
  }

  function template(): string {
    let text = "";
    for (at++; code[at] !== "`"; at++) {
      if (at >= code.length) throw new Error("got a text without an end");
      if (code[at] === "\\") text += code[++at] === "n" ? "\n" : code[at];
      else if (code[at] === "$" && code[at + 1] === "{") {
        at += 2;
        expression();
        text += "…";
      } else text += code[at];
    }
    return text;
  }

  function pattern(): void {
    for (let inClass = false; ; ) {
      at++;
      if (code[at] === "\\") at++;
      else if (code[at] === "[") inClass = true;
      else if (code[at] === "]") inClass = false;
      else if (code[at] === "/" && !inClass) return;
    }
  }

  expression();
  return found;
}
