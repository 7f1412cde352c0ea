import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { account as accountOf } from "../delivery/takeover/support/account.ts";
import { account, smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

const dev = "app-orders-dev";
const devFile = "config/accounts/orders-dev.yaml";
const devId = "666666666601";
const sharedId = "222222222222";

describe.skipIf(missing)("an account that AWS has closed", () => {
  const world = useWorld(smallEstate);
  const door = useDoor();
  const devAccount = (more: Readonly<Record<string, string>>) =>
    account(devId, "nonprod", { plans: "[bronze]", ...more });

  test("leaves though nobody gets in, its class's policies go on, and reopened it comes back", async () => {
    const { outputs } = await world.push({});
    expect((await world.dispatch("deploy.yml", { accept: outputs("report")["report-id"] })).conclusion).toBe("success");
    await (await accountOf(sharedId)).makeOrganization();
    door.closed = devId;
    // as it is: its plan takes the role
    world.configure({ real: { [dev]: "all" } });

    const pull = await world.pull("retire-closed", { [devFile]: devAccount({ state: "retired" }) });
    expect(pull.plan.said("plan")).toContain(
      `got no way into account ${devId}: lockstep-pipeline-plan cannot be assumed there; AWS Organizations lists no such account`,
    );
    await world.merge(pull);
    expect(await world.addresses("policies-nonprod", "policies-nonprod")).not.toContain(
      "terraform_data.aws_organizations_policy_attachment--bronze_eu-west-2_account-orders-dev",
    );
    expect(await world.object(`ledger/app-nonprod/${dev}.json`)).not.toHaveProperty("retired");

    const retired = await world.dispatch("retire.yml", { stack: dev, scope: "app-nonprod", confirm: dev });

    expect(retired.said("status")).toContain(`${dev}: account ${devId} is MISSING`);
    expect(retired.said("retire")).toContain("AWS Organizations lists no such account");
    expect(retired.conclusion).toBe("success");
    expect(await world.addresses("app-nonprod", dev)).toEqual([]);
    expect(await world.object(`ledger/app-nonprod/${dev}.json`)).toMatchObject({ retired: true });

    const quiet = await world.dispatch("deploy.yml");
    expect(quiet.conclusion).toBe("success");
    expect(quiet.said("pending")).toContain(`${dev}: is retired and Terraform has let go of it`);

    door.closed = null;
    world.configure({ real: {} });
    const back = await world.pull("reopened", { [devFile]: devAccount({}) });
    expect(back.plan.conclusion).toBe("success");
    const again = await world.merge(back);
    expect(again.said("pending")).toContain(`was retired and comes back: ${dev}`);
    await world.dispatch("deploy.yml", { accept: again.outputs("report")["report-id"] });
    expect(await world.object(`ledger/app-nonprod/${dev}.json`)).not.toHaveProperty("retired");
    expect(await world.addresses("app-nonprod", dev)).toContain("terraform_data.aws_backup_vault--eu-west-2_vault");
  });
});

/** Stands before AWS, and lets nobody into an account while it is closed. */
function useDoor() {
  const door = { closed: null as string | null };
  let stop = () => {};
  beforeAll(async () => {
    const { hostname: host, port } = new URL(process.env["AWS_ENDPOINT_URL_S3"] ?? "");
    const server = createServer(async (incoming, outgoing) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const asked = new URLSearchParams(body.toString("latin1"));
      if (door.closed && asked.get("Action") === "AssumeRole" && asked.get("RoleArn")?.includes(`:${door.closed}:`)) {
        outgoing.writeHead(403, { "content-type": "text/xml" });
        outgoing.end(
          `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User: arn:aws:sts::${sharedId}:assumed-role/lockstep-hub-plan/x is not authorized to perform: sts:AssumeRole on resource: ${asked.get("RoleArn")}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
        );
        return;
      }
      const { method, headers, url } = incoming;
      const forwarded = request({ host, port, method, headers, path: url }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      forwarded.end(body);
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    vi.stubEnv("AWS_ENDPOINT_URL_S3", address);
    vi.stubEnv("AWS_ENDPOINT_URL", address);
  });
  afterAll(() => stop());
  return door;
}
