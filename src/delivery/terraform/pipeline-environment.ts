import type { Environment } from "./offline-environment.ts";

// of arguments, data directories and workspaces from outside a reviewer knows nothing, a log would hold secrets, and runs
// side by side corrupt a shared plugin cache (hashicorp/terraform#31964)
const personal = /^(TF_CLI_ARGS.*|TF_DATA_DIR|TF_LOG.*|TF_PLUGIN_CACHE_DIR|TF_VAR_.*|TF_WORKSPACE)$/i;

/** What Terraform gets to see of `env` in the pipeline: credentials and CLI configuration, nothing that changes a plan. */
export function pipelineEnvironment(env: Environment): Environment {
  const kept = Object.entries(env).filter(([name]) => !personal.test(name));
  return { ...Object.fromEntries(kept), CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1" };
}
