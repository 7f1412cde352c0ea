import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkAgainstSynth } from "./check-against-synth.ts";
import { writeLargeEstate } from "./large-estate.ts";

// npm run bench [accounts [runs]]
const [accounts = 1000, runs = 3] = process.argv.slice(2).map(Number);
const folder = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-bench-")));
try {
  const config = join(folder, "config");
  writeLargeEstate(config, accounts);
  console.log(`an organization of ${accounts} accounts, best of ${runs}`);
  console.log(checkAgainstSynth(folder, config, runs));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
