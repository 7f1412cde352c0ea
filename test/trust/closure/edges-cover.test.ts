import { expect, test } from "vitest";
import { boundaryOf, prefix } from "../../../src/names.ts";
import { record } from "../../support/figures.ts";
import { type ActionClass, dangerousClasses } from "../actions/action-class.ts";
import { readClassification } from "../actions/read-classification.ts";
import { list } from "../organization/documents.ts";
import { example } from "../organization/organization.ts";
import type { Actor } from "./actor.ts";
import { candidatesOn } from "./candidates.ts";
import { isOfAws } from "./documents.ts";
import { edges } from "./edges.ts";
import { exampleWorld as world } from "./example-world.ts";
import { noEdge } from "./no-edge.ts";
import { policyPairs } from "./policy-pairs.ts";
import { refusedByAws } from "./refused-by-aws.ts";

const services =
  /^(iam|sts|kms|organizations|cloudformation|account|backup|backup-storage|sso|sso-directory|identitystore|ram|rolesanywhere|s3|sns|events):/;
const worthAsking: readonly ActionClass[] = [...dangerousClasses, "hands a role to a service"];
const wanted = readClassification()
  .all.filter((one) => worthAsking.includes(one.class) && services.test(one.action))
  .map(({ action }) => action);

const [anybody] = world.actors.values();
const inPairs = [...policyPairs(world, anybody as Actor)].flatMap(({ requests }) =>
  requests.map(({ action }) => action),
);
const led = new Set([...edges.flatMap(({ actions, and = [] }) => [...actions, ...and.flat()]), ...inPairs]);
const ends = new Set(
  world.things.flatMap((thing) => candidatesOn(thing).flatMap(({ action, edge }) => (edge === null ? action : []))),
);
const isRefused = (action: string) => world.things.some((thing) => refusedByAws(action, thing));
const listed = noEdge.flatMap(({ actions }) => actions);

const documents = [...world.documents.values()].map(({ document }) => document);
const statements = documents.flatMap(({ Statement }) => Statement);

test("every action that could lead further leads there, is an end, is refused, or has a reason why it leads nowhere", () => {
  const reasons = new Set(listed);
  const by = (test: (action: string) => boolean) => wanted.filter(test).length;
  record(
    "dangerous actions that paths go through",
    by((action) => led.has(action)),
  );
  record(
    "dangerous actions that paths end with",
    by((action) => !led.has(action) && ends.has(action)),
  );
  record(
    "dangerous actions that lead nowhere",
    by((action) => reasons.has(action)),
  );

  const left = wanted.filter(
    (action) => !led.has(action) && !ends.has(action) && !isRefused(action) && !reasons.has(action),
  );

  expect(left, "each needs an edge in edges.ts, or a reason in no-edge.ts").toEqual([]);
});

test("what leads nowhere is worth asking, stands there once, and is asked nowhere", () => {
  expect(listed.filter((action) => !wanted.includes(action))).toEqual([]);
  expect(listed.filter((action, index) => listed.indexOf(action) !== index)).toEqual([]);
  expect(listed.filter((action) => led.has(action) || ends.has(action))).toEqual([]);
});

test("policies decide by tags of the organization's policies, and else by those that AWS alone sets", () => {
  // AWS's own policies, and boundaries made after them, decide by more, and belong to roles that nobody but AWS Backup takes
  const own = [...world.documents]
    .filter(([key, { name }]) => !isOfAws(key) && !name.includes(boundaryOf(`${prefix}-AWSBackup-`)))
    .flatMap(([, { document }]) => document.Statement);
  const byTags = own.filter(({ Condition = {} }) =>
    Object.values(Condition).some((keys) => Object.keys(keys).some((key) => /tag\/(?!aws:)/i.test(key))),
  );

  expect(byTags.length).toBeGreaterThan(0);
  expect(byTags.flatMap(({ Action }) => list(Action)).filter((action) => !/^organizations:/.test(action))).toEqual([]);
});

test("policies do not decide by what a session says of itself", () => {
  const keys = statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys));

  expect(keys.filter((key) => /PrincipalTag|SourceIdentity|FederatedProvider|RoleSessionName/i.test(key))).toEqual([]);
});

test("trusts let in GitHub, AWS Backup, EventBridge and StackSets, and nothing else that is no principal of IAM", () => {
  const trusted = statements
    .filter(({ Action }) => list(Action).some((action) => action.startsWith("sts:")))
    .flatMap(({ Principal = {} }) =>
      typeof Principal === "string" ? [] : [...list(Principal["Federated"]), ...list(Principal["Service"])],
    );

  expect([...new Set(trusted)].toSorted()).toEqual([
    "arn:aws:iam::222222222222:oidc-provider/token.actions.githubusercontent.com",
    "backup.amazonaws.com",
    "events.amazonaws.com",
    "stacksets.cloudformation.amazonaws.com",
  ]);
});

test("nothing that is synthesized is one of those that Lockstep is said not to have", () => {
  const absent =
    /^aws_(backup_(plan|selection|framework|report_plan|restore_testing|logically)|s3_access_point|s3control|ram_|rolesanywhere|kms_(custom|replica|external)|iam_(user|group|saml)|cloudwatch_event_(archive|connection|endpoint|api_destination)|cloudformation_stack$)/;

  expect(example.resources.filter(({ type }) => absent.test(type)).map(({ type, name }) => `${type}.${name}`)).toEqual(
    [],
  );
});

test("the state's bucket blocks the public itself, and alarms go by e-mail and HTTPS", () => {
  const ofType = (type: string) => example.resources.filter((one) => one.type === type);

  expect(ofType("aws_s3_bucket_public_access_block").map(({ body }) => body["restrict_public_buckets"])).toEqual([
    true,
  ]);
  expect(ofType("aws_sns_topic_subscription").map(({ body }) => body["protocol"])).toEqual(["email", "https"]);
});
