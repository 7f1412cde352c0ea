import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // real Terraform takes seconds a stack on a busy machine; a test that hangs is all this is to end
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
