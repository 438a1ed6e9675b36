import { expect, test } from "vitest";
import { compose } from "#app/mailers/index.ts";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { cancelEvent, createEvent, editEvent, publishEvent } from "#app/models/event.ts";
import { prepareDelivery } from "#app/models/delivery.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { createShowcase, publishShowcase } from "#app/models/showcase.ts";
import { parseMessage } from "#emails/reading/parse-message.ts";
import { actorOf, aCommunity, aMember, anOwner } from "#tests/support/circle.ts";

async function composed(communityId: string, kind: "event_change" | "event_cancellation" | "showcase_card") {
  const deliveries = await db().delivery.findMany({ where: { communityId, kind } });
  const letters = await compose(deliveries);
  return deliveries.map(({ id }) => letters.get(id));
}

test("a change comes as a calendar entry of the same event, and is dropped when the event is called off", async () => {
  const community = await aCommunity();
  const actor = actorOf(await anOwner(community), community);
  const ada = await aMember(community, { name: "Ada" });
  const { id } = await createEvent(actor, {
    title: "Raku in the yard",
    startsAt: new Date("2030-05-03T16:00:00Z"),
    endsAt: new Date("2030-05-03T20:00:00Z"),
    timeZone: "Europe/Lisbon",
    place: "The yard",
  });
  await publishEvent(actor, id);
  await answerEvent(null, {
    communityId: community.id,
    eventId: id,
    membershipId: ada.id,
    answer: "yes",
    guests: 0,
  });
  await editEvent(actor, id, { place: "The old dye works" });

  const changes = await composed(community.id, "event_change");
  const change = changes.find((each) => each && !("cancelled" in each) && each.envelope.to === ada.address);
  if (!change || "cancelled" in change) throw new Error("no letter was written");
  expect(change.envelope.to).toBe(ada.address);
  const read = await parseMessage(change.raw);
  expect(read.subject).toContain("Raku in the yard");
  expect(read.text).toContain("The old dye works");
  expect(change.raw.toString()).toMatch(/text\/calendar/);

  await cancelEvent(actor, id);
  const gone = { cancelled: "event-changed-again" };
  expect(await composed(community.id, "event_change")).toEqual([gone, gone]);
  const [cancellation] = await composed(community.id, "event_cancellation");
  expect(cancellation).toHaveProperty("raw");
});

test("who waited is told that a seat came free for them, as long as it is theirs", async () => {
  const community = await aCommunity();
  const actor = actorOf(await anOwner(community), community);
  const [ada, ben] = [await aMember(community), await aMember(community, { locale: "de" })];
  const event = await createEvent(actor, {
    title: "Raku in the yard",
    startsAt: new Date("2030-05-03T16:00:00Z"),
    endsAt: new Date("2030-05-03T20:00:00Z"),
    timeZone: "Europe/Lisbon",
    place: "The yard",
    capacity: 1,
  });
  await publishEvent(actor, event.id);
  const says = (member: { id: string }, answer: "yes" | "no") =>
    answerEvent(null, {
      communityId: community.id,
      eventId: event.id,
      membershipId: member.id,
      answer,
      guests: 0,
    });
  await says(ada, "yes");
  expect(await says(ben, "yes")).toMatchObject({ waiting: true });
  await says(ada, "no");

  const [letter] = await composed(community.id, "event_change");
  if (!letter || "cancelled" in letter) throw new Error("no letter was written");
  expect(letter.envelope.to).toBe(ben.address);
  const read = await parseMessage(letter.raw);
  expect(read.subject).toBe("Du hast einen Platz: Raku in the yard");
  expect(read.text).toContain("ein Platz ist frei geworden");
  expect(read.text).not.toContain("geändert");
  expect(letter.raw.toString()).toContain("PARTSTAT=3DACCEPTED");

  await says(ben, "no");
  expect(await composed(community.id, "event_change")).toEqual([{ cancelled: "they have no seat any more" }]);
});

test("the card of a draft goes to its maker, and not once the showcase is published", async () => {
  const community = await aCommunity();
  const maker = await aMember(community, { name: "Noor" });
  const actor = actorOf(maker, community);
  const draft = await createShowcase(actor, { title: "Sixteen tiles", priceMinor: 4250, tags: ["tiles"] });
  await transaction((tx) =>
    prepareDelivery(tx, {
      communityId: community.id,
      kind: "showcase_card",
      letterKey: `showcase-card:${draft.id}`,
      address: maker.address,
      membershipId: maker.id,
      facts: { showcaseId: draft.id },
      notAfter: new Date("2100-01-01"),
    }),
  );

  const [card] = await composed(community.id, "showcase_card");
  if (!card || "cancelled" in card) throw new Error("no card was written");
  const read = await parseMessage(card.raw);
  expect(read.text).toContain("Sixteen tiles");
  expect(read.text).toContain("€42.50");

  await publishShowcase(actor, draft.id);
  expect(await composed(community.id, "showcase_card")).toEqual([{ cancelled: "showcase-settled" }]);
});
