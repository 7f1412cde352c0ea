import { describe, expect, test } from "vitest";
import { type AccountClass, accountClasses } from "../../../src/model.ts";
import { appStackId, centralVault, githubOidcHost, pipelineApplyRole } from "../../../src/names.ts";
import { deployedTexts } from "../../emulator/deploy/deployed-texts.ts";
import type { Statement } from "../../emulator/model/policy-document.ts";
import { record } from "../../support/figures.ts";
import { documentSizes, roomLeft } from "../organization/document-sizes.ts";
import { asText, list, type Written } from "../organization/documents.ts";
import { example } from "../organization/organization.ts";
import { roleArn } from "../organization/people.ts";
import { accountsOf, central, other, shared } from "../organization/places.ts";

const texts = deployedTexts(example.estate);
const documents = example.written;
const statements = documents.flatMap((written) =>
  written.document.Statement.map((statement) => ({ written, statement })),
);
const where = ({ written, statement }: { written: Written; statement: Statement }) =>
  `${statement.Sid} in ${asText(written)}`;

/** All that tells an account, vault, key or path of a class. */
const marksOf = (cls: AccountClass): readonly string[] => [
  central[cls].accountId,
  centralVault(cls),
  ...accountsOf(cls).map(({ accountId }) => accountId),
  ...example.estate.units.filter((unit) => unit.class === cls).flatMap(({ ouId, orgPath }) => [ouId, orgPath]),
];
const stacksOf = (cls: AccountClass): readonly string[] => [
  `central-${cls}`,
  `policies-${cls}`,
  ...accountsOf(cls).map(({ name }) => appStackId(name)),
];

describe.each(accountClasses)("of the %s stacks", (cls) => {
  test.each(stacksOf(cls))("%s names no account, vault, key or path of the other class", (stack) => {
    const json = texts.get(stack) ?? "";

    expect(json).toContain(central[cls].accountId);
    expect(marksOf(other(cls)).filter((mark) => json.includes(mark))).toEqual([]);
  });
});

test("an application account's stack names no other application account", () => {
  expect(example.estate.accounts.length).toBeGreaterThan(3);
  for (const { name, accountId } of example.estate.accounts) {
    const json = texts.get(appStackId(name)) ?? "";
    const others = example.estate.accounts.filter((one) => one.accountId !== accountId);

    expect(json, name).toContain(accountId);
    expect(
      others.filter((one) => json.includes(one.accountId)).map((one) => one.name),
      name,
    ).toEqual([]);
  }
});

test("principals are accounts, services, GitHub, everybody, or in a key's policy the role that makes the key: none of them can be missing", () => {
  const provider = `arn:aws:iam::${shared.accountId}:oidc-provider/${githubOidcHost}`;
  const makerOf = ({ kind, accountId }: Written) =>
    kind === "key policy" ? roleArn(accountId, pipelineApplyRole("shared")) : null;
  const known = (written: Written, kind: string, value: string) =>
    (kind === "AWS" && /^arn:aws:iam::\d{12}:root$/.test(value)) ||
    (kind === "AWS" && value === makerOf(written)) ||
    (kind === "Service" && /^[a-z-]+\.amazonaws\.com$/.test(value)) ||
    (kind === "Federated" && value === provider);
  const odd = statements.filter(
    ({ written, statement: { Principal } }) =>
      Principal !== undefined &&
      Principal !== "*" &&
      Object.entries(Principal).some(([kind, values]) => list(values).some((value) => !known(written, kind, value))),
  );

  expect(odd.map(where)).toEqual([]);
});

test("nothing is allowed to everybody but on a condition about who they are", () => {
  const tells = (key: string) => /^aws:Principal(Account|OrgID|OrgPaths|Arn)$/.test(key);
  const open = statements.filter(
    ({ statement: { Effect, Principal, Condition } }) =>
      Effect === "Allow" &&
      Principal === "*" &&
      !Object.entries(Condition ?? {}).some(
        ([operator, keys]) => !operator.includes("Not") && Object.keys(keys).some(tells),
      ),
  );

  expect(open.map(where)).toEqual([]);
});

test("everybody is always somebody of this organization", () => {
  const foreign = statements.filter(
    ({ statement: { Effect, Principal, Condition } }) =>
      Effect === "Allow" &&
      Principal === "*" &&
      !list(Condition?.StringEquals?.["aws:PrincipalOrgID"]).includes(example.estate.organization.id),
  );

  expect(foreign.map(where)).toEqual([]);
});

test("another account is trusted with a role only on a condition that names who in it", () => {
  const loose = statements.filter(
    ({ written, statement: { Effect, Principal, Condition } }) =>
      written.kind === "trust" &&
      Effect === "Allow" &&
      typeof Principal === "object" &&
      "AWS" in Principal &&
      list({ ...Condition?.ArnLike, ...Condition?.ArnEquals }["aws:PrincipalArn"]).length === 0,
  );

  expect(loose.map(where)).toEqual([]);
});

test("statements have names, and no two of a document the same", () => {
  const twice = documents.filter(({ document: { Statement } }) => {
    const sids = Statement.map(({ Sid }) => Sid);
    return new Set(sids).size < sids.length || sids.some((sid) => !/^[A-Za-z0-9]+$/.test(sid ?? ""));
  });

  expect(twice.map(asText)).toEqual([]);
});

test("every document, and the template of the pipeline's roles, is within the size that AWS takes", () => {
  const long = documentSizes(example).filter(({ characters, most }) => characters > most);

  expect(long).toEqual([]);
});

test("what the pipeline may and may not do has room for what comes next", () => {
  const own = documentSizes(example).filter(({ what }) => /lockstep-pipeline|template/.test(what));
  for (const size of own) record(`room left in the ${size.what}, percent`, roomLeft(size));

  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((size) => roomLeft(size) < 15)).toEqual([]);
});
