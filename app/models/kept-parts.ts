import { storage } from "#app/lib/storage.ts";

/** An archive may be larger than memory: it lies in pieces of this size. */
const PART = 8 * 1024 * 1024;

interface Kept {
  /** Of the row that tells of it. */
  id: string;
  parts: number;
}

/** Writes the bytes as they come, piece by piece; the same written again takes the place of the first. */
export async function keepParts(
  id: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ parts: number; byteSize: number }> {
  let parts = 0;
  let byteSize = 0;
  let waiting: Uint8Array[] = [];
  let length = 0;
  const write = async () => {
    await storage().put(nameOf(id, parts), Buffer.concat(waiting));
    parts += 1;
    waiting = [];
    length = 0;
  };

  for await (const piece of bytes) {
    waiting.push(piece);
    length += piece.byteLength;
    byteSize += piece.byteLength;
    if (length >= PART) await write();
  }
  if (length > 0 || parts === 0) await write();
  return { parts, byteSize };
}

export async function* readParts({ id, parts }: Kept): AsyncGenerator<Uint8Array> {
  for (let part = 0; part < parts; part += 1) {
    const bytes = await storage().get(nameOf(id, part));
    if (!bytes) throw new Error("a piece of what was kept is missing");
    yield bytes;
  }
}

export async function forgetParts({ id, parts }: Kept): Promise<void> {
  for (let part = 0; part < parts; part += 1) await storage().remove(nameOf(id, part));
}

function nameOf(id: string, part: number): string {
  return `kept-${id}-${part}`;
}
