import sharp from "sharp";
import { keepImage } from "#app/models/blob.ts";
import { print } from "./pictures/print.ts";
import { showcases, type DemoShowcase } from "./showcases.ts";

export interface Print {
  blobId: string;
  /** A square of it, small, for a face. */
  faceId: string | null;
}

/** Begins to print every showcase's picture; two at a time, while the story is told. */
export function printShowcases(): ReadonlyMap<DemoShowcase, Promise<Print>> {
  const presses: [Promise<unknown>, Promise<unknown>] = [Promise.resolve(), Promise.resolve()];
  return new Map(
    showcases.map((showcase, index) => {
      const press = index % 2 === 0 ? 0 : 1;
      const printed = presses[press].then(() => printOne(showcase));
      // Whoever waits for the print hears of a failure; the press goes on.
      presses[press] = printed.catch(() => null);
      return [showcase, printed];
    }),
  );
}

async function printOne({ draw, face }: DemoShowcase): Promise<Print> {
  const bytes = await print(draw());
  const blob = await keepImage(bytes);
  return { blobId: blob.id, faceId: face ? await cutFace(bytes, face) : null };
}

async function cutFace(bytes: Buffer, [left, top, side]: readonly [number, number, number]): Promise<string> {
  const { width } = await sharp(bytes).metadata();
  const square = {
    left: Math.round(left * width),
    top: Math.round(top * width),
    width: Math.round(side * width),
  };
  const cut = await sharp(bytes)
    .extract({ ...square, height: square.width })
    .resize(480, 480)
    .jpeg({ quality: 84 })
    .toBuffer();
  return (await keepImage(cut)).id;
}
