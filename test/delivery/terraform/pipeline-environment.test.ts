import { expect, test } from "vitest";
import { pipelineEnvironment } from "../../../src/delivery/terraform/pipeline-environment.ts";

test("credentials and CLI configuration stay, what would change a plan or tell secrets does not", () => {
  const kept = { AWS_ACCESS_KEY_ID: "a", AWS_SESSION_TOKEN: "b", TF_CLI_CONFIG_FILE: "c", PATH: "d" };
  const left = {
    TF_CLI_ARGS: "-target=a",
    TF_CLI_ARGS_plan: "-refresh=false",
    TF_DATA_DIR: "shared",
    TF_LOG: "trace",
    TF_LOG_PATH: "log",
    TF_PLUGIN_CACHE_DIR: "shared",
    TF_VAR_account: "1",
    TF_WORKSPACE: "other",
  };

  expect(pipelineEnvironment({ ...kept, ...left })).toEqual({
    ...kept,
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
  });
});
