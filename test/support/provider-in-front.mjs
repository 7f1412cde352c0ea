// Stands between Terraform and its AWS provider. At each command Terraform asks for the schemas of all 1,500 types, which
// takes the provider and Terraform a second each: here those that stacks may have are kept, word for word, from the first
// time on. All else goes to the provider itself, which is started when it is first asked for anything else.
// usage: provider-in-front.mjs <provider> <folder of what is kept>
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectHttp2, createServer } from "node:http2";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";

const [, , program, kept, ...args] = process.argv;

/** Services whose types Terraform gets to know. */
const services = /^aws_(backup|caller|cloudformation|cloudwatch_event|iam|kms|organizations|partition|region|s3|sns)/;

/** Answers that are always the same. */
const schemas = /\/(GetSchema|GetProviderSchema|GetResourceIdentitySchemas)$/;
/** What a provider that was never started has nothing to do for. */
const ending = /\/(Shutdown|Stop)$/;
/** Streams of the plugin's own, which stay open; nothing comes by them. */
const own = /^\/plugin\.(GRPCStdio|GRPCBroker)\//;

const grpc = { ":status": 200, "content-type": "application/grpc" };
const window = { initialWindowSize: 4 * 1024 * 1024 };
const folder = mkdtempSync(join(tmpdir(), "provider-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
// it is for Terraform to say when it is over, not for a terminal
process.on("SIGINT", () => {});

let provider;
/** The provider itself: it is started once. */
function started() {
  provider ??= new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
    child.on("close", (code) => process.exit(code ?? 1));
    process.on("exit", () => child.kill("SIGKILL"));
    createInterface({ input: child.stdout }).once("line", (line) => {
      const [, version, , address] = line.split("|");
      if (version !== "5") throw new Error(`got protocol ${version} of ${program}; use 5`);
      const session = connectHttp2("http://localhost", { createConnection: () => connect(address), settings: window });
      // it says so by its exit code
      session.on("error", () => {});
      resolve(session);
    });
  });
  return provider;
}

/** Sends a request on. @param change of the body of its answer; all of it is read first */
async function forward(stream, headers, change) {
  const request = (await started()).request(headers);
  let trailers = {};
  request.on("trailers", (sent) => {
    trailers = sent;
  });
  request.on("error", () => stream.destroy());
  stream.on("aborted", () => request.close());
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  request.on("response", (answer, flags) => {
    // an error comes without a body
    if (flags & 1) return stream.respond(answer, { endStream: true });
    stream.respond(answer, { waitForTrailers: true });
    if (!change) return request.pipe(stream);
    const chunks = [];
    request.on("data", (chunk) => chunks.push(chunk)).on("end", () => stream.end(change(Buffer.concat(chunks))));
  });
  stream.pipe(request);
}

function say(stream, body) {
  stream.respond(grpc, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
  stream.end(body);
  stream.resume();
}

function answer(stream, headers) {
  const path = headers[":path"];
  if (own.test(path)) return stream.respond(grpc);
  if (ending.test(path) && !provider) {
    stream.on("close", () => /Shutdown/.test(path) && process.exit());
    return say(stream, frame(Buffer.alloc(0)));
  }
  if (!schemas.test(path)) return forward(stream, headers);

  const file = join(kept, basename(path));
  const known = read(file);
  if (known) return say(stream, known);
  return forward(stream, headers, (all) => {
    const some = frame(ofServices(all.subarray(5)));
    writeFileSync(join(folder, "kept"), some);
    // another may have been quicker
    renameSync(join(folder, "kept"), file);
    return some;
  });
}

function read(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** As gRPC sends a message. */
function frame(message) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A message of protobuf without the entries of its maps whose keys are types of other services. */
function ofServices(message) {
  const parts = [];
  for (let at = 0; at < message.length; ) {
    const begin = at;
    const tag = varint();
    // a number, or something with its length before it: these messages have nothing else
    const length = varint();
    if ((tag & 7) === 2) {
      const field = message.subarray(at, at + length);
      at += length;
      const key = field[0] === 0x0a ? field.subarray(2, 2 + field[1]).toString() : "";
      if (key.startsWith("aws_") && !services.test(key)) continue;
    }
    parts.push(message.subarray(begin, at));

    function varint() {
      let [value, factor] = [0, 1];
      for (; ; factor *= 128) {
        const byte = message[at++];
        value += (byte & 127) * factor;
        if (byte < 128) return value;
      }
    }
  }
  return Buffer.concat(parts);
}

const server = createServer({ settings: window });
server.on("stream", (stream, headers) => {
  stream.on("error", () => {});
  answer(stream, headers);
});
server.on("session", (session) => session.on("close", () => process.exit()));
server.listen(join(folder, "socket"), () => process.stdout.write(`1|5|unix|${join(folder, "socket")}|grpc|\n`));
