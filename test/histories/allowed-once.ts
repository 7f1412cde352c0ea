import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { allowancesFile } from "../../src/config/allowances.ts";
import { sha256 } from "../../src/delivery/stack/sha256.ts";

/** An allowance that somebody writes for one change of one stack. */
export interface AllowedOnce {
  readonly stack: string;
  /** Last day that it holds, as YYYY-MM-DD. */
  readonly expires: string;
  /** Of the pull request that it comes with. */
  readonly why: number;
}

/** What the guard says of a change that weakens something, as an allowance names it. */
export const weakening = { address: "aws_backup_vault.one", rule: "retention-lowered" } as const;

const written = new Set<string>();

/** @returns a config folder in `folder` that has these allowances, and nothing else */
export function allowancesFolder(folder: string, allowances: readonly AllowedOnce[]): string {
  // there need not be such a file, and most commits have none
  if (allowances.length === 0) return join(folder, "without");
  const entries = allowances.map(({ stack, expires, why }) => ({
    ...{ stack, address: weakening.address, action: weakening.rule },
    ...{ reason: `as pull request ${why} says`, expires },
  }));
  const text = JSON.stringify(entries);
  const config = join(folder, sha256(text).slice(0, 16));
  if (written.has(config)) return config;
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, allowancesFile), text);
  written.add(config);
  return config;
}
