import type { Readable } from "node:stream";

export class TooLarge extends Error {}

/** All of a stream, or TooLarge once it is longer than it may be (the rest is read and thrown away). */
export async function readBytes(stream: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let octets = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    octets += chunk.length;
    if (octets <= most) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (octets > most) throw new TooLarge("longer than it may be");
  return Buffer.concat(chunks);
}
