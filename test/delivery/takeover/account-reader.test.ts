import { expect, test } from "vitest";
import { accountReader } from "../../../src/delivery/takeover/account-reader.ts";
import { answerInPlaceOfAws } from "../../support/in-place-of-aws.ts";

type Answer = Readonly<Record<string, unknown>>;
interface Refusal {
  readonly refused: string;
}
type Operation = (body: Answer) => Answer | Refusal;

/** KMS as far as the reader asks it. */
async function startKms(operations: Readonly<Record<string, Operation>>) {
  await answerInPlaceOfAws(async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const name = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const said = operations[name]?.(JSON.parse(Buffer.concat(chunks).toString()) as Answer) ?? { refused: "Unknown" };
    const isRefused = "refused" in said;
    answer.writeHead(isRefused ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
    answer.end(JSON.stringify(isRefused ? { __type: said.refused, message: "no" } : said));
  });
}

const arnOf = (keyId: unknown) => `arn:aws:kms:eu-west-2:666666666601:key/${keyId}`;
const described = (keyId: unknown, more: Answer = {}) => ({
  KeyMetadata: {
    ...{ KeyId: keyId, Arn: arnOf(keyId), Description: "of a stack", KeyManager: "CUSTOMER", KeyState: "Enabled" },
    CreationDate: 1764500000,
    ...more,
  },
});
const noAliases = () => ({ Aliases: [], Truncated: false });
// https://docs.aws.amazon.com/kms/latest/APIReference/API_ListResourceTags.html: Limit is 1 to 50
const tagsWithinLimit: Operation = ({ Limit }) =>
  typeof Limit === "number" && (Limit < 1 || Limit > 50)
    ? { refused: "ValidationException" }
    : { Tags: [{ TagKey: "lockstep:stack", TagValue: "app-a" }], Truncated: false };

test("keys are read over as many pages as AWS makes of them, with all that decides whose each is", async () => {
  await startKms({
    ListKeys: ({ Marker }) =>
      Marker === undefined
        ? { Keys: [{ KeyId: "k-1" }], Truncated: true, NextMarker: "more" }
        : { Keys: [{ KeyId: "k-2" }], Truncated: false },
    ListAliases: ({ Marker }) =>
      Marker === undefined
        ? { Aliases: [{ AliasName: "alias/a" }], Truncated: true, NextMarker: "more" }
        : { Aliases: [{ AliasName: "alias/b", TargetKeyId: "k-2" }], Truncated: false },
    DescribeKey: ({ KeyId }) => described(KeyId, KeyId === "k-2" ? { KeyState: "PendingDeletion" } : {}),
    ListResourceTags: tagsWithinLimit,
  });

  const keys = await accountReader(null).keys("eu-west-2", new Set(["of a stack"]));

  const one = { description: "of a stack", createdMs: 1764500000000, tags: { "lockstep:stack": "app-a" } };
  expect(keys).toEqual([
    { ...one, keyId: "k-1", arn: arnOf("k-1"), isEnabled: true, hasAlias: false },
    { ...one, keyId: "k-2", arn: arnOf("k-2"), isEnabled: false, hasAlias: true },
  ]);
});

test("keys of AWS, of another description, out of reach or gone by now are none of ours", async () => {
  await startKms({
    ListKeys: () => ({
      Keys: ["of-aws", "other", "closed", "gone", "own"].map((KeyId) => ({ KeyId })),
      Truncated: false,
    }),
    ListAliases: noAliases,
    DescribeKey: ({ KeyId }) => {
      if (KeyId === "closed") return { refused: "AccessDeniedException" };
      if (KeyId === "gone") return { refused: "NotFoundException" };
      if (KeyId === "of-aws") return described(KeyId, { KeyManager: "AWS" });
      return described(KeyId, KeyId === "other" ? { Description: "of somebody" } : {});
    },
    ListResourceTags: tagsWithinLimit,
  });

  const keys = await accountReader(null).keys("eu-west-2", new Set(["of a stack"]));

  expect(keys.map(({ keyId }) => keyId)).toEqual(["own"]);
});

test("a key that cannot be read for another reason is not taken for absent", async () => {
  await startKms({
    ListKeys: () => ({ Keys: [{ KeyId: "k-1" }], Truncated: false }),
    ListAliases: noAliases,
    DescribeKey: () => ({ refused: "InvalidArnException" }),
  });

  await expect(accountReader(null).keys("eu-west-2", new Set(["of a stack"]))).rejects.toThrow(
    "could not look for what an interrupted apply has made (keys in eu-west-2): got InvalidArnException: no; ",
  );
});
