import type { Readable } from "node:stream";

export class TooLarge extends Error {}

/** All of a stream, or TooLarge once it is longer than it may be (the rest is read and thrown away). */
export function readBytes(stream: Readable, most: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let octets = 0;
    stream.on("data", (chunk: Buffer) => {
      octets += chunk.length;
      if (octets <= most) chunks.push(chunk);
      else chunks.length = 0;
    });
    stream.once("end", () => {
      if (octets > most) reject(new TooLarge("longer than it may be"));
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    stream.once("error", reject);
    stream.once("close", () => reject(new Error("it broke off")));
  });
}
