import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { createElement, type ReactNode } from "react";
import satori, { type SatoriOptions } from "satori";
import sharp from "sharp";

export interface CardFacts {
  community: string;
  /** `#rrggbb`, dark enough to be read on paper. */
  accent: string;
  title: string;
  /** Below the title: a price, a day, a maker's craft. */
  line: string;
}

/** Raised when cards look different, so that none of the old ones is shown again. */
export const CARD_LOOK = 1;

const WIDTH = 1200;
const HEIGHT = 630;
const PHOTO_WIDTH = 540;
const paper = "#faf7f0";
const ink = "#1c1712";
const soft = "#5b5247";

/** The picture that is shown where an address is shared (1200 by 630 PNG): our own letters, drawn as outlines. */
export async function drawCard(facts: CardFacts, photo: Uint8Array | null): Promise<Buffer> {
  const svg = await satori(sheet(facts, photo !== null), {
    width: WIDTH,
    height: HEIGHT,
    fonts: await letters(),
  });
  const card = sharp(Buffer.from(svg));
  if (!photo) return card.png({ compressionLevel: 9 }).toBuffer();
  const hung = await sharp(photo).resize({ width: PHOTO_WIDTH, height: HEIGHT, fit: "cover" }).toBuffer();
  return card
    .composite([{ input: hung, left: WIDTH - PHOTO_WIDTH, top: 0 }])
    .png({ compressionLevel: 9 })
    .toBuffer();
}

function sheet({ community, accent, title, line }: CardFacts, hasPhoto: boolean): ReactNode {
  const words = drawable(title);
  return box(
    {
      flexDirection: "column",
      width: hasPhoto ? WIDTH - PHOTO_WIDTH : WIDTH,
      height: HEIGHT,
      padding: hasPhoto ? "64px 52px" : "72px 88px",
      background: paper,
    },
    box({ width: 76, height: 7, background: accent }),
    box(
      {
        ...serif,
        marginTop: 40,
        color: ink,
        fontSize: sizeFor(words, hasPhoto),
        lineHeight: 1.12,
        lineClamp: 5,
        display: "block",
      },
      words,
    ),
    box(
      { ...sans, marginTop: 22, color: soft, fontSize: 32, lineClamp: 2, display: "block" },
      drawable(line),
    ),
    box({ flexGrow: 1 }),
    box({ ...serif, color: accent, fontSize: 34, lineClamp: 1, display: "block" }, drawable(community)),
  );
}

type Style = Record<string, string | number>;

function box(style: Style, ...children: ReactNode[]): ReactNode {
  return createElement("div", { style: { display: "flex", ...style } }, ...children);
}

const serif = { fontFamily: "Newsreader, Newsreader Extended", fontWeight: 500 };
const sans = { fontFamily: "Source Sans 3, Source Sans 3 Extended", fontWeight: 400 };

function sizeFor(words: string, hasPhoto: boolean): number {
  const most = hasPhoto ? 68 : 92;
  if (words.length <= 24) return most;
  return words.length <= 60 ? most * 0.78 : most * 0.6;
}

/** What our letters have: other scripts would be boxes. A name that is left without any is left out. */
function drawable(text: string): string {
  return text
    .replace(/[^\u0020-\u024f\u2010-\u2026\u2030\u2039\u203a\u20ac\u2122]/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

const files = [
  ["Newsreader", "newsreader/files/newsreader-latin-500-normal", 500],
  ["Newsreader Extended", "newsreader/files/newsreader-latin-ext-500-normal", 500],
  ["Source Sans 3", "source-sans-3/files/source-sans-3-latin-400-normal", 400],
  ["Source Sans 3 Extended", "source-sans-3/files/source-sans-3-latin-ext-400-normal", 400],
] as const;

let read: Promise<SatoriOptions["fonts"]> | null = null;

function letters(): Promise<SatoriOptions["fonts"]> {
  const { resolve } = createRequire(import.meta.url);
  read ??= Promise.all(
    files.map(async ([name, file, weight]) => ({
      name,
      weight,
      style: "normal" as const,
      data: await readFile(resolve(`@fontsource/${file}.woff`)),
    })),
  );
  return read;
}
