import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { blobBytes } from "#app/models/blob.ts";
import { blobsOf } from "#app/models/community/blobs.ts";
import type { Community } from "#prisma/generated/client.ts";
import { communityAsJson } from "./everything.ts";
import { membersAsCsv } from "./members.ts";
import { threadsAsMbox } from "./threads.ts";

const readMe = (name: string) => `${name}, as it was packed.

members.csv       everybody, one a line
everything.json   people, threads, showcases, events and letters, with everything that is known of them
threads.mbox      every post as a mail; any mail program opens it
files/            pictures and attachments, by the name that everything.json gives them
`;

const endings: Readonly<Record<string, string>> = {
  "image/jpeg": ".jpg",
  "image/png": ".png",
  "application/pdf": ".pdf",
};

/** All of a community in one zip file, written as it is read: one file at a time is in memory. */
export async function* archiveOf(community: Community): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(readMe(community.name)), "README.txt");
  addLazily(zip, "members.csv", () => membersAsCsv(community));
  addLazily(zip, "everything.json", () => communityAsJson(community));
  addLazily(zip, "threads.mbox", () => threadsAsMbox(community));
  for (const { id, mediaType } of await blobsOf(community.id)) {
    addLazily(zip, `files/${id}${endings[mediaType] ?? ""}`, () => bytesOf(id), false);
  }
  zip.end();

  for await (const piece of zip.outputStream) yield piece as Buffer;
}

function addLazily(zip: ZipFile, path: string, open: () => AsyncIterable<Uint8Array>, compress = true): void {
  zip.addReadStreamLazy(path, { compress }, (give) => {
    const stream = Readable.from(open());
    stream.on("error", (error) => zip.outputStream.emit("error", error));
    give(null, stream);
  });
}

/** Bytes that are not there any more leave an empty file behind, not a broken archive. */
async function* bytesOf(id: string): AsyncGenerator<Uint8Array> {
  yield (await blobBytes(id)) ?? Buffer.alloc(0);
}
