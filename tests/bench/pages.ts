import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { startSession } from "#app/models/session.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import type { Deployment } from "./deployment.ts";
import type { Populated } from "./populate.ts";
import { quantile, type Figure } from "./table.ts";

const visits = 150;

/** What the server needs for the console's thread list and a thread page, at 200 members and 5,000 posts. */
export async function measurePages(
  deployment: Deployment,
  { community, owner }: Populated,
): Promise<Figure[]> {
  const { token } = await transaction((tx) => startSession(tx, owner.personId, "bench"));
  const cookie = sessionCookie(token).split(";")[0] ?? "";
  const thread = await db().thread.findFirstOrThrow({
    where: { communityId: community.id },
    orderBy: { postCount: "desc" },
  });
  const console = `${deployment.appUrl}/console/${community.slug}`;
  const health = await timings(`${deployment.appUrl}/healthz`, cookie);
  return [
    figure("console: thread list", await timings(`${console}/threads`, cookie), health),
    figure(
      `console: thread page (${String(thread.postCount)} posts)`,
      await timings(`${console}/threads/${thread.id}`, cookie),
      health,
    ),
  ];
}

async function timings(address: string, cookie: string): Promise<number[]> {
  const taken: number[] = [];
  for (let visit = 0; visit < visits + 10; visit++) {
    const began = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${address} answers ${String(answer.status)}`);
    if (visit >= 10) taken.push(performance.now() - began);
  }
  return taken;
}

function figure(what: string, taken: number[], health: number[]): Figure {
  const [p50, p95] = [quantile(taken, 0.5), quantile(taken, 0.95)];
  return {
    what,
    ours: `p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`,
    ceiling: `p50 ${quantile(health, 0.5).toFixed(1)} ms /healthz`,
    ratio: (p50 / quantile(health, 0.5)).toFixed(1),
  };
}
