import { parseArgs } from "node:util";
import { load } from "../../src/config/load.ts";
import { administratorOf, seedOrganization } from "./deploy/seed-organization.ts";
import { iamJudge } from "./judge/iam-judge.ts";
import { Cloud } from "./model/cloud.ts";
import { startStandIn } from "./server/stand-in.ts";

const usage = `npm run emulate -- [--config DIR] [--as ROLE_ARN] [--port PORT]

Starts an AWS of its own, with the organization of the config as it is before anybody bootstraps Lockstep, and prints the
environment variables with which terraform and the aws CLI talk to it. It ends with Ctrl-C, and everything in it is gone.`;

const { values } = parseArgs({
  options: {
    config: { type: "string", default: "config" },
    as: { type: "string" },
    port: { type: "string", default: "0" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(usage);
} else {
  const { estate, problems } = load(values.config);
  if (!estate)
    throw new Error(`${problems.length} problem(s) in ${values.config}; run \`npm run -s lockstep -- check\``);
  const cloud = new Cloud({ start: new Date(), judge: iamJudge(), organization: estate.organization });
  await seedOrganization(cloud, estate);
  const standIn = await startStandIn({ cloud, port: Number(values.port) });
  const who = values.as ?? administratorOf(estate.shared.accountId).arn;
  for (const [name, value] of Object.entries(standIn.env(who, {}, estate.shared.region)))
    console.log(`export ${name}=${value}`);
  console.error(`\nYou are ${who}, until Ctrl-C.`);
  // a terminal and npm both hand a signal on: it may come twice
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void standIn.close());
}
