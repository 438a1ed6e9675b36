import { createTransport } from "nodemailer";
import { db } from "#app/db/client.ts";
import { compose } from "#app/mailers/index.ts";
import { publishDigest } from "#app/models/digest.ts";
import { addPosts, populate } from "./populate.ts";
import type { Sink } from "./sink.ts";
import { median, perSecond, rate, ratioOf, type Figure } from "./table.ts";
import { tryUntil } from "./waiting.ts";

const rounds = 5;
const members = 1_000;
const connections = 10;

/**
 * A digest of twelve items to a thousand members, end to end (lease, compose, send, settle), against a bare nodemailer
 * pool that sends the same bytes as often to the same sink. Rounds alternate.
 */
export async function measureDigest(sink: Sink): Promise<Figure[]> {
  const { community } = await populate({ slug: "big-circle", members, threads: 12, posts: 48 });
  const ours: number[] = [];
  const peer: number[] = [];
  const issuing: number[] = [];
  let kilobytes = 0;
  for (let round = 0; round < rounds; round++) {
    await addPosts(community, { threads: 12, posts: 36, age: "1 second" });
    const issueBegan = performance.now();
    await publishDigest(null, community.id);
    issuing.push(performance.now() - issueBegan);

    const began = performance.now();
    await tryUntil(async () => (await unsent()) === 0, 300_000);
    ours.push(rate(members, performance.now() - began));

    const letter = await aSentLetter(community.id);
    kilobytes = letter.length / 1024;
    peer.push(rate(members, await sendConstant(sink.port, letter)));
  }
  return [
    {
      what: `digest: delivered, end to end (${kilobytes.toFixed(0)} KB, 12 items, ${String(members)} members)`,
      ours: perSecond(median(ours)),
      ceiling: `${perSecond(median(peer))} nodemailer pool, constant bytes`,
      ratio: ratioOf(median(ours), median(peer)),
    },
    {
      what: `digest: issued for ${String(members)} members`,
      ours: `${median(issuing).toFixed(0)} ms`,
      ceiling: "",
      ratio: "",
    },
  ];
}

function unsent(): Promise<number> {
  return db().delivery.count({
    where: { kind: "digest", status: { in: ["prepared", "leased", "deferred"] } },
  });
}

async function aSentLetter(communityId: string): Promise<Buffer> {
  const delivery = await db().delivery.findFirstOrThrow({
    where: { communityId, kind: "digest" },
    orderBy: { createdAt: "desc" },
  });
  const composed = (await compose([delivery])).get(delivery.id);
  if (!composed || !("raw" in composed)) throw new Error("the letter could not be composed again");
  return composed.raw;
}

async function sendConstant(port: number, raw: Buffer): Promise<number> {
  const pool = createTransport({
    host: "127.0.0.1",
    port,
    pool: true,
    maxConnections: connections,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const began = performance.now();
  await Promise.all(
    Array.from({ length: members }, (_, index) =>
      pool.sendMail({
        envelope: { from: "bounce@roundletter.test", to: [`member-${String(index)}@big-circle.example`] },
        raw,
      }),
    ),
  );
  const took = performance.now() - began;
  pool.close();
  return took;
}
