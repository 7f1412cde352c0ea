import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createVitest, type TestSpecification } from "vitest/node";
import type { TestRun, TestRunResult } from "./test-run.ts";

// a process of its own, in a copy of the project: runs the tests it is sent, and keeps warm between them
const root = process.cwd();

class AsGiven {
  async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
  async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files;
  }
}

const vitest = await createVitest(
  "test",
  {
    root,
    watch: false,
    // one process for all files of a run: what they import is loaded once
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    maxWorkers: 1,
    bail: 1,
    cache: false,
    update: "none",
    reporters: [{}],
    sequence: { sequencer: AsGiven },
  },
  { logLevel: "error" },
);

const project = vitest.getRootProject();

/** Has a file read anew. Vitest itself does so in the projects of the tiers only; what runs here is in none of them. */
function forget(path: string): void {
  vitest.invalidateFile(path);
  for (const { moduleGraph } of Object.values(project.vite.environments)) {
    for (const module of moduleGraph.getModulesByFile(path) ?? []) moduleGraph.invalidateModule(module);
  }
}

async function run({ tests, change }: TestRun): Promise<TestRunResult> {
  const path = change && join(root, change.file);
  const before = path && readFileSync(path, "utf8");
  try {
    if (path) {
      writeFileSync(path, change.text);
      forget(path);
    }
    vitest.state.filesMap.clear();
    const result = await vitest.runTestSpecifications(
      tests.map((test) => project.createSpecification(join(root, test))),
    );
    const took: Record<string, number> = {};
    let red: string | undefined;
    for (const module of result.testModules) {
      const file = relative(root, module.moduleId);
      const { duration, collectDuration } = module.diagnostic();
      took[file] = duration + collectDuration;
      if (module.ok()) continue;
      const failed = [...module.children.allTests("failed")][0];
      const error = failed?.result().errors?.[0] ?? module.errors()[0];
      red ??= `${file} > ${failed?.fullName ?? ""}: ${error?.message ?? ""}`;
    }
    const [unhandled] = result.unhandledErrors;
    if (unhandled !== undefined) red ??= `${unhandled}`;
    return red === undefined ? { took } : { took, red };
  } finally {
    if (path && before !== undefined) {
      writeFileSync(path, before);
      forget(path);
    }
  }
}

process.on("disconnect", () => process.exit());
process.on("message", async (message: TestRun) => {
  const answer = await run(message).catch((error: unknown): TestRunResult => ({ took: {}, red: `${error}` }));
  process.send?.(answer);
});
process.send?.("ready");
