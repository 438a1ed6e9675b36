import type { Dirent } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { MboxMessage } from "#emails/reading/mbox.ts";

const LARGEST = 25 * 1024 * 1024;

/** The messages of a Maildir and of its subfolders (Maildir++), by the names of their files: about as they came. */
export async function* readMaildir(folder: string): AsyncGenerator<MboxMessage> {
  let octets = 0;
  for (const path of (await filesOf(folder)).sort(byName)) {
    const { size } = await stat(path);
    octets += size;
    yield { raw: size > LARGEST ? null : await readFile(path), octets };
  }
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const parts = entries.filter((entry) => entry.isDirectory() && isPart(entry));
  const files = await Promise.all(
    parts.map(async ({ name }) => {
      const inside = join(folder, name);
      if (name.startsWith(".")) return filesOf(inside);
      const mails = await readdir(inside, { withFileTypes: true });
      return mails
        .filter((mail) => mail.isFile() && !mail.name.startsWith("."))
        .map((mail) => join(inside, mail.name));
    }),
  );
  return files.flat();
}

/** `tmp` holds what is half written. */
function isPart({ name }: Dirent): boolean {
  return name === "cur" || name === "new" || /^\.[^.]/.test(name);
}

function byName(one: string, other: string): number {
  const [a, b] = [one.split("/").at(-1) ?? "", other.split("/").at(-1) ?? ""];
  return a < b ? -1 : a > b ? 1 : 0;
}
