import { simpleParser, type ParsedMail } from "mailparser";
import { db } from "#app/db/client.ts";
import { eventually } from "./house.ts";

/** A letter as it came to a person's inbox, read by another parser than our own. */
export interface Letter extends ParsedMail {
  /** The text part, unfolded; never undefined. */
  words: string;
  answerTo: string;
}

/** Waits for the first letter to this address that fits, oldest first. */
export function letterTo(
  address: string,
  fits: (letter: Letter) => boolean = () => true,
  patience = 20_000,
): Promise<Letter> {
  return eventually(async () => {
    const letters = await lettersTo(address);
    const found = letters.find(fits);
    if (!found) {
      const seen = letters.map((letter) => letter.subject).join(" · ");
      throw new Error(`no such letter has come to ${address}; there are: ${seen || "none"}`);
    }
    return found;
  }, patience);
}

export async function lettersTo(address: string): Promise<Letter[]> {
  const rows = await db().mailroomLetter.findMany({
    where: { recipient: address },
    orderBy: { receivedAt: "asc" },
  });
  return Promise.all(rows.map(async ({ raw }) => readLetter(Buffer.from(raw))));
}

async function readLetter(raw: Buffer): Promise<Letter> {
  const parsed = await simpleParser(raw, { skipTextToHtml: true });
  return { ...parsed, words: parsed.text ?? "", answerTo: parsed.replyTo?.value[0]?.address ?? "" };
}

/** The first link in a letter whose path begins so. */
export function linkIn(letter: Letter, path: string): string {
  const found = /https?:\/\/\S+/g;
  for (const [link] of letter.words.matchAll(found)) if (new URL(link).pathname.startsWith(path)) return link;
  throw new Error(`no link to ${path} in:\n${letter.words}`);
}

/** The own address of a numbered item, as its text part prints it. */
export function itemAddress(letter: Letter, title: string): string {
  const lines = letter.words.split("\n");
  const start = lines.findIndex((line) => /^\[\d+\]/.test(line) && line.includes(title));
  const address = lines.slice(Math.max(start, 0)).find((line) => /^\s*\S+\+\S+@\S+\s*$/.test(line));
  if (start < 0 || !address) throw new Error(`no item "${title}" with an address in:\n${letter.words}`);
  return address.trim();
}

export function quoted(letter: Letter): string[] {
  return letter.words
    .trimEnd()
    .split("\n")
    .map((line) => (line ? `> ${line}` : ">"));
}

/** How Gmail answers: attribution, then the quote; `answers` go below the quoted line that begins an item. */
export function gmailAnswer(
  letter: Letter,
  { onTop = "", below = {} }: { onTop?: string; below?: Record<string, string> },
): string {
  const lines = quoted(letter);
  const out: string[] = [];
  if (onTop) out.push(onTop, "");
  out.push(`On Tue, Nov 24, 2026 at 7:00 AM ${letter.from?.text ?? "Kiln Circle"} wrote:`, "");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    out.push(line);
    const title = Object.keys(below).find((words) => /^> \[\d+\]/.test(line) && line.includes(words));
    if (!title) continue;
    // The answer stands under the item's words, as a person would write it.
    for (let words = 0; words < 3 && index + 1 < lines.length; words++) out.push(lines[++index] ?? "");
    out.push("", below[title] ?? "", "");
  }
  return out.join("\n");
}
