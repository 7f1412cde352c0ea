import { parseArgs } from "node:util";
import { load } from "../../src/config/load.ts";
import type { Estate } from "../../src/model.ts";
import { deployDirectly } from "./deploy/deploy-directly.ts";
import { administratorOf, seedOrganization } from "./deploy/seed-organization.ts";
import { seedResources } from "./deploy/seed-resources.ts";
import { iamJudge } from "./judge/iam-judge.ts";
import { dayMs, minuteMs } from "./model/clock.ts";
import { Cloud } from "./model/cloud.ts";
import { startStandIn } from "./server/stand-in.ts";

const usage = `npm run emulate -- [--config DIR] [--as ARN] [--port PORT] [--after-days N [--pace MINUTES]]

Starts an AWS of its own, with the organization of the config, and prints the environment variables with which terraform
and the aws CLI talk to it. It ends with Ctrl-C, and everything in it is gone.

  --as          the role or user that you are; the administrator of the shared account unless it says otherwise
  --after-days  everything is deployed, resources are there, and so many days have passed: to try a restore, or an
                attack; without it nobody has bootstrapped Lockstep yet
  --pace        minutes that pass in it each second, so that jobs end; 10 unless it says otherwise`;

const { values } = parseArgs({
  options: {
    config: { type: "string", default: "config" },
    as: { type: "string" },
    port: { type: "string", default: "0" },
    "after-days": { type: "string" },
    pace: { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) console.log(usage);
else await emulate();

async function emulate(): Promise<void> {
  const { estate, problems } = load(values.config);
  if (!estate) {
    throw new Error(`${problems.length} problem(s) in ${values.config}; run \`npm run -s lockstep -- check\``);
  }
  const days = values["after-days"] === undefined ? null : numberOf("after-days", values["after-days"], 3650);
  const pace = numberOf("pace", values.pace, 1440);
  const cloud = days === null ? await emptyOrganization(estate) : await runningOrganization(estate, days);
  const standIn = await startStandIn({ cloud, port: numberOf("port", values.port, 65_535) });
  const who = values.as ?? administratorOf(estate.shared.accountId).arn;
  for (const [name, value] of Object.entries(standIn.env(who, {}, estate.shared.region))) {
    console.log(`export ${name}=${value}`);
  }
  const passing = days === null ? null : setInterval(() => void cloud.advance(pace * minuteMs), 1000);
  const time = days === null ? "" : ` It is ${cloud.clock.date().toISOString()} there.`;
  console.error(`\nYou are ${who}, until Ctrl-C.${time}`);

  // a terminal and npm both hand a signal on: it may come twice
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (passing) clearInterval(passing);
      void standIn.close();
    });
  }
}

async function emptyOrganization(estate: Estate): Promise<Cloud> {
  const cloud = new Cloud({ start: new Date(), judge: iamJudge(), organization: estate.organization });
  await seedOrganization(cloud, estate);
  return cloud;
}

async function runningOrganization(estate: Estate, days: number): Promise<Cloud> {
  const cloud = await deployDirectly(estate, { judge: iamJudge(), start: new Date(Date.now() - days * dayMs) });
  await seedResources(cloud, estate);
  await cloud.advance(days * dayMs);
  return cloud;
}

function numberOf(option: string, text: string, max: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= max) return number;
  throw new Error(`--${option}: got ${text}; use a whole number up to ${max}`);
}
