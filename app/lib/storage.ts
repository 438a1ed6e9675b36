import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { config } from "./config.ts";

/** Bytes under a name that says what they are (a SHA-256, with a suffix for derivatives). */
export interface Storage {
  put(name: string, bytes: Uint8Array): Promise<void>;
  get(name: string): Promise<Buffer | null>;
  has(name: string): Promise<boolean>;
  /** Gone afterwards, whether it was there or not. */
  remove(name: string): Promise<void>;
}

export function storage(): Storage {
  return folderStorage(fileURLToPath(config().storageUrl));
}

/** Names are ours, but a path is built from them: letters, digits and dashes only. */
const nameShape = /^[a-z0-9][a-z0-9-]{2,127}$/;

function folderStorage(root: string): Storage {
  const pathOf = (name: string) => {
    if (!nameShape.test(name)) throw new Error("a storage name has a character that it may not have");
    return join(root, name.slice(0, 2), name);
  };
  return {
    async put(name, bytes) {
      const path = pathOf(name);
      await mkdir(join(root, name.slice(0, 2)), { recursive: true });
      const draft = `${path}.${String(process.pid)}-${String(Math.random()).slice(2)}`;
      const file = await open(draft, "wx");
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, path);
    },
    async get(name) {
      return readFile(pathOf(name)).catch(nullWhenMissing);
    },
    async has(name) {
      return (await stat(pathOf(name)).catch(nullWhenMissing)) !== null;
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}

function nullWhenMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
  throw error;
}
