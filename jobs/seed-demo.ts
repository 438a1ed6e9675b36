import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { databaseUrl } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { houseFolder, isBundled } from "#app/lib/house-folder.ts";

/** Fills the database with the demo community, in a process of its own whose memory is given back. */
export async function seedDemoApart(say: (words: string) => void): Promise<void> {
  const script = isBundled ? ["build/processes/seed-demo.js"] : ["--import", "tsx", "prisma/seed-demo.ts"];
  const child = spawn(process.execPath, script, {
    cwd: houseFolder,
    env: { ...process.env, DATABASE_URL: databaseUrl(), DATA_DIR: config().dataDir },
    stdio: ["ignore", "pipe", "inherit"],
  });
  createInterface({ input: child.stdout }).on("line", say);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`the demo community could not be made (${String(code)})`);
}
