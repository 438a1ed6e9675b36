import sharp from "sharp";

/** What a picture looks like from far away: where it grows lighter from left to right, its colours, its proportion. */
export interface Likeness {
  readonly slopes: readonly boolean[];
  readonly colours: Uint8Array;
  readonly proportion: number;
}

const SIDE = 16;
const COLOURS = 4;
/** Of 256 slopes; another quality or size of the same picture changes fewer than ten. */
const mostSlopesApart = 16;
const mostColourApart = 12;
const mostProportionApart = 0.04;

/** A difference hash (dHash) with a little colour beside it. */
export async function likenessOf(bytes: Uint8Array, width: number, height: number): Promise<Likeness> {
  const [grey, colours] = await Promise.all([
    sharp(bytes)
      .greyscale()
      .resize(SIDE + 1, SIDE, { fit: "fill" })
      .raw()
      .toBuffer(),
    sharp(bytes).resize(COLOURS, COLOURS, { fit: "fill" }).removeAlpha().raw().toBuffer(),
  ]);
  const slopes: boolean[] = [];
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0; column < SIDE; column++) {
      const at = row * (SIDE + 1) + column;
      slopes.push((grey[at + 1] ?? 0) > (grey[at] ?? 0) + 2);
    }
  }
  return { slopes, colours, proportion: width / height };
}

/** Whether two are the same picture: in another size, format or quality. */
export function areAlike(one: Likeness, other: Likeness): boolean {
  const proportion = Math.abs(one.proportion - other.proportion) / one.proportion;
  if (proportion > mostProportionApart) return false;
  const slopes = one.slopes.filter((slope, at) => slope !== other.slopes[at]).length;
  if (slopes > mostSlopesApart) return false;
  return meanApart(one.colours, other.colours) <= mostColourApart;
}

function meanApart(one: Uint8Array, other: Uint8Array): number {
  const apart = one.reduce((sum, colour, at) => sum + Math.abs(colour - (other[at] ?? 0)), 0);
  return apart / one.length;
}
