import type { Blob } from "#prisma/generated/client.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { blobBytes, keepImage } from "../blob.ts";
import { areAlike, likenessOf, type Likeness } from "./likeness.ts";

export interface KeptPicture<Named> {
  /** What the caller knows it by. */
  readonly from: Named;
  readonly blob: Blob;
}

export interface KeptPictures<Named> {
  /** In the order they came, each once. */
  readonly kept: readonly KeptPicture<Named>[];
  /** The same as one that was kept: only the larger of them hangs. */
  readonly merged: readonly Named[];
  /** Those that could not be read as pictures. */
  readonly refused: readonly Named[];
}

/** Two cores, and each may hold a whole picture's pixels. */
const AT_ONCE = 2;

/** Keeps several pictures that came together; near-duplicates (another size or quality of the same) become one. */
export async function keepPictures<Named>(
  pictures: readonly { from: Named; bytes: Uint8Array }[],
): Promise<KeptPictures<Named>> {
  const looked = await inTurns(pictures, look);
  const kept: Looked<Named>[] = [];
  const merged: Named[] = [];
  for (const picture of looked.filter((each) => each !== null)) {
    const at = kept.findIndex(({ likeness }) => areAlike(likeness, picture.likeness));
    const twin = kept[at];
    if (!twin) kept.push(picture);
    else if (areaOf(picture.blob) > areaOf(twin.blob)) {
      merged.push(twin.from);
      kept[at] = picture;
    } else merged.push(picture.from);
  }
  return {
    kept: kept.map(({ from, blob }) => ({ from, blob })),
    merged,
    refused: pictures.filter((_, index) => looked[index] === null).map(({ from }) => from),
  };
}

interface Looked<Named> extends KeptPicture<Named> {
  readonly likeness: Likeness;
}

async function look<Named>({
  from,
  bytes,
}: {
  from: Named;
  bytes: Uint8Array;
}): Promise<Looked<Named> | null> {
  try {
    const blob = await keepImage(bytes);
    const master = (await blobBytes(blob.id)) ?? bytes;
    return { from, blob, likeness: await likenessOf(master, blob.width ?? 1, blob.height ?? 1) };
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

async function inTurns<Given, Made>(
  all: readonly Given[],
  make: (one: Given) => Promise<Made>,
): Promise<Made[]> {
  const made = new Array<Made>(all.length);
  const waiting = [...all.entries()];
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) made[next[0]] = await make(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return made;
}

function areaOf({ width, height }: Blob): number {
  return (width ?? 0) * (height ?? 0);
}
