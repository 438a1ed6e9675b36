import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { issueDueDigests } from "#app/models/digest.ts";
import { issueDueNewsletters } from "#app/models/newsletter.ts";
import { instantOf } from "./moment.ts";

/** Something that somebody did. */
export interface Act {
  at: Date;
  do: () => Promise<unknown>;
}

/** Everything in its order, the clock set to it; whenever a letter's hour comes between, it is issued. */
export async function liveThrough(story: readonly Act[]): Promise<void> {
  let begun = 0;
  for (const act of story.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    // Letters are due at full hours only.
    const hour = Math.floor(act.at.getTime() / 3_600_000);
    if (hour > begun) await issueUntil(act.at);
    setClock(act.at);
    // A newsletter goes when its digest has left.
    if (hour > begun) await issueDueNewsletters(act.at);
    begun = hour;
    await act.do();
  }
}

async function issueUntil(at: Date): Promise<void> {
  for (;;) {
    const { _min } = await db().membership.aggregate({
      where: { status: "active", nextDigestAt: { lte: at } },
      _min: { nextDigestAt: true },
    });
    if (!_min.nextDigestAt) return;
    setClock(_min.nextDigestAt);
    await issueDueDigests(_min.nextDigestAt);
  }
}

/**
 * Letters of the past weeks have long been sent: nobody wants them today. Those since the latest digest stay
 * prepared, and the worker sends them.
 */
export async function settlePastLetters(today: Date): Promise<void> {
  const latest = instantOf([1, "00:00"], today);
  await db().$executeRaw`
    UPDATE delivery SET status = 'sent', attempts = 1, response = '250 2.0.0 Ok',
      sent_at = created_at + interval '7 seconds' + (number % 40) * interval '1 second'
    WHERE status = 'prepared' AND created_at < ${latest}
      AND community_id = (SELECT id FROM community WHERE slug = 'kiln-circle')`;
  // Each letter hinted at its sending; one hint is enough.
  await db().$executeRaw`
    DELETE FROM outbox_job WHERE name = 'send-deliveries'
      AND id < (SELECT max(id) FROM outbox_job WHERE name = 'send-deliveries')`;
}
