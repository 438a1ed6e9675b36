import { spawnSync } from "node:child_process";
import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { startDeployment } from "./deployment.ts";
import { measureDigestAnswers } from "./digest-answers.ts";
import { fuzzReading } from "./fuzz-reading.ts";
import { measureInbound } from "./inbound.ts";
import { measureInboundAtSize } from "./inbound-at-size.ts";
import { measureIssue } from "./issue.ts";
import { measurePages } from "./pages.ts";
import { populate } from "./populate.ts";
import { openSink } from "./sink.ts";
import { measureReading } from "./reading.ts";
import { measureWholeReading } from "./reading-mime.ts";
import { printTable, type Figure } from "./table.ts";

/* `npm run bench`: every figure is a ratio within one run, because machines are noisy. Takes some minutes. */

const figures: Figure[] = [...measureReading(), ...(await measureWholeReading())];
const sink = await openSink();
const mailing = { SMTP_URL: `smtp://127.0.0.1:${String(sink.port)}` };

const first = await startDeployment(mailing);
const again = await restart(first.dataDir);
figures.push({
  what: "start: first (database made), again",
  ours: `${seconds(first.startedIn)}, ${seconds(again.startedIn)}`,
  ceiling: "10 s",
  ratio: "",
});
await new Promise((resolve) => setTimeout(resolve, 5_000)); // at rest
const { node, postgres } = await again.memory();
figures.push({
  what: "memory at rest: Node + PostgreSQL",
  ours: `${String(node)} + ${String(postgres)} MB`,
  ceiling: "450 MB",
  ratio: ((node + postgres) / 450).toFixed(2),
});

const circle = await populate({ slug: "kiln-circle", members: 200, threads: 150, posts: 5_000 });
figures.push(...(await measurePages(again, circle)));
figures.push(...(await measureInbound(again, "kiln-circle@roundletter.test", circle.addresses)));

await again.stop();
await rm(first.dataDir, { recursive: true, force: true });
sink.close();
figures.push(...(await measureInboundAtSize()));
figures.push(...(await measureDigestAnswers()));
figures.push(...(await measureIssue()));
figures.push(...fuzzReading(200_000, 1));
printTable(figures);

// Letters out have a database and a sink of their own.
for (const what of [[], ["memory"]]) {
  const script = fileURLToPath(new URL("outgoing.ts", import.meta.url));
  spawnSync(process.execPath, ["--import", "tsx", script, ...what], { stdio: "inherit" });
}
process.exit(0);

async function restart(dataDir: string) {
  await first.stop({ keep: true });
  return startDeployment(mailing, dataDir);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
