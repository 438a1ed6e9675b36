import { expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { inviteByAddress, invitationUrl } from "#app/models/invitation.ts";
import { acceptInvitation } from "#app/models/membership/joining.ts";
import { leaveCommunity, pauseMember } from "#app/models/membership.ts";
import { askSignIn } from "#app/models/session.ts";
import { remindAndExpire } from "#jobs/handlers/remind-and-expire.ts";
import { aCommunity, actorOf, aMember, anOwner } from "#tests/support/circle.ts";

const monday = new Date("2026-03-02T09:00:00Z");
const later = (days: number) => new Date(monday.getTime() + days * 86_400_000);

it("reminds, offers on, resumes and forgets, each once however often the hour strikes", async () => {
  setClock(monday);
  const community = await aCommunity({ memberLimit: 3 });
  const owner = await anOwner(community);
  const paused = await aMember(community);
  const leaver = await aMember(community);
  const waiting = [
    await aMember(community, { status: "waiting", waitingSince: later(-2) }),
    await aMember(community, { status: "waiting", waitingSince: later(-1) }),
  ];
  await pauseMember(paused, { until: later(2) });
  await leaveCommunity(leaver);
  const invitation = await inviteByAddress(actorOf(owner, community), { address: "sam@example.org" });
  await acceptInvitation({
    token: invitationUrl(invitation).split("/").at(-1) ?? "",
    name: "Sam",
    address: "other@example.org",
  });
  await askSignIn(owner.address);
  setClock(later(6));

  await remindAndExpire();
  await remindAndExpire();

  const kinds = await db().delivery.groupBy({
    by: ["kind"],
    where: { communityId: community.id },
    _count: true,
  });
  expect(Object.fromEntries(kinds.map(({ kind, _count }) => [kind, _count]))).toEqual({
    invitation: 1,
    confirm_join: 1,
    invitation_reminder: 1,
    seat_offered: 2,
  });
  const statuses = await db().membership.findMany({
    where: { id: { in: [paused.id, ...waiting.map(({ id }) => id)] } },
    orderBy: { number: "asc" },
  });
  expect(statuses.map(({ status }) => status)).toEqual(["active", "left", "waiting"]);
  expect(await db().joinRequest.count()).toBe(0);
  expect(await db().signIn.count()).toBe(0);
});
