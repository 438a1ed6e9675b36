import { now } from "#app/lib/clock.ts";
import { links } from "#app/lib/links.ts";
import type { Delivery } from "#app/models/delivery.ts";
import { inquiriesById, inquiryUrl } from "#app/models/inquiry.ts";
import { confirmFollowToken, followRequestsById } from "#app/models/membership/following.ts";
import { confirmJoinToken, joinRequestsById } from "#app/models/membership/joining.ts";
import { confirm, type Wanted } from "#emails/templates/confirm.ts";
import { composeForCommunities, factId, type CommunityFacts } from "./compose-each.ts";
import { finishLetter, letterProps, type Composition } from "./letter.ts";
import { knownLocale } from "./locale.ts";

/** "Is this address yours, and do you want to join?" */
export async function composeConfirmJoin(deliveries: readonly Delivery[]): Promise<Map<string, Composition>> {
  const requests = await joinRequestsById(deliveries.map((delivery) => factId(delivery, "joinRequestId")));
  return composeForCommunities(deliveries, (facts) => {
    const request = requests.get(factId(facts.delivery, "joinRequestId"));
    return ask(
      facts,
      request && { ...request, wanted: { to: "join" }, url: links.confirmJoin(confirmJoinToken(request)) },
    );
  });
}

/** The same to follow, or to come to an event. */
export async function composeConfirmFollow(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const requests = await followRequestsById(
    deliveries.map((delivery) => factId(delivery, "followRequestId")),
  );
  return composeForCommunities(deliveries, (facts) => {
    const request = requests.get(factId(facts.delivery, "followRequestId"));
    return ask(
      facts,
      request && {
        ...request,
        wanted: request.event ? { to: "come", event: request.event.title } : { to: "follow" },
        url: links.confirmFollow(facts.community.slug, confirmFollowToken(request)),
      },
    );
  });
}

/** The same to ask a maker, with what was asked. */
export async function composeConfirmInquiry(
  deliveries: readonly Delivery[],
): Promise<Map<string, Composition>> {
  const inquiries = await inquiriesById(deliveries.map((delivery) => factId(delivery, "inquiryId")));
  return composeForCommunities(deliveries, (facts) => {
    const inquiry = inquiries.get(factId(facts.delivery, "inquiryId"));
    return ask(
      facts,
      inquiry && {
        ...inquiry,
        name: inquiry.askerName,
        wanted: { to: "ask", maker: inquiry.maker.name, written: inquiry.messages[0]?.text ?? "" },
        url: inquiryUrl(inquiry, "asker"),
      },
    );
  });
}

interface Asking {
  wanted: Wanted;
  name: string;
  locale?: string;
  timeZone: string | null;
  expiresAt: Date;
  confirmedAt: Date | null;
  url: string;
}

function ask(facts: CommunityFacts, asking: Asking | undefined): Composition | Promise<Composition> {
  if (!asking || asking.confirmedAt || asking.expiresAt <= now()) return { cancelled: "nothing to confirm" };
  const { wanted, url, expiresAt, name, locale, timeZone } = asking;
  const props = letterProps(facts);
  const draft = confirm({
    ...props,
    locale: locale === undefined ? props.locale : knownLocale(locale),
    timeZone: timeZone ?? props.timeZone,
    wanted,
    url,
    expiresAt,
  });
  return finishLetter(facts, draft, { toName: name, replyTo: null });
}
