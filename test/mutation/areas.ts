import type { Area } from "./area.ts";

const elsewhere: Readonly<Record<string, readonly string[]>> = {
  src: [
    "test/commands",
    "test/config",
    "test/words",
    "test/by-text.test.ts",
    "test/map-concurrently.test.ts",
    "test/workflows/trust.test.ts",
  ],
  // a rule's examples are run for all rules at once
  "src/changes": ["test/changes", "test/rules"],
  "src/checks": ["test/checks", "test/rules"],
  "src/cli": ["test/commands", "test/workflows/commands.test.ts"],
  // a command's tests stand where what it does has its own
  "src/commands": [
    "test/commands",
    "test/delivery/affected/commands.test.ts",
    "test/delivery/github/commands.slow.test.ts",
    "test/delivery/github/heartbeat.test.ts",
    "test/delivery/github/turn.test.ts",
    "test/delivery/guard/expected/expectation.test.ts",
    "test/delivery/guard/guard-command.test.ts",
    "test/delivery/guard/verify-synth.slow.test.ts",
    "test/delivery/report/report-command.test.ts",
    "test/delivery/run/plan-shard.slow.test.ts",
  ],
  "src/config": ["test/config", "test/rules"],
  "src/constructs": ["test/constructs", "test/stacks"],
  "src/lint": ["test/lint", "test/rules"],
  "src/onboard": ["test/onboard", "test/stacks/onboarding.test.ts", "test/commands/onboard.slow.test.ts"],
  "src/overview": ["test/overview", "test/commands/overview.slow.test.ts"],
  stacks: ["test/stacks"],
};

/** What a mistake in costs backups or lets somebody in. */
const strict = new Set(["src/delivery/guard", "src/delivery/handoff", "src/delivery/ledger", "src/estate"]);

/** The areas of the folders that hold source: those directly below `src` and `src/delivery`, `src` itself and `stacks`. */
export function areasOf(folders: readonly string[]): readonly Area[] {
  const areas = new Set(
    folders.map((folder) => /^src\/delivery\/[^/]+|^src\/[^/]+|^[^/]+/.exec(folder)?.[0] ?? folder),
  );
  return [...areas].toSorted().map((folder) => ({
    folder,
    threshold: strict.has(folder) ? 95 : 90,
    ...(elsewhere[folder] && { tests: elsewhere[folder] }),
  }));
}
