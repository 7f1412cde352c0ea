import { writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { findProviderMirror, mirrorConfig } from "../../../../src/delivery/terraform/provider-mirror.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

/** Leads every call of AWS in a test, Terraform's included, to the moto that the environment names for S3. */
export async function startAws(): Promise<void> {
  const { hostname: host, port } = new URL(process.env["AWS_ENDPOINT_URL_S3"] ?? "");
  const proxy = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const forwarded = request({ host, port, method, headers, path: pathOf(incoming) }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((ready) => proxy.listen(0, "127.0.0.1", ready));
  onTestFinished(() => {
    proxy.closeAllConnections();
    proxy.close();
  });

  const config = join(temporaryFolder(), "mirror.tfrc");
  writeFileSync(config, mirrorConfig((await findProviderMirror())?.folder ?? ""));
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  vi.stubEnv("TF_CLI_CONFIG_FILE", config);
}

// moto finds the tags of a vault only behind a slash at the end, which the provider does not send
const pathOf = ({ method, url = "" }: IncomingMessage) =>
  method === "GET" && url.startsWith("/tags/") && !url.endsWith("/") ? `${url}/` : url;
