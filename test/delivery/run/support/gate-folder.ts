import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Where an apply waits until it is let on. */
export function gateFolder() {
  const folder = temporaryFolder();
  const [reached, open] = [join(folder, "reached"), join(folder, "open")];
  return {
    command: `echo $PPID >${reached}.unfinished; mv ${reached}.unfinished ${reached}; until test -e ${open} || ! kill -0 $PPID; do sleep 0.1; done`,
    /** Terraform's process id. */
    async reached(): Promise<number> {
      while (!existsSync(reached)) await new Promise((resolve) => setTimeout(resolve, 50));
      return Number(readFileSync(reached, "utf8"));
    },
    open: () => writeFileSync(open, ""),
  };
}

export const waitsAt = ({ command }: { readonly command: string }) => ({
  provisioner: [{ "local-exec": { command } }],
});
