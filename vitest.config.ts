import { readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

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
    include: ["test/**/*.test.ts"],
    // half of the time is Terraform's and the stand-in's, in processes of their own
    maxWorkers: "100%",
    // GitHub's own packages import JSON without an attribute, which Node refuses and Vite does not
    server: { deps: { inline: [/@actions\//] } },
    // real Terraform takes seconds a stack on a busy machine; a test that hangs is all this is to end
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
