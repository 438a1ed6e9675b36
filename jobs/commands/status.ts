import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { countGuessers } from "#app/models/guessing.ts";
import { openQueues, QUEUES } from "#jobs/queues.ts";
import { report, type ReportOptions } from "#jobs/commands/report.ts";
import { withDatabase } from "#jobs/commands/with-database.ts";

/** `roundletter status`: how much of what there is, and what needs somebody. */
export async function tellStatus(options: ReportOptions): Promise<void> {
  const status = await withDatabase(readStatus);
  report(options, { json: status, words: inWords(status) });
}

type Counts = Record<string, number>;

async function readStatus() {
  const [guessers, communities, members, inbound, deliveries, outbox, oldest, queues] = await Promise.all([
    countGuessers(),
    db().community.count(),
    db().membership.count({ where: { status: { in: ["active", "paused"] } } }),
    db().inboundMessage.groupBy({ by: ["status"], _count: true }),
    db().delivery.groupBy({ by: ["status"], _count: true }),
    db().outboxJob.groupBy({ by: ["status"], _count: true }),
    db().outboxJob.findFirst({
      where: { status: { not: "failed" } },
      orderBy: { runAt: "asc" },
      select: { runAt: true },
    }),
    readQueues(),
  ]);
  return {
    database: config().databaseUrl === null ? "none" : "ready",
    communities,
    members,
    guessers,
    inbound: counted(inbound),
    deliveries: counted(deliveries),
    outbox: { ...counted(outbox), oldest: oldest?.runAt ?? null },
    queues,
  };
}

async function readQueues(): Promise<{ engine: string; waiting: Counts }> {
  const queues = await openQueues();
  try {
    const waiting: Counts = {};
    for (const name of QUEUES) {
      const counts = await queues.counts(name);
      waiting[name] = (counts.waiting ?? 0) + (counts.delayed ?? 0) + (counts.active ?? 0);
    }
    return { engine: queues.engine, waiting };
  } finally {
    await queues.close();
  }
}

function counted(groups: readonly { status: string; _count: number }[]): Counts {
  return Object.fromEntries(groups.map(({ status, _count }) => [status, _count]));
}

function inWords(status: Awaited<ReturnType<typeof readStatus>>): string {
  const { oldest, ...outbox } = status.outbox;
  const rows: [string, string][] = [
    ["Communities", `${status.communities}, with ${status.members} members`],
    ["Mail in", say(status.inbound)],
    ["Letters out", say(status.deliveries)],
    ["Jobs", `${say(outbox)}${oldest === null ? "" : `, the oldest since ${oldest.toISOString()}`}`],
    [
      "Guesses",
      status.guessers === 0 ? "nobody guesses" : `${status.guessers} guess addresses or links just now`,
    ],
    ["Queues", `${status.queues.engine}: ${say(status.queues.waiting)}`],
  ];
  return rows.map(([name, words]) => `${name.padEnd(12)} ${words}`).join("\n");
}

function say(counts: Counts): string {
  const said = Object.entries(counts).map(([name, count]) => `${count} ${name}`);
  return said.length === 0 ? "none" : said.join(", ");
}
