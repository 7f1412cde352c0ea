import { expect, test } from "vitest";
import { actionClasses, dangerousClasses } from "./action-class.ts";
import { wholeServices } from "./classified-services.ts";
import { type EnumeratedAction, enumeratedActions } from "./enumerated-actions.ts";
import { readClassification, readClassifiedServices } from "./read-classification.ts";

const classification = readClassification();
const classNames: readonly string[] = actionClasses.map(({ name }) => name);
const dangerous: readonly string[] = dangerousClasses;
/** Worse than reading. */
const changing = dangerous.filter((name) => name !== "reads data");
const harmless = classNames.filter((name) => !dangerous.includes(name));

const serviceOf = (action: string) => action.replace(/:.*/, "");
const fileOf = (action: string) => `test/trust/actions/classified/${serviceOf(action)}.json`;
const classOf = ({ action }: EnumeratedAction) => classification.classOf(action) ?? "";
const hasWhy = ({ action }: EnumeratedAction) => classification.whyOf(action) !== undefined;
const asText = (one: EnumeratedAction) =>
  `${one.action} ${classOf(one)} (${one.description}): see ${fileOf(one.action)}`;

test("every action that AWS has there is classified", () => {
  const missing = enumeratedActions
    .filter(({ action }) => classification.classOf(action) === undefined)
    .map(
      ({ action, description }) =>
        `${action} has no class (${description}): write it to ${fileOf(action)}, under the first class of action-class.ts that fits, and see what edges-cover.test.ts says`,
    );

  expect(missing).toEqual([]);
});

test("no action is classified twice", () => {
  const actions = classification.all.map(({ action }) => action);

  expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
});

test("no action is classified that AWS does not have", () => {
  const known = new Set(enumeratedActions.map(({ action }) => action));
  const unknown = classification.all
    .filter(({ action }) => !known.has(action))
    .map(({ action }) => `${action} is none of the actions to classify: take it out of ${fileOf(action)}`);

  expect(unknown).toEqual([]);
});

test("beyond the whole services, actions are chosen by what AWS Backup stores", () => {
  const services = new Set(enumeratedActions.map(({ action }) => serviceOf(action)));

  expect([...services].filter((service) => !wholeServices.includes(service)).toSorted()).toEqual([
    "dynamodb",
    "ebs",
    "ec2",
    "fsx",
    "rds",
    "redshift",
    "redshift-serverless",
  ]);
  expect(wholeServices.filter((service) => !services.has(service))).toEqual([]);
});

// at present the enumeration names no dependent actions at all: what else a call asks for is then told by AWS's page alone
test("what asks for iam:PassRole as well hands a role to a service, or does worse", () => {
  const expected = [...dangerous, "hands a role to a service"];
  const asksForPassRole = (one: EnumeratedAction) =>
    one.action === "iam:PassRole" || one.dependentActions.includes("iam:PassRole");

  expect(
    enumeratedActions
      .filter(asksForPassRole)
      .filter((one) => !expected.includes(classOf(one)))
      .map(asText),
  ).toEqual([]);
});

test("what AWS calls permissions management changes who may, weakens or takes out, or says why not", () => {
  expect(
    enumeratedActions
      .filter(({ accessLevels }) => accessLevels.includes("Permissions management"))
      .filter((one) => !changing.includes(classOf(one)) && !hasWhy(one))
      .map(asText),
  ).toEqual([]);
});

test("what AWS calls tagging changes who may, or does worse, or says why not", () => {
  expect(
    enumeratedActions
      .filter(({ accessLevels }) => accessLevels.includes("Tagging"))
      .filter((one) => !changing.includes(classOf(one)) && !hasWhy(one))
      .map(asText),
  ).toEqual([]);
});

test("what AWS calls listing gives out names and settings alone, what it calls reading at most content, or says why", () => {
  const expected = ({ accessLevels }: EnumeratedAction) =>
    accessLevels.includes("Read") ? [...harmless, "reads data"] : harmless;

  expect(
    enumeratedActions
      .filter(({ accessLevels }) => accessLevels.every((level) => level === "List" || level === "Read"))
      .filter((one) => !expected(one).includes(classOf(one)) && !hasWhy(one))
      .map(asText),
  ).toEqual([]);
});

test("what AWS calls writing is more than reading configuration, or says why not", () => {
  expect(
    enumeratedActions
      .filter(({ accessLevels }) => accessLevels.includes("Write"))
      .filter((one) => classOf(one) === "reads configuration" && !hasWhy(one))
      .map(asText),
  ).toEqual([]);
});

test.each([...readClassifiedServices()])("%s is written in canonical order", (_, { classes, why = {} }) => {
  const names = Object.keys(classes);
  const actions = Object.values(classes);

  expect(names).toEqual(classNames.filter((name) => names.includes(name)));
  expect(actions).toEqual(actions.map((list) => list.toSorted()));
  expect(actions.filter((list) => list.length === 0)).toEqual([]);
  expect(Object.keys(why)).toEqual(Object.keys(why).toSorted());
  expect(Object.keys(why).filter((action) => !actions.flat().includes(action))).toEqual([]);
});
