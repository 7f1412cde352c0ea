import { writeFileSync } from "node:fs";

// loaded into the measured process: only the process itself knows its peak on every platform
process.on("exit", () => {
  writeFileSync(process.env.PEAK_MEMORY_FILE ?? "peak-memory", String(process.resourceUsage().maxRSS));
});
