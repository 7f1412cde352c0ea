import { crc32, inflateRawSync } from "node:zlib";

/** A ZIP archive with the content of one of its files changed. */
export function editZip(archive: Buffer, name: string, edit: (content: Buffer) => Buffer): Buffer {
  const files = filesIn(archive);
  if (!files.has(name)) throw new Error(`got no ${name} in ${[...files.keys()]}`);
  return zipOf(new Map([...files].map(([file, content]) => [file, file === name ? edit(content) : content])));
}

// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
function filesIn(archive: Buffer): ReadonlyMap<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [archive.readUInt16LE(at + 10), archive.readUInt32LE(at + 20)];
    const [nameSize, extraSize, noteSize] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + size);
    files.set(archive.toString("utf8", at + 46, at + 46 + nameSize), method === 0 ? data : inflateRawSync(data));
    at += 46 + nameSize + extraSize + noteSize;
  }
  return files;
}

function zipOf(files: ReadonlyMap<string, Buffer>): Buffer {
  const [bodies, entries]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of files) {
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(content), 10);
    head.writeUInt32LE(content.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(16);
    rest.writeUInt32LE(offset, 10 + 2);
    const body = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), head, Buffer.from(name), content]);
    entries.push(
      Buffer.concat([
        Buffer.from("PK\x01\x02\x14\x00", "latin1"),
        head,
        // comment, disk, attributes, and where its body begins
        rest.subarray(2),
        Buffer.from(name),
      ]),
    );
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, directory, end]);
}
