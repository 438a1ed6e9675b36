import { readFileSync } from "node:fs";
import { join } from "node:path";
import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { config } from "#app/lib/config.ts";
import { houseFolder } from "#app/lib/house-folder.ts";
import { isUuid } from "#app/lib/ids.ts";
import { Refusal } from "#app/lib/refusal.ts";
import { enqueue } from "#app/outbox/enqueue.ts";
import type { Person } from "#prisma/generated/client.ts";
import { record } from "./audit.ts";

/** Who looks after the deployment sees every community's size, and nothing of what is said in it. */
export interface OperatorReport {
  communities: {
    id: string;
    slug: string;
    name: string;
    members: number;
    memberLimit: number;
    lastPostAt: Date | null;
    closedAt: Date | null;
    createdAt: Date;
  }[];
  /** Jobs in the outbox by name. */
  queues: { name: string; waiting: number; relayed: number; failed: number; oldest: Date | null }[];
  failed: { id: string; name: string; attempts: number; error: string | null; createdAt: Date }[];
  shunted: {
    id: string;
    recipient: string;
    error: string | null;
    receivedAt: Date;
    community: string | null;
  }[];
  letters: { waiting: number; uncertain: number; sentToday: number };
  storage: { database: number; blobs: number; blobCount: number; rawMail: number };
  versions: { house: string; node: string; postgres: string; migrations: number };
  waysOut: string[];
  waysIn: { name: string; kind: string; lastHeardAt: Date | null; trouble: string | null }[];
  ownersMayFound: boolean;
}

const SHOWN = 50;
const DAY = 86_400_000;

/** A constant number of queries, however many communities there are. */
export async function operatorReport(): Promise<OperatorReport> {
  const [communities, queues, failed, shunted, figures, ingresses, deployment] = await Promise.all([
    readCommunities(),
    readQueues(),
    db().outboxJob.findMany({ where: { status: "failed" }, orderBy: { id: "desc" }, take: SHOWN }),
    db().inboundMessage.findMany({
      where: { status: "shunted" },
      select: {
        ...{ id: true, recipient: true, error: true, receivedAt: true },
        community: { select: { name: true } },
      },
      orderBy: { receivedAt: "desc" },
      take: SHOWN,
    }),
    readFigures(),
    db().ingress.findMany({ orderBy: { number: "asc" } }),
    db().deployment.findUnique({ where: { id: 1 } }),
  ]);
  const { database, blobs, blobCount, rawMail, postgres, migrations, ...letters } = figures;
  return {
    communities,
    queues,
    failed: failed.map(({ id, name, attempts, error, createdAt }) => ({
      ...{ id: String(id), name, attempts, error, createdAt },
    })),
    shunted: shunted.map(({ community, ...message }) => ({ ...message, community: community?.name ?? null })),
    letters,
    storage: { database, blobs, blobCount, rawMail },
    versions: { house: houseVersion(), node: process.version, postgres, migrations },
    waysOut: config().waysOut.map(({ name }) => name),
    waysIn: ingresses.map(({ name, kind, lastHeardAt, trouble }) => ({ name, kind, lastHeardAt, trouble })),
    ownersMayFound: deployment?.ownersMayFound ?? false,
  };
}

/** A job that had failed for good is tried once more from the beginning. @throws Refusal "not-found" */
export async function retryJob(operator: Person, id: string): Promise<void> {
  insistOperator(operator);
  if (!/^\d{1,18}$/.test(id)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    const { count } = await tx.outboxJob.updateMany({
      where: { id: BigInt(id), status: "failed" },
      data: { status: "waiting", attempts: 0, error: null, runAt: now(), relayedAt: null },
    });
    if (count === 0) throw new Refusal("not-found");
    await tx.$executeRaw`SELECT pg_notify('outbox', '')`;
    await recordAct(tx, operator, "job.retried", id);
  });
}

/** A message that had crashed its reading is read once more. @throws Refusal "not-found" */
export async function readShuntedAgain(operator: Person, id: string): Promise<void> {
  insistOperator(operator);
  if (!isUuid(id)) throw new Refusal("not-found");
  await transaction(async (tx) => {
    const { count } = await tx.inboundMessage.updateMany({
      where: { id, status: "shunted" },
      data: { status: "received", attempts: 0, error: null, settledAt: null, claimedAt: null },
    });
    if (count === 0) throw new Refusal("not-found");
    await enqueue(tx, "process-inbound", { inboundMessageId: id });
    await recordAct(tx, operator, "message.read-again", id);
  });
}

export async function letOwnersFound(operator: Person, ownersMayFound: boolean): Promise<void> {
  insistOperator(operator);
  await transaction(async (tx) => {
    await tx.deployment.upsert({
      where: { id: 1 },
      create: { id: 1, ownersMayFound },
      update: { ownersMayFound },
    });
    await recordAct(tx, operator, ownersMayFound ? "founding.opened" : "founding.restricted");
  });
}

function insistOperator(person: Person): void {
  if (!person.operatorSince) throw new Refusal("not-allowed");
}

function readCommunities(): Promise<OperatorReport["communities"]> {
  return db().$queryRaw`
    SELECT community.id::text, slug, name, member_limit AS "memberLimit", closed_at AS "closedAt",
      community.created_at AS "createdAt", coalesce(members, 0)::int AS members, last_post AS "lastPostAt"
    FROM community
    LEFT JOIN (SELECT community_id, count(*) AS members FROM membership
      WHERE status IN ('active', 'paused') AND role <> 'follower' GROUP BY community_id) seated
      ON seated.community_id = community.id
    LEFT JOIN (SELECT community_id, max(last_post_at) AS last_post FROM thread GROUP BY community_id) talk
      ON talk.community_id = community.id
    ORDER BY last_post DESC NULLS LAST, name LIMIT 500`;
}

function readQueues(): Promise<OperatorReport["queues"]> {
  return db().$queryRaw`
    SELECT name, count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
      count(*) FILTER (WHERE status = 'relayed')::int AS relayed,
      count(*) FILTER (WHERE status = 'failed')::int AS failed,
      min(run_at) FILTER (WHERE status <> 'failed') AS oldest
    FROM outbox_job GROUP BY name ORDER BY name`;
}

type Figures = OperatorReport["letters"] &
  OperatorReport["storage"] & { postgres: string; migrations: number };

async function readFigures(): Promise<Figures> {
  const [figures] = await db().$queryRaw<Figures[]>`
    SELECT pg_database_size(current_database())::float AS database,
      (SELECT coalesce(sum(byte_size), 0)::float FROM blob) AS blobs,
      (SELECT count(*)::int FROM blob) AS "blobCount",
      pg_total_relation_size('inbound_message')::float AS "rawMail",
      current_setting('server_version') AS postgres,
      (SELECT count(*)::int FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS migrations,
      (SELECT count(*)::int FROM delivery WHERE status IN ('prepared', 'deferred', 'leased')) AS waiting,
      (SELECT count(*)::int FROM delivery WHERE status = 'uncertain') AS uncertain,
      (SELECT count(*)::int FROM delivery WHERE status = 'sent'
        AND created_at > ${new Date(now().getTime() - DAY)}) AS "sentToday"`;
  if (!figures) throw new Error("the database tells nothing of itself");
  return figures;
}

function houseVersion(): string {
  const { version } = JSON.parse(readFileSync(join(houseFolder, "package.json"), "utf8")) as {
    version: string;
  };
  return version;
}

function recordAct(
  tx: Tx,
  operator: Person,
  act: `${"job" | "message" | "founding"}.${string}`,
  subjectId?: string,
): Promise<void> {
  return record(tx, {
    communityId: null,
    actorId: operator.id,
    act,
    ...(subjectId === undefined ? {} : { subjectId }),
  });
}
