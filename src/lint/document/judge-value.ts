import { quote } from "../../aws/cron-field.ts";
import { objectNames } from "../../aws/object-names.ts";
import type { Origin } from "../../aws/policy/effective-policy.ts";
import type { ValueKind } from "../../aws/policy/grammar.ts";
import { wholeNumber } from "../../aws/policy/setting-reader.ts";
import { knownRegions } from "../../aws/regions.ts";
import { diagnosticOf } from "../../diagnostics/complaint.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nearest, useInstead } from "../../words/nearest.ts";
import { objectName } from "../rules/object-name.ts";
import { policyConditionKey } from "../rules/policy-condition-key.ts";
import { policyPlaceholder } from "../rules/policy-placeholder.ts";
import { unknownRegion } from "../rules/unknown-region.ts";
import { wrongValue } from "../rules/wrong-value.ts";
import { judgeAirGappedArn, judgeRoleArn, judgeVaultArn } from "./judge-arn.ts";
import { judgeTypePattern } from "./judge-type-pattern.ts";

/** What a setting's text must be whatever the other settings say. A schedule is judged where it is in effect. */
export function judgeValue(text: string, kind: ValueKind, at: Origin): readonly Diagnostic<Origin>[] {
  switch (kind.is) {
    case "schedule":
      return [];
    case "vault-name":
      return judgeVaultName(text, at);
    case "vault-arn":
      return judgeVaultArn(text, at);
    case "air-gapped-arn":
      return judgeAirGappedArn(text, at);
    case "role-arn":
      return judgeRoleArn(text, at);
    case "region":
      return judgeRegion(text, at);
    case "type-pattern":
      return judgeTypePattern(text, at);
    case "whole-number":
      if (wholeNumber.test(text)) return [];
      return [diagnosticOf(wrongValue, { at, got: `got ${quote(text)}`, use: "use a whole number in digits alone" })];
    case "boolean":
      if (/^(true|false)$/i.test(text)) return [];
      return [diagnosticOf(wrongValue, { at, got: `got ${quote(text)}`, use: 'use "true" or "false"' })];
    case "condition-key":
      return judgeConditionKey(text, at);
    case "own-tag-key":
      if (/^aws:/i.test(text)) {
        return [
          diagnosticOf(wrongValue, {
            at,
            got: `got ${quote(text)}, which AWS keeps for itself`,
            use: "use a key without aws:",
          }),
        ];
      }
      return judgeLength(text, kind.mostCharacters, at);
    case "text":
      return judgeLength(text, kind.mostCharacters, at);
    case "one-of":
      if (kind.values.includes(text)) return [];
      return [diagnosticOf(wrongValue, { at, got: `got ${quote(text)}`, use: useInstead(text, kind.values) })];
  }
}

function judgeLength(text: string, mostCharacters: number, at: Origin): readonly Diagnostic<Origin>[] {
  if (text.length <= mostCharacters) return [];
  return [
    diagnosticOf(wrongValue, { at, got: `got ${text.length} characters`, use: `use ${mostCharacters} or fewer` }),
  ];
}

function judgeVaultName(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (objectNames.backupVault.pattern.test(text)) return [];
  const named = /:backup-vault:([a-zA-Z0-9\-_]{2,50})$/.exec(text)?.[1];
  const use = named === undefined ? objectNames.backupVault.takes : `the vault's name alone, ${quote(named)}`;
  const got = text.length > 50 && named === undefined ? `${text.length} characters` : quote(text);
  return [diagnosticOf(objectName, { at, got: `got ${got} as name of a vault`, use: `use ${use}` })];
}

function judgeRegion(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (knownRegions.includes(text)) return [];
  if (text.includes("$")) {
    return [
      diagnosticOf(policyPlaceholder, {
        at,
        got: `got ${quote(text)}`,
        use: "use the codes of Regions, as in eu-west-1",
      }),
    ];
  }
  const near = nearest(text, knownRegions);
  const use = near === undefined ? "use the code of a Region, as in eu-west-1" : `did you mean ${near}?`;
  return [diagnosticOf(unknownRegion, { at, got: `got ${quote(text)}, which is no Region of AWS`, use })];
}

function judgeConditionKey(text: string, at: Origin): readonly Diagnostic<Origin>[] {
  if (/^aws:ResourceTag\/./.test(text)) return [];
  const tag = text.replace(/^(aws:)?(ResourceTag|RequestTag|PrincipalTag|TagKeys)[/:]?/i, "");
  const use = tag === "" ? "aws:ResourceTag/ and the tag's key" : quote(`aws:ResourceTag/${tag}`);
  return [diagnosticOf(policyConditionKey, { at, got: `got ${quote(text)}`, use: `use ${use}` })];
}
