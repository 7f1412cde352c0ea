import { devNull } from "node:os";

/** The variables of a process; the ones that are `undefined` are not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

// a data directory, a workspace or arguments from outside would make one machine's plan differ from another's,
// and runs side by side corrupt a shared plugin cache (hashicorp/terraform#31964)
const personal = /^(AWS_.*|TF_CLI_ARGS.*|TF_CLI_CONFIG_FILE|TF_DATA_DIR|TF_PLUGIN_CACHE_DIR|TF_WORKSPACE)$/i;

/**
 * What Terraform gets to see of `env`: none of the caller's AWS credentials, profiles and settings, and no way to AWS.
 *
 * @param cliConfig Terraform's CLI configuration file; without it, Terraform reads the one in the home folder, if any
 */
export function offlineEnvironment(env: Environment, cliConfig?: string): Environment {
  const kept = Object.entries(env).filter(([name]) => !personal.test(name));

  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    // the discard port: a call that should not be made is refused at once, instead of waiting for a network
    AWS_ENDPOINT_URL: "http://127.0.0.1:9",
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    ...(cliConfig && { TF_CLI_CONFIG_FILE: cliConfig }),
  };
}
