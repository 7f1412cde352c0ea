import type { AppAccount } from "../../../src/model.ts";
import { appStackId, prefix } from "../../../src/names.ts";
import type { Document } from "../../emulator/model/policy-document.ts";
import { kindOf, textsByRegion } from "../deployed/texts-by-region.ts";
import type { Organization } from "../organization/organization.ts";

/** What tells an application account from others: what it holds, and where else it is named. */
export function toldApartBy({ resources, written }: Organization, account: AppAccount): string {
  const stack = appStackId(account.name);
  const own = resources.filter((one) => one.stack === stack);
  const documents = written.filter((one) => one.accountId === account.accountId);
  return [
    kindOf(account),
    ...textsByRegion(account, own),
    ...documents
      .map(({ kind, of, document }) => `${kind} ${of} ${textOf(document).replaceAll(account.accountId, "ACCOUNT")}`)
      .sort(),
    // what policies say of it elsewhere, and as what it is registered; which plans are attached is nobody's way in
    ...written
      .filter((one) => one.accountId !== account.accountId && !one.of.startsWith(`${prefix}-targets-`))
      .filter((one) => textOf(one.document).includes(account.accountId))
      .map(({ kind, of, accountId, region }) => `named in ${kind} of ${of}, ${accountId}, ${region}`),
    ...resources
      .filter(({ type, body }) => registers.includes(type) && Object.values(body).includes(account.accountId))
      .map(({ type, body }) => `${type} ${String(body["service_principal"])}`),
  ].join("\n");
}

const registers = ["aws_organizations_delegated_administrator"];

const texts = new WeakMap<Document, string>();

function textOf(document: Document): string {
  const known = texts.get(document) ?? JSON.stringify(document);
  texts.set(document, known);
  return known;
}
