import { expect, test } from "vitest";
import { createdWords } from "../../../src/delivery/report/resource-words.ts";
import { resourceTypes } from "../../../src/delivery/resources/resource-types.ts";

const created = (type: string) => ({ address: `${type}.it`, type, actions: ["create"] as const, attributes: [] });
const all = (times: number) =>
  Object.keys(resourceTypes).flatMap((type) => Array.from({ length: times }, () => created(type)));

test("one of each type is told by its name, in the order in which they matter, and parts of others by their number", () => {
  expect(createdWords(all(1))).toBe(
    "1 vault, 1 air-gapped vault, 1 vault lock, 1 vault access policy, 1 key, 1 key policy, 1 key alias, 1 role, 1 managed policy, 1 service-linked role, 1 identity provider, 1 organization policy, 1 policy attachment, 1 delegation policy, 1 delegated administrator, 1 opt-in setting, 1 organization setting, 1 event bus, 1 event rule, 1 topic, 1 subscription, 1 bucket, 1 StackSet, 1 target of the StackSet and 10 smaller parts",
  );
});

test("two of each type are told in the plural", () => {
  expect(createdWords(all(2))).toBe(
    "2 vaults, 2 air-gapped vaults, 2 vault locks, 2 vault access policies, 2 keys, 2 key policies, 2 key aliases, 2 roles, 2 managed policies, 2 service-linked roles, 2 identity providers, 2 organization policies, 2 policy attachments, 2 delegation policies, 2 delegated administrators, 2 opt-in settings, 2 organization settings, 2 event buses, 2 event rules, 2 topics, 2 subscriptions, 2 buckets, 2 StackSets, 2 targets of the StackSet and 20 smaller parts",
  );
});

test("what is not created is not told, and a type that nobody knows goes by its own name", () => {
  const deleted = { ...created("aws_backup_vault"), actions: ["delete"] as const };

  expect(createdWords([deleted])).toBe("nothing");
  expect(createdWords([deleted, created("aws_x"), created("aws_kms_key"), created("aws_x")])).toBe("1 key and 2 aws_x");
});
