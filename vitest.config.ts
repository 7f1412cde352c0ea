import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { isSoak } from "./test/support/soak.ts";

/** What takes longest comes first: a long file that is begun last keeps one processor waiting for it. */
const longFirst = [
  /\/test\/pipeline\/.*\.terraform\.test\.ts$/,
  /\/test\/(end-to-end|upgrade|faults|emulator)\/.*\.terraform\.test\.ts$/,
  /\.soak\.test\.ts$/,
  /\/test\/stacks\/.*\.terraform\.test\.ts$/,
  /\.terraform\.test\.ts$/,
  /\.slow\.test\.ts$/,
  /\/test\/(trust|time|upgrade)\//,
  /\.property\.test\.ts$/,
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const index = longFirst.findIndex((pattern) => pattern.test(moduleId));
      return index < 0 ? longFirst.length : index;
    };
    return (await super.sort(files)).toSorted((one, two) => place(one) - place(two));
  }
}

const ofTerraform = ["**/*.terraform.test.ts", "**/*.terraform.soak.test.ts"];
const soaking = "**/*.soak.test.ts";

/** Whether all tests run: those of all tiers are in the same processes then, which read each module once. */
const isWhole = isSoak || process.env["LOCKSTEP_WHOLE"] === "1";

const project = (name: string, include: string[], exclude: string[], globalSetup: string[] = []) => ({
  extends: true as const,
  test: { name, include, exclude, globalSetup },
});

const terraform = "test/support/light-terraform.ts";

export default defineConfig({
  plugins: [
    {
      // their maps name sources that they come without, and Vite warns of each
      name: "github-packages-without-source-maps",
      load: (id) =>
        /@actions\/.*\.js$/.test(id) ? readFileSync(id, "utf8").replace(/^\/\/# sourceMappingURL=.*$/m, "") : null,
    },
  ],
  test: {
    projects: isWhole
      ? [project("all", ["test/**/*.test.ts"], isSoak ? [] : [soaking], [terraform])]
      : [
          project("fast", ["test/**/*.test.ts"], [...ofTerraform, "**/*.slow.test.ts", soaking]),
          project("slow", ["test/**/*.slow.test.ts"], []),
          project("terraform", ["test/**/*.terraform.test.ts"], [], [terraform]),
        ],
    globalSetup: ["test/support/bundles.ts", ...(isSoak ? ["test/support/soak-figures.ts"] : [])],
    setupFiles: ["test/support/no-tools.ts", "test/support/no-stubs-left.ts"],
    // what tests make and drop at once need not be looked for among what stays
    execArgv: ["--max-semi-space-size=128"],
    restoreMocks: true,
    sequence: { sequencer: LongFirst },
    // one process reads a module once, for all its files
    isolate: false,
    // one more than there are processors: Terraform's provider waits for AWS, which takes none
    maxWorkers: availableParallelism() + 1,
    // GitHub's own packages import JSON without an attribute, which Node refuses and Vite does not
    server: { deps: { inline: [/@actions\//] } },
    // real Terraform takes seconds a stack on a busy machine; a test that hangs is all this is to end
    testTimeout: isSoak ? 3_600_000 : 600_000,
    hookTimeout: 600_000,
  },
});
