import { simpleParser } from "mailparser";
import { describe, expect, it } from "vitest";

import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { composeConfirmJoin } from "#app/mailers/confirm.ts";
import { composeInvitations } from "#app/mailers/invitation.ts";
import type { Mailer } from "#app/mailers/letter.ts";
import { composeSeatOffers } from "#app/mailers/seat-offered.ts";
import { composeSignIns } from "#app/mailers/sign-in.ts";
import { composeWaitingList } from "#app/mailers/waiting-list.ts";
import { composeWelcomes } from "#app/mailers/welcome.ts";
import { updateCommunity } from "#app/models/community.ts";
import {
  findInvitation,
  inviteByAddress,
  makeInvitationLink,
  revokeInvitation,
  invitationUrl,
} from "#app/models/invitation.ts";
import { acceptInvitation, confirmJoin, findJoinRequest } from "#app/models/membership/joining.ts";
import { leaveCommunity, membershipByLink } from "#app/models/membership.ts";
import { askSignIn, findSignIn, signInByCode } from "#app/models/session.ts";
import { aCommunity, actorOf, aMember, anOwner } from "#tests/support/circle.ts";
import type { LetterKind } from "#prisma/generated/enums.ts";

const monday = new Date("2026-03-02T09:00:00Z");

async function aCircle(traits: Parameters<typeof aCommunity>[0] = {}) {
  setClock(monday);
  const community = await aCommunity({ tagline: "Potters who fire together", ...traits });
  const owner = await anOwner(community);
  return { community, owner, actor: actorOf(owner, community) };
}

/** The letters of a kind to an address, as their receiver reads them; or why there is none. */
async function lettersTo(address: string, kind: LetterKind, mailer: Mailer) {
  const deliveries = await db().delivery.findMany({ where: { address, kind }, orderBy: { number: "asc" } });
  const composed = await mailer(deliveries);
  expect(composed.size).toBe(deliveries.length);
  return Promise.all(
    [...composed.values()].map(async (letter) =>
      "cancelled" in letter
        ? letter.cancelled
        : { ...(await simpleParser(letter.raw)), envelope: letter.envelope },
    ),
  );
}

async function letterTo(address: string, kind: LetterKind, mailer: Mailer) {
  const letter = (await lettersTo(address, kind, mailer)).at(-1);
  if (letter === undefined || typeof letter === "string") throw new Error(`no letter, but ${String(letter)}`);
  return letter;
}

/** The token behind a link of the letter, which stands in text and HTML alike. */
function tokenIn(
  letter: { text?: string | undefined; html?: string | false | undefined },
  page: string,
): string {
  const token = new RegExp(`http://roundletter\\.test/${page}/([\\w-]+)`).exec(letter.text ?? "")?.[1] ?? "";
  expect(letter.html).toContain(`/${page}/${token}`);
  return token;
}

describe("an invitation", () => {
  it("stands in the inviter's name, with their words and the way in", async () => {
    const { actor } = await aCircle();
    await inviteByAddress(actor, { address: "sam@example.org", name: "Sam", note: "Come and fire with us." });

    const letter = await letterTo("sam@example.org", "invitation", composeInvitations);

    expect(letter.from?.text).toContain("Ana Ferreira via Kiln Circle");
    expect(letter.text).toContain("Come and fire with us.");
    expect(letter.text).toContain("Potters who fire together");
    const found = await findInvitation(tokenIn(letter, "join"));
    expect(found.invitation.address).toBe("sam@example.org");
  });

  it("is not sent when it was withdrawn meanwhile", async () => {
    const { actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "late@example.org" });
    await revokeInvitation(actor, invitation.id);

    expect(await lettersTo("late@example.org", "invitation", composeInvitations)).toEqual([
      "invitation-revoked",
    ]);
  });
});

describe("coming in", () => {
  it("goes by a letter that asks, and one that welcomes", async () => {
    const { community, actor } = await aCircle();
    const link = await makeInvitationLink(actor, { seats: 3, expiresAt: new Date("2026-04-01T00:00:00Z") });
    const token = invitationUrl(link).split("/").at(-1) ?? "";
    await acceptInvitation({ token, name: "Ida Berg", address: "ida@example.org" });

    const asks = await letterTo("ida@example.org", "confirm_join", composeConfirmJoin);
    const confirm = tokenIn(asks, "confirm");
    expect(await findJoinRequest(confirm)).toMatchObject({ name: "Ida Berg" });
    await confirmJoin(confirm);
    expect(await lettersTo("ida@example.org", "confirm_join", composeConfirmJoin)).toEqual([
      "nothing to confirm",
    ]);

    const welcome = await letterTo("ida@example.org", "welcome", composeWelcomes);
    expect(welcome.text).toContain("Welcome, Ida Berg");
    expect(welcome.text).toContain(`${community.slug}@roundletter.test`);
    expect(welcome.headers.get("list-unsubscribe-post") ?? welcome.headers.get("list")).toBeTruthy();
    const preferences = await membershipByLink("preferences", tokenIn(welcome, "preferences"));
    expect(preferences?.membership.name).toBe("Ida Berg");
  });

  it("tells one's place in a full circle, and that a seat is held", async () => {
    const { community, actor } = await aCircle({ memberLimit: 1 });
    await aMember(community, {
      name: "First",
      status: "waiting",
      waitingSince: new Date("2026-03-01T00:00:00Z"),
    });
    const invitation = await inviteByAddress(actor, { address: "jo@example.org" });
    const came = await acceptInvitation({
      token: invitationUrl(invitation).split("/").at(-1) ?? "",
      name: "Jo",
      address: "jo@example.org",
    });
    expect(came).toMatchObject({ kind: "waiting", place: 2 });

    const place = await letterTo("jo@example.org", "waiting_list", composeWaitingList);
    expect(place.subject).toContain("no. 2");
    await updateCommunity(actor, { memberLimit: 3 });
    expect(await lettersTo("jo@example.org", "waiting_list", composeWaitingList)).toEqual([
      "they do not wait now",
    ]);

    const offer = await letterTo("jo@example.org", "seat_offered", composeSeatOffers);
    const token = tokenIn(offer, "confirm");
    expect(await findJoinRequest(token)).toMatchObject({ kind: "seat", name: "Jo" });
    await confirmJoin(token);
    expect(await lettersTo("jo@example.org", "seat_offered", composeSeatOffers)).toEqual([
      "no seat is held for them now",
    ]);
    expect(await lettersTo("jo@example.org", "welcome", composeWelcomes)).toHaveLength(1);
  });

  it("is not celebrated when one has left before the letter went out", async () => {
    const { actor } = await aCircle();
    const invitation = await inviteByAddress(actor, { address: "brief@example.org" });
    const came = await acceptInvitation({
      token: invitationUrl(invitation).split("/").at(-1) ?? "",
      name: "Al",
      address: "brief@example.org",
    });
    if (came.kind !== "joined") throw new Error("they are in");
    await leaveCommunity(came.membership);

    expect(await lettersTo("brief@example.org", "welcome", composeWelcomes)).toEqual([
      "they are not a member now",
    ]);
  });
});

describe("a sign-in", () => {
  it("carries a link and a code, both good", async () => {
    const { owner } = await aCircle();
    await askSignIn(owner.address);

    const letter = await letterTo(owner.address, "sign_in", composeSignIns);

    expect(await findSignIn(tokenIn(letter, "sign-in"))).toEqual({ name: "Ana Ferreira" });
    const code = /\b\d{6}\b/.exec(letter.text ?? "")?.[0] ?? "";
    expect((await signInByCode(owner.address, code, "")).person.id).toBe(owner.personId);
    expect(await lettersTo(owner.address, "sign_in", composeSignIns)).toEqual([
      "the sign-in is used or too old",
    ]);
  });
});
