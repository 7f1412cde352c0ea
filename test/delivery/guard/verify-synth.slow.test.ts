import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { expectationOf, verifySynth as verifySynthCommand } from "../../../src/commands/verify-synth.ts";
import { verifyFolder } from "../../../src/delivery/guard/synth/verify-folder.ts";
import { verifySynth } from "../../../src/delivery/guard/synth/verify-synth.ts";
import { resourceTypes } from "../../../src/delivery/resources/resource-types.ts";
import { dotted } from "../../../src/diagnostics/config-key.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import type { StackResource } from "../../../src/diagnostics/place.ts";
import { textLine } from "../../../src/diagnostics/render/text.ts";
import { sentence } from "../../../src/diagnostics/sentence.ts";
import { synthesize } from "../../../src/synthesize.ts";
import { exampleConfig } from "../../support/example-config.ts";
import { exampleEstate, stacksOf } from "../../support/stacks.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const example = exampleEstate();
const estate = { ...example, accounts: example.accounts.map((one) => ({ ...one, createServiceLinkedRole: true })) };
const stacks = stacksOf(estate);
const expected = expectationOf(estate);
const apply = "arn:aws:iam::555555555501:role/lockstep-pipeline-apply";
const plan = "arn:aws:iam::555555555501:role/lockstep-pipeline-plan";

type Json = { [key: string]: Json } & { [index: number]: Json };

/** `stack: place in its Terraform JSON: message`; the command's own lines have the rule besides. */
const lineOf = (problem: Diagnostic<StackResource>) => {
  const { stack, address, path } = problem.place;
  const at = path.length === 0 || address !== "" ? ["resource", ...address.split("."), ...path] : path;
  return `${stack}: ${dotted(at)}: ${sentence(problem)}`;
};

/** Problems of a stack that `change` was made to. */
function problemsOf(change: (json: Json) => void, stack = "app-payments-prod"): readonly string[] {
  const json = structuredClone(stacks.get(stack)) as unknown as Json;
  change(json);
  return verifySynth(stack, json, expected).map(lineOf);
}
const at = (json: Json, ...path: readonly (string | number)[]) => path.reduce((value, key) => value[key] as Json, json);
/** Sets what is at a path of a stack. */
const set =
  (value: unknown, ...path: readonly (string | number)[]) =>
  (json: Json) => {
    const last = path.at(-1) ?? "";
    at(json, ...path.slice(0, -1))[last] = value as Json;
  };
const without =
  (...path: readonly (string | number)[]) =>
  (json: Json) => {
    delete at(json, ...path.slice(0, -1))[path.at(-1) ?? ""];
  };

test.each([...stacks.keys()])("%s is what it must be", (stack) => {
  expect(verifySynth(stack, stacks.get(stack), expected)).toEqual([]);
});

test("where config says that a lock is final, its stack leaves its cooling-off as it is, and holds config's value still", () => {
  const arm = { mode: "compliance", armedOn: "2026-10-01" } as const;
  const cooledOff = { lockDate: "2026-10-15", reason: "the state was lost" };
  const { prod } = estate.central;
  const final = {
    ...estate,
    central: { ...estate.central, prod: { ...prod, lock: { ...prod.lock, ...arm, cooledOff } } },
  };
  const stack = stacksOf(final).get("central-prod");
  const other = structuredClone(stack) as unknown as Json;
  const place = ["resource", "aws_backup_vault_lock_configuration", "eu-west-2_lock"] as const;
  set(3, ...place, "changeable_for_days")(other);

  expect(verifySynth("central-prod", stack, expectationOf(final))).toEqual([]);
  expect(verifySynth("central-prod", other, expectationOf(final)).map(lineOf)).toEqual([
    `central-prod: ${place.join(".")}.changeable_for_days: got 3; expected 14`,
  ]);
});

test("policies of a class whose last account left are a stack without resources", () => {
  const left = { ...estate, accounts: estate.accounts.filter((one) => one.class === "prod") };

  const { resource: _, ...json } = stacksOf(left).get("policies-nonprod") ?? {};

  expect(verifySynth("policies-nonprod", json, expectationOf(left))).toEqual([]);
});

const key = ["resource", "aws_kms_key", "eu-west-2_key"] as const;
const vault = ["resource", "aws_backup_vault", "eu-west-2_vault"] as const;
const vaultPolicy = ["resource", "aws_backup_vault_policy", "eu-west-2_policy"] as const;
const s3 = ["terraform", "backend", "s3"] as const;
const provider = ["provider", "aws", 0] as const;

describe.each<[string, readonly [string, (json: Json) => void, ...string[]][]]>([
  [
    "versions and state",
    [
      [
        "another bucket",
        set("mine", ...s3, "bucket"),
        'terraform.backend.s3.bucket: got "mine"; use "lockstep-state-acme-222222222222"',
      ],
      [
        "another stack's state",
        set("state/app-prod/app-ledger-prod.tfstate", ...s3, "key"),
        'terraform.backend.s3.key: got "state/app-prod/app-ledger-prod.tfstate"; use "state/app-prod/app-payments-prod.tfstate"',
      ],
      [
        "a state that is not locked",
        set(false, ...s3, "use_lockfile"),
        "terraform.backend.s3.use_lockfile: got false; use true",
      ],
      [
        "a state that is not encrypted",
        without(...s3, "encrypt"),
        "terraform.backend.s3.encrypt: got nothing; use true",
      ],
      [
        "another key for the state",
        set("alias/mine", ...s3, "kms_key_id"),
        'terraform.backend.s3.kms_key_id: got "alias/mine"; use "arn:aws:kms:eu-west-2:222222222222:alias/lockstep-state"',
      ],
      [
        "a backend with an endpoint of its own",
        set({ s3: "http://mine" }, ...s3, "endpoints"),
        'terraform.backend.s3.endpoints: got {"s3":"http://mine"}; leave it out',
      ],
      [
        "a backend with credentials",
        set("AKIA", ...s3, "access_key"),
        'terraform.backend.s3.access_key: got "AKIA"; leave it out',
      ],
      [
        "a backend that takes a role",
        set("arn:x", ...s3, "role_arn"),
        'terraform.backend.s3.role_arn: got "arn:x"; leave it out',
      ],
      ["a local backend", set({ local: {} }, "terraform", "backend"), 'terraform.backend: got {"local":{}}; use s3'],
      ["two backends", set({}, "terraform", "backend", "http"), "terraform.backend.http: got {}; leave it out"],
      ["Terraform Cloud", set({}, "terraform", "cloud"), "terraform.cloud: got {}; leave it out"],
      [
        "an older Terraform",
        set(">= 1.0", "terraform", "required_version"),
        'terraform.required_version: got ">= 1.0"; use ">= 1.11"',
      ],
      [
        "another version of the provider",
        set("6.0.0", "terraform", "required_providers", "aws", "version"),
        'terraform.required_providers: got {"aws":{"source":"aws","version":"6.0.0"}}; use {"aws":{"source":"aws","version":">= 5.100.0, < 7.0.0"}}',
      ],
      [
        "a provider from elsewhere",
        set({ source: "mine/aws" }, "terraform", "required_providers", "aws"),
        'terraform.required_providers: got {"aws":{"source":"mine/aws"}}; use {"aws":{"source":"aws","version":">= 5.100.0, < 7.0.0"}}',
      ],
      [
        "a further provider",
        set({ source: "hashicorp/null" }, "terraform", "required_providers", "null"),
        'terraform.required_providers: got {"aws":{"source":"aws","version":">= 5.100.0, < 7.0.0"},"null":{"source":"hashic…; use {"aws":{"source":"aws","version":">= 5.100.0, < 7.0.0"}}',
      ],
    ],
  ],
  [
    "providers",
    [
      ["none at all", without("provider", "aws"), "provider.aws: got nothing; use one for each Region"],
      [
        "another account",
        set(["666666666666"], ...provider, "allowed_account_ids"),
        'provider.aws[0].allowed_account_ids: got ["666666666666"]; use ["555555555501"]',
      ],
      [
        "a second account",
        set(["555555555501", "666666666666"], ...provider, "allowed_account_ids"),
        'provider.aws[0].allowed_account_ids: got ["555555555501","666666666666"]; use ["555555555501"]',
      ],
      [
        "any account",
        without(...provider, "allowed_account_ids"),
        'provider.aws[0].allowed_account_ids: got nothing; use ["555555555501"]',
      ],
      [
        "an alias of another Region",
        set("eu-west-1", ...provider, "alias"),
        'provider.aws[0].alias: got "eu-west-1"; use "eu-west-2"',
      ],
      [
        "an expression for a Region",
        set('${file("x")}', ...provider, "region"),
        'provider.aws[0].region: got "${file(\\"x\\")}"; use a Region',
      ],
      [
        "more before a Region",
        set("x.eu-west-2", ...provider, "region"),
        'provider.aws[0].region: got "x.eu-west-2"; use a Region',
      ],
      [
        "more after a Region",
        set("eu-west-2.x", ...provider, "region"),
        'provider.aws[0].region: got "eu-west-2.x"; use a Region',
      ],
      [
        "static credentials",
        set("AKIA", ...provider, "access_key"),
        'provider.aws[0].access_key: got "AKIA"; leave it out',
      ],
      ["a profile", set("admin", ...provider, "profile"), 'provider.aws[0].profile: got "admin"; leave it out'],
      [
        "shared config files",
        set(["/x"], ...provider, "shared_config_files"),
        'provider.aws[0].shared_config_files: got ["/x"]; leave it out',
      ],
      [
        "an endpoint",
        set([{ sts: "http://mine" }], ...provider, "endpoints"),
        'provider.aws[0].endpoints: got [{"sts":"http://mine"}]; leave it out',
      ],
      [
        "a tag that reads the runner's disk",
        set('${file("/proc/self/environ")}', ...provider, "default_tags", 0, "tags", "a"),
        'provider.aws[0].default_tags[0].tags.a: got the expression "${file(\\"/proc/self/environ\\")}"; use plain text, or a reference to a resource of this stack',
      ],
      ["another kind of provider", set([{}], "provider", "http"), "provider.http: got [{}]; leave it out"],
    ],
  ],
  [
    "blocks",
    [
      [
        "a module",
        set({ x: { source: "git::https://mine" } }, "module"),
        'module: got {"x":{"source":"git::https://mine"}}; leave it out',
      ],
      ["a data source", set({ external: {} }, "data"), 'data: got {"external":{}}; leave it out'],
      [
        "another stack's state",
        set({ terraform_remote_state: {} }, "data"),
        'data: got {"terraform_remote_state":{}}; leave it out',
      ],
      ["an import", set([{ to: "a.b", id: "c" }], "import"), 'import: got [{"to":"a.b","id":"c"}]; leave it out'],
      ["something that is forgotten", set([{ from: "a.b" }], "removed"), 'removed: got [{"from":"a.b"}]; leave it out'],
      ["something that is moved", set([{ from: "a.b" }], "moved"), 'moved: got [{"from":"a.b"}]; leave it out'],
      ["an output", set({ x: { value: "y" } }, "output"), 'output: got {"x":{"value":"y"}}; leave it out'],
      ["a local value", set({ x: 1 }, "locals"), 'locals: got {"x":1}; leave it out'],
      ["a variable", set({ x: {} }, "variable"), 'variable: got {"x":{}}; leave it out'],
      ["a check that asks AWS", set({ x: {} }, "check"), 'check: got {"x":{}}; leave it out'],
    ],
  ],
  [
    "resources",
    [
      [
        "a type of another provider",
        set({ x: {} }, "resource", "null_resource"),
        "resource.null_resource: got a type that no stack is made of; use one of src/delivery/resources",
      ],
      [
        "a type of AWS that no stack has",
        set({ x: {} }, "resource", "aws_lambda_function"),
        "resource.aws_lambda_function: got a type that no stack is made of; use one of src/delivery/resources",
      ],
      [
        "a vault that no stack makes",
        set({ x: {} }, "resource", "aws_backup_logically_air_gapped_vault"),
        "resource.aws_backup_logically_air_gapped_vault: got a type that no stack is made of; leave it out: no stack makes one yet; who does first decides who may copy into it",
      ],
      [
        "a policy beside its key",
        set({ x: {} }, "resource", "aws_kms_key_policy"),
        "resource.aws_kms_key_policy: got a type that no stack is made of; leave it out: a key's policy stands in the key: one beside it would undo it at the next apply",
      ],
      [
        "a provisioner",
        set([{ "local-exec": { command: "sh" } }], ...key, "provisioner"),
        'resource.aws_kms_key.eu-west-2_key.provisioner: got [{"local-exec":{"command":"sh"}}]; leave it out',
      ],
      [
        "a connection",
        set({ host: "x" }, ...key, "connection"),
        'resource.aws_kms_key.eu-west-2_key.connection: got {"host":"x"}; leave it out',
      ],
      [
        "a loop",
        set({ a: 1 }, ...key, "for_each"),
        'resource.aws_kms_key.eu-west-2_key.for_each: got {"a":1}; leave it out',
      ],
      ["no copy at all", set(0, ...key, "count"), "resource.aws_kms_key.eu-west-2_key.count: got 0; leave it out"],
      [
        "a provider that the stack has not",
        set("aws", ...key, "provider"),
        'resource.aws_kms_key.eu-west-2_key.provider: got "aws"; use one of aws.eu-west-2',
      ],
      [
        "a vault that may be destroyed",
        without(...vault, "lifecycle"),
        "resource.aws_backup_vault.eu-west-2_vault.lifecycle.prevent_destroy: got nothing; use true",
      ],
      [
        "a key that may be destroyed",
        set(false, ...key, "lifecycle", "prevent_destroy"),
        "resource.aws_kms_key.eu-west-2_key.lifecycle.prevent_destroy: got false; use true",
      ],
      [
        "a lock that may be destroyed",
        without("resource", "aws_backup_vault_lock_configuration", "eu-west-2_lock", "lifecycle", "prevent_destroy"),
        "resource.aws_backup_vault_lock_configuration.eu-west-2_lock.lifecycle.prevent_destroy: got nothing; use true",
      ],
      [
        "a policy whose changes are ignored",
        set({ ignore_changes: ["policy"] }, ...vaultPolicy, "lifecycle"),
        'resource.aws_backup_vault_policy.eu-west-2_policy.lifecycle.ignore_changes: got "policy"; leave it out: what is ignored is guarded by nobody',
      ],
      [
        "the cooling-off of a lock that config does not say is final",
        set(
          ["changeable_for_days"],
          "resource",
          "aws_backup_vault_lock_configuration",
          "eu-west-2_lock",
          "lifecycle",
          "ignore_changes",
        ),
        'resource.aws_backup_vault_lock_configuration.eu-west-2_lock.lifecycle.ignore_changes: got "changeable_for_days"; leave it out: what is ignored is guarded by nobody',
      ],
      [
        "all changes ignored",
        set("all", ...key, "lifecycle", "ignore_changes"),
        'resource.aws_kms_key.eu-west-2_key.lifecycle.ignore_changes: got "all"; leave it out: what is ignored is guarded by nobody',
      ],
      [
        "a whole setting ignored",
        set(
          ["resource_type_opt_in_preference"],
          "resource",
          "aws_backup_region_settings",
          "eu-west-2-opt-in",
          "lifecycle",
          "ignore_changes",
        ),
        'resource.aws_backup_region_settings.eu-west-2-opt-in.lifecycle.ignore_changes: got "resource_type_opt_in_preference"; leave it out: what is ignored is guarded by nobody',
      ],
      [
        "a replacement when another changes",
        set(["aws_iam_role.x"], ...key, "lifecycle", "replace_triggered_by"),
        'resource.aws_kms_key.eu-west-2_key.lifecycle.replace_triggered_by: got ["aws_iam_role.x"]; leave it out',
      ],
      [
        "a dependency on what is not there",
        set(["data.x.y"], ...key, "depends_on"),
        'resource.aws_kms_key.eu-west-2_key.depends_on: got "data.x.y"; use addresses of this stack',
      ],
      [
        "a dependency that is no list",
        set("data.x.y", ...key, "depends_on"),
        'resource.aws_kms_key.eu-west-2_key.depends_on: got "data.x.y"; use a list of addresses',
      ],
      [
        "a second policy for one vault",
        (json) =>
          set(
            { ...at(json, ...vaultPolicy), backup_vault_name: "${aws_backup_vault.eu-west-2_vault.id}" },
            "resource",
            "aws_backup_vault_policy",
            "other",
          )(json),
        'resource.aws_backup_vault_policy.other.backup_vault_name: got "${aws_backup_vault.eu-west-2_vault.id}", which is eu-west-2_policy\'s; use one of the two',
        "resource.aws_backup_vault_policy.other: got a resource that is not expected of this config; leave it out",
      ],
      [
        "a policy for a vault by its name alone",
        set("lockstep-local", ...vaultPolicy, "backup_vault_name"),
        'resource.aws_backup_vault_policy.eu-west-2_policy.backup_vault_name: got "lockstep-local"; use a reference to an aws_backup_vault of this stack',
      ],
      [
        "a list of bodies",
        set([{}], ...key),
        "resource.aws_kms_key.eu-west-2_key: got [{}]; use one mapping of arguments",
      ],
    ],
  ],
])("refuses %s", (_, rows) => {
  test.each(rows)("%s", (_behaviour, change, ...lines) => {
    expect(problemsOf(change)).toEqual(lines.map((line) => `app-payments-prod: ${line}`));
  });
});

describe("refuses two for one thing, which would undo each other", () => {
  const others = [
    ["app-payments-prod", "aws_backup_vault", "name"],
    ["app-payments-prod", "aws_backup_vault_lock_configuration", "backup_vault_name"],
    ["app-payments-prod", "aws_backup_vault_policy", "backup_vault_name"],
    ["app-payments-prod", "aws_kms_alias", "name"],
    ["bootstrap", "aws_s3_bucket_lifecycle_configuration", "bucket"],
    ["bootstrap", "aws_s3_bucket_policy", "bucket"],
    ["bootstrap", "aws_s3_bucket_public_access_block", "bucket"],
    ["bootstrap", "aws_s3_bucket_server_side_encryption_configuration", "bucket"],
    ["bootstrap", "aws_s3_bucket_versioning", "bucket"],
  ] as const;

  test.each(others)("%s: %s", (stack, type, attribute) => {
    const [[name = "", body] = []] = Object.entries(stacks.get(stack)?.resource[type] ?? {});

    const lines = problemsOf(set(body, "resource", type, "another"), stack);

    expect(lines).toContain(
      `${stack}: resource.${type}.another.${attribute}: got ${JSON.stringify(body?.[attribute])}, which is ${name}'s; use one of the two`,
    );
  });

  test("and every type that has one each is among these", () => {
    const oneEach = Object.entries(resourceTypes).filter(([, row]) => row.oneEach !== undefined);

    expect(oneEach.map(([type]) => type).sort()).toEqual(others.map(([, type]) => type));
  });
});

test.each([
  ["the apply role for both", apply, apply],
  ["the plan role for both", plan, plan],
  ["the roles the wrong way round", plan, apply],
  ["another account's role", apply.replace("555555555501", "333333333333"), plan],
  ["another role of the account", apply.replace("pipeline-apply", "vault-custodian"), plan],
])("refuses %s", (_, applying, planning) => {
  const written = `\${terraform.applying ? "${applying}" : "${planning}"}`;

  expect(problemsOf(set(written, ...provider, "assume_role", 0, "role_arn"))).toEqual([
    expect.stringMatching(/^app-payments-prod: provider\.aws\[0\]\.assume_role: got .*; use /),
  ]);
});

test("refuses a role for the stack that a person applies, and its absence where the pipeline does", () => {
  expect(problemsOf(set([{ role_arn: apply }], ...provider, "assume_role"), "bootstrap")).toEqual([
    `bootstrap: provider.aws[0].assume_role: got [{"role_arn":"${apply}"}]; leave it out`,
  ]);
  expect(problemsOf(without(...provider, "assume_role"))).toEqual([
    `app-payments-prod: provider.aws[0].assume_role: got nothing; use ${JSON.stringify([{ role_arn: `\${terraform.applying ? "${apply}" : "${plan}"}` }])}`,
  ]);
});

const address = "resource.aws_kms_key.eu-west-2_key.description";
const refusal = (template: string) => [
  `app-payments-prod: ${address}: got the expression ${JSON.stringify(template)}; use plain text, or a reference to a resource of this stack`,
];
test.each([
  ["plain text", "a $ and a % and a { }", []],
  ["text that Terraform leaves alone", "$${aws:username} %%{if}", []],
  ["a reference to a resource of the stack", "${aws_backup_vault.eu-west-2_vault.name}", []],
  ["two references", "${aws_kms_key.eu-west-2_key.arn} ${aws_kms_key.eu-west-2_key.key_id}", []],
  [
    "a reference to a resource that is not there",
    "${aws_backup_vault.other.name}",
    refusal("${aws_backup_vault.other.name}"),
  ],
  ["another attribute", "${aws_kms_key.eu-west-2_key.policy}", refusal("${aws_kms_key.eu-west-2_key.policy}")],
  ["a file of the runner", '${file("/proc/self/environ")}', refusal('${file("/proc/self/environ")}')],
  ["whether a file exists", '${fileexists("x")}', refusal('${fileexists("x")}')],
  ["a template of the runner", '${templatefile("x", {})}', refusal('${templatefile("x", {}')],
  ["a path of the runner", "${path.cwd}", refusal("${path.cwd}")],
  [
    "a function around a reference",
    "${upper(aws_kms_key.eu-west-2_key.arn)}",
    refusal("${upper(aws_kms_key.eu-west-2_key.arn)}"),
  ],
  [
    "the condition that only providers have",
    '${terraform.applying ? "a" : "b"}',
    refusal('${terraform.applying ? "a" : "b"}'),
  ],
  ["spaces within", "${ aws_kms_key.eu-west-2_key.arn }", refusal("${ aws_kms_key.eu-west-2_key.arn }")],
  ["a loop in a text", "%{ for a in [1] }x%{ endfor }", [...refusal("%{ for a in [1] }"), ...refusal("%{ endfor }")]],
  ["more signs than two", '$$${file("x")}', refusal('$$${file("x")}')],
  ["a template without an end", "${file(", refusal("${file(")],
  ["an expression after a harmless one", '${aws_kms_key.eu-west-2_key.arn}${file("x")}', refusal('${file("x")}')],
])("an expression: %s", (_, text, lines) => {
  expect(problemsOf(set(text, ...key, "description"))).toEqual(lines);
});

test("an expression in a key is one too", () => {
  expect(problemsOf(set({ '${file("x")}': "a" }, ...key, "tags"))).toEqual([
    'app-payments-prod: resource.aws_kms_key.eu-west-2_key.tags: got the expression "${file(\\"x\\")}"; use plain text, or a reference to a resource of this stack',
  ]);
});

test.each([
  ["no object", 7, "got 7"],
  ["a list", [], "got []"],
  ["nothing", null, "got null"],
])("%s is a problem, not a crash", (_, json, message) => {
  expect(verifySynth("shared", json, expected)).toMatchObject([
    { rule: "synth-block", place: { stack: "shared", address: "", path: [] }, got: message },
  ]);
});

test.each([
  ["terraform", 1],
  ["provider", { aws: [7] }],
  ["provider", { aws: "x" }],
  ["resource", []],
  ["resource", { aws_kms_key: 1 }],
  ["resource", { aws_kms_key: { x: { provider: 1, lifecycle: 2, depends_on: 3 } } }],
])("%s of a strange shape, %j, is a problem, not a crash", (block, value) => {
  expect(problemsOf(set(value, block)).length).toBeGreaterThan(0);
});

test("a stack that the config has none of is refused", () => {
  expect(verifySynth("app-mine", stacks.get("app-sandbox"), expected)).toEqual([
    {
      rule: "synth-stack",
      severity: "error",
      place: { stack: "app-mine", address: "", path: [] },
      got: "got a stack that the config has none of",
      why: "",
      use: "synthesize again",
    },
  ]);
});

describe("of a folder", () => {
  const synthesized = () => {
    const outdir = join(temporaryFolder(), "out");
    synthesize(example, outdir);
    return outdir;
  };
  const folderProblems = async (outdir: string) => (await verifyFolder(outdir, expectationOf(example))).map(textLine);

  test("what a synthesis wrote has no problem, even with a lock file", async () => {
    const outdir = synthesized();
    writeFileSync(join(outdir, "stacks/shared/.terraform.lock.hcl"), "");

    expect(await folderProblems(outdir)).toEqual([]);
  });

  test("every stack of it is looked into, and judged as it would be by itself", async () => {
    const outdir = synthesized();
    const changed = ["app-payments-prod", "shared"].map((stack) => {
      const file = join(outdir, "stacks", stack, "cdk.tf.json");
      const json = JSON.parse(readFileSync(file, "utf8")) as Json;
      set("mine", ...s3, "bucket")(json);
      writeFileSync(file, JSON.stringify(json, null, 2));
      return stack;
    });

    expect(await folderProblems(outdir)).toEqual(
      changed.map(
        (stack) =>
          `${stack}: terraform.backend.s3.bucket: synth-state: got "mine"; use "lockstep-state-acme-222222222222"`,
      ),
    );
  });

  test("every problem of every stack is found at once", async () => {
    const outdir = synthesized();
    const stack = (name: string, file: string) => join(outdir, "stacks", name, file);
    writeFileSync(stack("shared", "more.tf"), "");
    mkdirSync(stack("shared", ".terraform"));
    writeFileSync(stack("central-prod", "cdk.tf.json"), "{");
    renameSync(stack("management", "cdk.tf.json"), join(outdir, "elsewhere.json"));
    symlinkSync(join(outdir, "elsewhere.json"), stack("management", "cdk.tf.json"));
    rmSync(stack("bootstrap", "cdk.tf.json"));

    expect(await folderProblems(outdir)).toEqual([
      expect.stringMatching(
        /^bootstrap: cdk\.tf\.json: synth-file: got ENOENT.*; use Terraform JSON that synth wrote$/,
      ),
      expect.stringMatching(
        /^central-prod: cdk\.tf\.json: synth-file: got .*JSON.*; use Terraform JSON that synth wrote$/,
      ),
      "management: cdk.tf.json: synth-file: got a link; use a file in the stack's own folder",
      "shared: .terraform: synth-file: got a file that Terraform may read; remove it",
      "shared: more.tf: synth-file: got a file that Terraform may read; remove it",
    ]);
  });

  test("a block that stands twice is refused, of which Terraform would take both", async () => {
    const outdir = synthesized();
    const file = join(outdir, "stacks/shared/cdk.tf.json");
    const role = { aws_iam_role: { added: { name: "lockstep-added", provider: "aws.eu-west-2" } } };
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/^\{/, `{"resource":${JSON.stringify(role)},`));

    expect(await folderProblems(outdir)).toEqual([
      "shared: cdk.tf.json: synth-file: got a key twice, or JSON that synth does not write; synthesize again",
    ]);
  });

  test("a stack that lies elsewhere, and one that is missing, are refused", async () => {
    const outdir = synthesized();
    const manifest = { stacks: { shared: { synthesizedStackPath: "../shared/cdk.tf.json" } } };
    writeFileSync(join(outdir, "manifest.json"), JSON.stringify(manifest));

    const problems = await folderProblems(outdir);

    expect(problems[0]).toBe(
      "shared: manifest.json: synth-file: got ../shared/cdk.tf.json; use stacks/shared/cdk.tf.json",
    );
    expect(problems).toContain("app-sandbox: synth-stack: got no such stack, which the config has; synthesize again");
    expect(problems).toHaveLength(stacks.size);
  });

  test("the command says so, and ends with 1 where there is a problem", async () => {
    const outdir = synthesized();
    const said: string[] = [];
    const say = (text: unknown) => said.push(String(text)) > 0;
    vi.spyOn(process.stdout, "write").mockImplementation(say);
    vi.spyOn(process.stderr, "write").mockImplementation(say);
    try {
      expect(await verifySynthCommand(exampleConfig, outdir)).toBe(0);
      writeFileSync(join(outdir, "stacks/shared/more.tf"), "");
      expect(await verifySynthCommand(exampleConfig, outdir)).toBe(1);
    } finally {
      vi.restoreAllMocks();
    }

    expect(said.join("")).toContain(
      `shared: more.tf: synth-file: got a file that Terraform may read; remove it\n\n1 problem in ${outdir}; give these stacks no credentials. Run synth again`,
    );
  });
});
