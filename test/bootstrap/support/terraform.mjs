#!/usr/bin/env node
// stands on the PATH as `terraform`: what moto lacks becomes terraform_data, or the whole stack what INSTEAD holds; and at
// the step that KILL names the command that runs it is killed
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const { REAL_TERRAFORM, KILL = "", CALLS, PAUSED, INSTEAD = "" } = process.env;
const args = process.argv.slice(2);
const folder = args.find((arg) => arg.startsWith("-chdir="))?.slice("-chdir=".length) ?? ".";
const words = args.filter((arg) => !arg.startsWith("-"));
const step = args.includes("-migrate-state") ? "migrate" : words[0];
appendFileSync(CALLS, `${step}\n`);

if (step === "providers") {
  console.error("Error: could not connect to the registry");
  process.exit(1);
}
const lacking = [
  "aws_cloudformation_stack_set",
  "aws_cloudformation_stack_set_instance",
  // the provider waits minutes for a lifecycle that moto never gives back as it was put
  "aws_s3_bucket_lifecycle_configuration",
  // moto denies whatever a Deny names, whether or not its condition is met
  "aws_s3_bucket_policy",
];
const file = join(folder, "cdk.tf.json");
if (existsSync(file)) {
  const stack = JSON.parse(readFileSync(INSTEAD || file, "utf8"));
  for (const type of lacking) {
    for (const [name, { template_body }] of Object.entries(stack.resource[type] ?? {})) {
      stack.resource.terraform_data = {
        ...stack.resource.terraform_data,
        [`${type}-${name}`]: { input: template_body ?? name },
      };
    }
    delete stack.resource[type];
  }
  writeFileSync(file, JSON.stringify(stack));
}

const kill = () => {
  process.kill(process.ppid, "SIGKILL");
  process.exit(137);
};
if (KILL === `before ${step}`) kill();
const isPausing = KILL === `during ${step}`;
// a group of its own, so that what Terraform has started is killed with it
const terraform = spawn(REAL_TERRAFORM, args, {
  stdio: "inherit",
  detached: true,
  env: { ...process.env, PAUSE: isPausing ? PAUSED : "" },
});
if (isPausing) {
  setInterval(() => {
    if (!existsSync(PAUSED)) return;
    process.kill(-terraform.pid, "SIGKILL");
    kill();
  }, 20);
}
terraform.on("close", (code) => {
  if (KILL === `${step}, its state unwritten`) rmSync(join(folder, "terraform.tfstate"));
  if (KILL === `after ${step}` || KILL === `${step}, its state unwritten`) kill();
  process.exit(code ?? 1);
});
