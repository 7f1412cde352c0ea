import { expect, test } from "vitest";
import { offlineEnvironment } from "../../../src/delivery/terraform/offline-environment.ts";

test("passes on no AWS credentials, profile or setting", () => {
  const env = offlineEnvironment({
    AWS_ACCESS_KEY_ID: "AKIAREAL",
    AWS_SECRET_ACCESS_KEY: "real",
    AWS_SESSION_TOKEN: "real",
    AWS_PROFILE: "prod",
    AWS_ROLE_ARN: "arn:aws:iam::555555555555:role/real",
    AWS_WEB_IDENTITY_TOKEN_FILE: "/token",
    AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://169.254.170.2/real",
    AWS_ENDPOINT_URL_STS: "https://sts.amazonaws.com",
  });

  expect(Object.entries(env).filter(([name]) => name.startsWith("AWS_"))).toEqual([
    ["AWS_CONFIG_FILE", "/dev/null"],
    ["AWS_SHARED_CREDENTIALS_FILE", "/dev/null"],
    ["AWS_EC2_METADATA_DISABLED", "true"],
    ["AWS_ENDPOINT_URL", "http://127.0.0.1:9"],
  ]);
});

test("passes on nothing that makes one machine's plan differ from another's", () => {
  const env = offlineEnvironment({
    TF_CLI_ARGS: "-destroy",
    TF_CLI_ARGS_plan: "-destroy",
    TF_CLI_CONFIG_FILE: "/nowhere/terraformrc",
    TF_DATA_DIR: "/elsewhere",
    TF_PLUGIN_CACHE_DIR: "/shared",
    TF_WORKSPACE: "mine",
  });

  expect(Object.keys(env).filter((name) => name.startsWith("TF_"))).toEqual(["TF_IN_AUTOMATION"]);
});

test("passes on the rest, and the CLI configuration of the run", () => {
  const env = offlineEnvironment({ PATH: "/bin", HOME: "/home/me", TF_LOG: "debug" }, "/run/stacks.tfrc");

  expect(env).toMatchObject({
    PATH: "/bin",
    HOME: "/home/me",
    TF_LOG: "debug",
    TF_CLI_CONFIG_FILE: "/run/stacks.tfrc",
  });
});
