/** The text of a lock file that knows one version of the AWS provider. */
export const awsLock = (
  version = "5.100.0",
  hashes: readonly string[] = ["h1:gnFswQilgy4LkqHBL2kZrgLZ3yBZpAJcWML6FCRQfkw="],
) => `# This file is maintained automatically by "terraform init".

provider "registry.terraform.io/hashicorp/aws" {
  version     = "${version}"
  constraints = ">= 5.100.0, < 7.0.0"
  hashes = [
${hashes.map((hash) => `    "${hash}",\n`).join("")}  ]
}
`;
