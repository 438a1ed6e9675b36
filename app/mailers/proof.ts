import { z } from "zod";
import { links } from "#app/lib/links.ts";
import { zonedInstant } from "#app/lib/local-time.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { proofToDraw } from "#app/models/digest/proof.ts";
import type { DigestItemView } from "#emails/templates/digest-views.ts";
import { type Clock, formatDay } from "#emails/templates/kit/dates.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { proof } from "#emails/templates/proof.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { writeMessage } from "#emails/writing/mime.ts";
import { composeForMembers, type MemberFacts } from "./compose-each.ts";
import { drawDraft } from "./digest-preview.ts";
import { type Composition, envelopeFor, finishLetter, letterProps, replyAddress } from "./letter.ts";

const frozen = z.object({ proofId: z.string(), part: z.enum(["list", "letter"]) });

/**
 * A digest before it goes out, to one who may say ok: a list of what is in it, and the letter itself as members will
 * see it. An answer to either, or to any address in it, is an answer to the proof.
 */
export function composeProofs(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  return composeForMembers(deliveries, async (facts) => {
    const { proofId, part } = frozen.parse(facts.delivery.facts);
    const found = await proofToDraw(proofId);
    if (!found) return { cancelled: "the digest has left already" };

    const { community, member, delivery } = facts;
    const replyTo = replyAddress(community, member, "proof", found.proof.number);
    const { to, envelopeFrom, messageId } = envelopeFor(facts, { replyTo });
    const { letter, items } = await drawDraft(
      { community, member },
      { draft: found.shown, issue: found.issue, key: delivery.letterKey, to, envelopeFrom, replyTo },
    );
    if (part === "letter") {
      const subject = cut(wordsIn(letterProps(facts).locale).proof.test(letter.subject), 60);
      const raw = writeMessage({ ...letter, subject, messageId });
      return { envelope: { from: envelopeFrom, to: to.address }, raw, messageId };
    }
    return finishLetter(facts, listDraft(facts, found, items), { replyTo });
  });
}

type Found = NonNullable<Awaited<ReturnType<typeof proofToDraw>>>;

function listDraft(facts: MemberFacts, found: Found, items: readonly DigestItemView[]) {
  const props = letterProps(facts);
  return proof({
    ...props,
    issue: found.issue,
    why: found.proof.reason,
    sendsAt:
      found.scheduledLocal === null
        ? found.sendsAt
        : zonedInstant(found.scheduledLocal, facts.member.timeZone),
    memberCount: found.memberCount,
    sendsItself: !found.needsOk,
    opening: found.shown.opening === "" ? null : found.shown.opening,
    items: items.map((item) => ({ title: item.title, kicker: kickerOf(item, props) })),
    url: links.console(facts.community.slug, "/digests"),
  });
}

/** As the digest itself says it below the title. */
function kickerOf(item: DigestItemView, props: Clock): string {
  const { digest } = wordsIn(props.locale);
  switch (item.kind) {
    case "thread":
      return digest.posts(item.postCount);
    case "showcase":
      return digest.showcaseBy(item.maker);
    case "event":
      return formatDay(item.startsAt, props);
    case "newcomers":
      return digest.newcomers(item.people.length);
  }
}
