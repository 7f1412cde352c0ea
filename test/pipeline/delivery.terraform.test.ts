import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { BackupClient, DeleteBackupVaultCommand } from "@aws-sdk/client-backup";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, test } from "vitest";
import { allowance, daysAhead } from "./support/allowance.ts";
import { account, smallEstate } from "./support/small-estate.ts";
import { missingTools, useWorld } from "./support/world.ts";

const missing = await missingTools();

const region = "eu-west-2";
const prod = "app-orders-prod";
const dev = "app-orders-dev";
const devFile = "config/accounts/orders-dev.yaml";
const devAccount = (state: Readonly<Record<string, string>>) =>
  account("666666666601", "nonprod", { plans: "[bronze]", ...state });

// one story: each test goes on from where the one before it left the world
describe.skipIf(missing)("from a pull request to AWS", () => {
  const world = useWorld(smallEstate);
  const ledgers = async () => (await world.store.list("ledger/")).filter((key) => !key.endsWith(".applying.json"));
  const aliases = async () => {
    const { resources } = (await world.object(`state/app-prod/${prod}.tfstate`)) as unknown as State;
    return resources
      .filter(({ type }) => type === "aws_kms_alias")
      .flatMap(({ instances }) => instances.map(({ attributes }) => attributes["name"]));
  };

  test("what nobody reviewed is applied only when its report is accepted, and then wave by wave", async () => {
    world.configure({ real: { [prod]: ["aws_backup_vault", "aws_kms_alias", "aws_kms_key"], "app-lake-prod": "all" } });

    const push = await world.push({});

    expect(push.results).toEqual({
      ...{
        synth: "success",
        pending: "success",
        plan: "success",
        report: "success",
        supersede: "success",
        waiting: "success",
        summary: "success",
      },
    });
    const id = push.outputs("report")["report-id"] ?? "";
    expect(push.said("report")).toContain(`run the deploy workflow with accept=${id}`);
    expect(await ledgers()).toEqual([]);
    expect(await world.store.list("state/")).toEqual([]);

    const accepted = await world.dispatch("deploy.yml", { accept: id });

    expect(Object.keys(accepted.results)).toEqual(
      expect.arrayContaining(["wave-1", "wave-2", "wave-3", "wave-4", "wave-5"]),
    );
    expect(accepted.conclusion).toBe("success");
    expect(accepted.roles("plan")).toEqual(Array(7).fill(hub("deploy-plan")));
    expect(accepted.roles("wave-1").toSorted()).toEqual(
      ["apply-central-nonprod", "apply-central-prod", "apply-shared"].map(hub),
    );
    expect(accepted.roles("wave-4")).toEqual([hub("apply-app-prod")]);
    expect(await ledgers()).toHaveLength(7);
    const appliedAt = async (key: string) => String((await world.object(`ledger/${key}.json`))?.["appliedAt"]);
    const order = [`app-nonprod/${dev}`, "policies-nonprod/policies-nonprod", `app-prod/${prod}`];
    const times = await Promise.all(["shared/shared", ...order, "policies-prod/policies-prod"].map(appliedAt));
    expect(times).toEqual(times.toSorted());
    expect(await aliases()).toEqual(["alias/lockstep-local"]);
  });

  test("the pull request of an account in a unit shows what it gets, and that nothing changes for others", async () => {
    const file = { "config/accounts/lake-prod.yaml": account("555555555502", "prod", { unit: "data" }) };
    const { plan, number } = await world.pull("lake", file);

    expect(plan.results).toEqual({ synth: "success", plan: "success", report: "success", "plan-gate": "success" });
    const comments = world.github.commentsOf(number);
    expect(comments).toHaveLength(1);
    expect(comments[0]).toContain("1 stack is created");
    expect(comments[0]).toContain("new application account (prod)");
    expect(comments[0]).toContain("nothing changes for the other 8");
    expect(comments[0]).toContain("1 vault, 1 vault access policy, 1 key, 1 key alias, 7 roles");
    expect(plan.roles("plan")).toEqual([hub("plan")]);
    // a plan that somebody only looks at is kept nowhere
    expect((await world.store.list("plans/")).filter((key) => key.includes("lake"))).toEqual([]);
  });

  test("a fork's pull request gets what changes without credentials, in the run's summary", async () => {
    const edits = { [devFile]: devAccount({ owner: "somebody@else.example" }) };
    const { plan, number } = await world.pull("fork", edits, "fork");

    expect(plan.results).toEqual({ synth: "success", "plan-gate": "success" });
    expect(plan.summary("synth")).toContain(dev);
    expect(world.github.commentsOf(number)).toEqual([]);
  });

  test("what a guard stops has a red gate, until an allowance that holds is reviewed with it; of code, its merge is read once more", async () => {
    // what config cannot ask for, code can
    const edited = (file: string, from: string, to: string) => {
      const text = readFileSync(join(world.git.folder, file), "utf8");
      expect(text).toContain(from);
      return { [file]: text.replaceAll(from, to) };
    };
    const code = edited("src/names.ts", "alias/${prefix}-local`", "alias/${prefix}-local-2`");
    // what is expected of these stacks is then another thing too
    const expectations = ["app", "bootstrap"].map((kind) =>
      edited(`src/delivery/guard/expected/data/${kind}.json`, 'alias/lockstep-local"', 'alias/lockstep-local-2"'),
    );
    const move = Object.assign({}, code, ...expectations);
    const allowed = (expires: string) => ({
      ...move,
      "config/allowances.yaml": [
        ...guarded.map(([address, action]) => allowance({ stack: prod, address, action, expires })),
        ...["app", "bootstrap"].map((address) =>
          allowance({ stack: "expectation", address, action: "expectation-changed", expires }),
        ),
      ].join(""),
    });

    const unexpected = await world.pull("move-unexpected", code);

    expect(unexpected.plan.results).toEqual({ synth: "failure", "plan-gate": "failure" });
    expect(unexpected.plan.said("synth")).toContain(
      `${prod}: aws_kms_alias.eu-west-2_alias name: synth-unexpected: got "alias/lockstep-local-2"; expected "alias/lockstep-local"`,
    );

    const stopped = await world.pull("move", move);

    expect(stopped.plan.results).toMatchObject({ plan: "success", report: "failure", "plan-gate": "failure" });
    for (const [address, rule] of guarded) {
      expect(stopped.plan.said("report")).toContain(`${prod}: ${address}: ${rule}: `);
    }
    // the base's own code has judged the stacks as well
    expect(stopped.plan.said("report")).toMatch(
      /expectation: app: expectation-changed: another expectation of app stacks: .*; and the base's code refuses app-orders-/,
    );
    expect(world.github.commentsOf(stopped.number)[0]).toContain("Stopped by the guard: 3 findings");

    const fork = await world.pull("move-from-fork", move, "fork");

    expect(fork.plan.results).toEqual({ synth: "success", "plan-gate": "failure" });

    const refused = await world.pull("move-too-late", { ...allowed("2026-01-01"), [devFile]: null });
    expect(refused.plan.results).toEqual({ synth: "failure", "plan-gate": "failure" });
    expect(refused.plan.said("synth")).toContain(
      "got 2026-01-01, which is over; use a day that is still to come, or remove the entry",
    );
    expect(refused.plan.said("synth")).toContain(
      "account-removed::got no accounts/orders-dev.yaml, which was account 666666666601; its vaults and state stay behind",
    );

    const pull = await world.pull("move-allowed", allowed(daysAhead(7)));
    expect(pull.plan.conclusion).toBe("success");
    expect(world.github.commentsOf(pull.number)[0]).toContain("Let pass by `config/allowances.yaml`: 3 findings");

    expect(await aliases()).toEqual(["alias/lockstep-local"]);

    const merged = await world.merge(pull);

    expect(merged.said("report")).toContain(
      `not counted: pull request ${pull.number} changes code, which could have written what it shows (src/delivery/guard/expected/data/app.json, `,
    );
    expect(await aliases()).toEqual(["alias/lockstep-local"]);

    const id = merged.outputs("report")["report-id"] ?? "";
    const accepted = await world.dispatch("deploy.yml", { accept: id });

    expect(accepted.conclusion).toBe("success");
    expect(accepted.results).toMatchObject({ "wave-4": "success" });
    expect(await aliases()).toEqual(["alias/lockstep-local-2"]);
  });

  test("what somebody changed in AWS is in the issue about drift, and no secret of a state is anywhere", async () => {
    await (await backup()).send(new DeleteBackupVaultCommand({ BackupVaultName: "lockstep-local" }));
    const secret = "hunter2-planted-in-a-state";
    const key = "state/central-prod/central-prod.tfstate";
    const state = (await world.object(key)) as unknown as State;
    const planted = state.resources.map((resource) =>
      resource.name !== "aws_kms_key--eu-west-2_key"
        ? resource
        : { ...resource, instances: resource.instances.map((instance) => withSecret(instance, secret)) },
    );
    await world.store.put(key, JSON.stringify({ ...state, resources: planted }));

    const drift = await world.dispatch("drift.yml", { all: true });

    expect(drift.conclusion).toBe("success");
    const issue = world.github.issue("Drift");
    expect(issue?.state).toBe("open");
    expect(issue?.body).toContain(prod);
    expect(issue?.body).toContain("aws_backup_vault.eu-west-2_vault");
    expect(issue?.body).toContain("central-prod");
    const files = readdirSync(world.github.folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const texts = files.map((file) => readFileSync(join(file.parentPath, file.name), "utf8"));
    expect(texts.length).toBeGreaterThan(100);
    for (const text of [drift.everything, ...texts]) expect(text).not.toContain(secret);
  });
});

const hub = (name: string) => `arn:aws:iam::222222222222:role/lockstep-hub-${name}`;

/** What another name of the key destroys. */
const guarded = [["aws_kms_alias.eu-west-2_alias", "replace"]] as const;

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly Instance[];
  }[];
}
interface Instance {
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** As if it had been applied with another description, which Terraform knows to be secret. */
function withSecret({ attributes, ...instance }: Instance, description: string) {
  const input = attributes["input"] as { readonly value: object };
  const changed = { ...input, value: { ...input.value, description } };
  const at = (name: string) => [{ type: "get_attr", value: name }];
  return {
    ...instance,
    attributes: { ...attributes, input: changed, output: changed },
    sensitive_attributes: [at("input"), at("output")],
  };
}

/** As somebody in the account. */
async function backup() {
  const endpoint = process.env["AWS_ENDPOINT_URL_S3"] ?? "";
  const { Credentials: given } = await new STSClient({ region, endpoint }).send(
    new AssumeRoleCommand({ RoleArn: "arn:aws:iam::555555555501:role/somebody", RoleSessionName: "somebody" }),
  );
  const credentials = {
    accessKeyId: given?.AccessKeyId ?? "",
    secretAccessKey: given?.SecretAccessKey ?? "",
    sessionToken: given?.SessionToken ?? "",
  };
  return new BackupClient({ region, endpoint, credentials });
}
