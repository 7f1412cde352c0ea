import { Document, isMap, isSeq } from "yaml";

/** What `onboard` is told of a new application account. */
export interface NewAccount {
  readonly name: string;
  readonly account: string;
  readonly class: string;
  readonly owner: string;
  readonly plans: readonly string[];
  readonly unit: string | undefined;
  readonly regions: readonly string[];
}

/** The account's file, as a person would have written it. */
export function accountText(account: NewAccount): string {
  const document = new Document({
    account: account.account,
    class: account.class,
    owner: account.owner,
    ...(account.unit === undefined ? {} : { unit: account.unit }),
    ...(account.plans.length > 0 ? { plans: account.plans } : {}),
    ...(account.regions.length > 0 ? { regions: account.regions } : {}),
  });
  document.commentBefore = " yaml-language-server: $schema=../schema/account.json";
  if (isMap(document.contents)) {
    for (const key of ["plans", "regions"]) {
      const list = document.contents.get(key);
      if (isSeq(list)) list.flow = true;
    }
  }
  return document.toString({ flowCollectionPadding: false, lineWidth: 0 }).replace("\n\n", "\n");
}
