import { type ApplyShardOptions, applyShard } from "../../../src/commands/apply.ts";

// the command itself always waits ten minutes for a state that is locked
process.exitCode = await applyShard(JSON.parse(process.argv[2] ?? "{}") as ApplyShardOptions);
