import { db } from "#app/db/client.ts";
import { transaction, type Tx } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { outcomeOf, reasonOf } from "#emails/reading/delivery-reasons.ts";
import type { Delivery } from "#prisma/generated/client.ts";
import { recordBounce, recordComplaint } from "./bounce.ts";

/** What a provider says of a letter it took from us. */
export interface DeliveryNews {
  kind: "delivered" | "delayed" | "bounced" | "complained";
  /** Our Message-ID as the provider repeats it, or its own id for the letter (which stands in its answer to us). */
  messageId: string | null;
  address: string;
  /** RFC 3463, where told. */
  status: string | null;
  words: string;
  /** Whether the provider says that trying again is of no use; null when it does not say. */
  isPermanent: boolean | null;
}

const DAY = 86_400_000;
/** A letter that old has been told of before. */
const LONGEST_DAYS = 15;

/** Counts once per letter, however often it is told. Returns whether it speaks of a letter that we know. */
export async function takeDeliveryNews(news: DeliveryNews): Promise<boolean> {
  const delivery = await deliveryToldOf(news);
  if (!delivery) return false;
  await transaction((tx) => acts[news.kind](tx, delivery, news));
  return true;
}

const acts: Record<
  DeliveryNews["kind"],
  (tx: Tx, delivery: Delivery, news: DeliveryNews) => Promise<unknown>
> = {
  /** It had been taken, and is there: a letter of which we were not sure is known to be sent. */
  delivered: (tx, { id }) =>
    tx.delivery.updateMany({ where: { id, status: "uncertain" }, data: { status: "sent", sentAt: now() } }),
  delayed: (tx, delivery, news) => recordBounce(tx, { delivery, recipient: reportOf(news, "delayed") }),
  bounced: (tx, delivery, news) => recordBounce(tx, { delivery, recipient: reportOf(news, "failed") }),
  async complained(tx, { communityId, address }, { words }) {
    if (communityId !== null) await recordComplaint(tx, { communityId, address }, words);
  },
};

function reportOf({ status, words, isPermanent }: DeliveryNews, action: "failed" | "delayed") {
  const told = status ?? (isPermanent === null ? null : isPermanent ? "5.0.0" : "4.0.0");
  const reason = reasonOf(told, words);
  const outcome = action === "delayed" ? ("delayed" as const) : outcomeOf("failed", told, reason, words);
  return { outcome, status: told, reason, remoteText: words };
}

/** Only a letter of ours to that very address: whoever knows an address cannot have its mail stopped. */
async function deliveryToldOf({ messageId, address }: DeliveryNews): Promise<Delivery | null> {
  const bare = messageId?.replace(/^<|>$/g, "") ?? "";
  if (bare === "") return null;
  const ours = await db().delivery.findFirst({ where: { address, messageId: { in: [bare, `<${bare}>`] } } });
  if (ours) return ours;
  const since = new Date(now().getTime() - LONGEST_DAYS * DAY);
  return db().delivery.findFirst({
    where: { address, createdAt: { gt: since }, response: { contains: bare } },
    orderBy: { createdAt: "desc" },
  });
}
