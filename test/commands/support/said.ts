import { vi } from "vitest";

/** What a command prints, and the code that it ends with. */
export async function said(work: () => number | Promise<number>) {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const text = (spy: typeof out | typeof err) =>
    spy.mock.calls
      .map(([written]) => `${written}`)
      // what Node itself warns of is none of the command's
      .filter((written) => !written.startsWith("(node:"))
      .join("");
  try {
    const code = await work();
    return { code, out: text(out), err: text(err) };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}
