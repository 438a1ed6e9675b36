import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { setClock } from "#app/lib/clock.ts";
import { mintOneClickSignIn } from "#app/models/session.ts";
import { action as changeEvent } from "#app/routes/console.$slug.events.$id.tsx";
import { action as change, loader as open } from "#app/routes/console.$slug.newsletters._index.tsx";
import { loader as openReport } from "#app/routes/console.$slug.newsletters.$id.tsx";
import {
  action as changeShowcase,
  loader as openShowcase,
} from "#app/routes/console.$slug.showcases.$id.tsx";
import { action as changeThread } from "#app/routes/console.$slug.threads.$id.tsx";
import { action as signIn } from "#app/routes/sign-in_.$token.tsx";
import { aMember, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { aFollower, anEvent, aPublicCircle, aShowcase } from "#tests/models/newsletter/public-circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

async function cookieOf({ personId }: MemberOfTest): Promise<string> {
  const token = await mintOneClickSignIn(personId);
  const { headers } = await press(signIn, `/sign-in/${token}`, {}, { params: { token } });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

describe("the newsletter in the console", () => {
  it("is made public thing by thing, written on top, sent by its owner, and stopped within its hold", async () => {
    setClock(new Date("2026-11-24T07:00:00Z"));
    const { community, owner } = await aPublicCircle();
    await aFollower(community);
    const { slug } = community;
    const cookie = await cookieOf(owner);
    const showcase = await aShowcase(community, owner);
    const event = await anEvent(community, owner);
    const thread = await aThread(community, { by: owner });
    const at = (id: string) => ({ params: { slug, id }, cookie });
    const here = { params: { slug }, cookie };
    const does = (fields: Record<string, string>) =>
      press(change, `/console/${slug}/newsletters`, fields, here);

    const shown = { intent: "make-public" };
    for (const pressed of [
      await press(changeShowcase, `/console/${slug}/showcases/${showcase.id}`, shown, at(showcase.id)),
      await press(changeEvent, `/console/${slug}/events/${event.id}`, shown, at(event.id)),
      await press(changeThread, `/console/${slug}/threads/${thread.id}`, shown, at(thread.id)),
    ])
      expect(pressed).toMatchObject({ status: 302 });
    const page = await openPage(openShowcase, `/console/${slug}/showcases/${showcase.id}`, at(showcase.id));
    expect(page.page).toMatchObject({
      publicPage: `/${slug}/showcases/ash-glazed-bowl-${String(showcase.number)}`,
      showcase: { publicAt: new Date("2026-11-24T07:00:00Z") },
    });
    expect(await db().thread.findUnique({ where: { id: thread.id } })).toMatchObject({
      publicAt: new Date("2026-11-24T07:00:00Z"),
    });

    expect(await does({ intent: "opening", opening: "Come and see." })).toMatchObject({ status: 302 });
    expect((await openPage(open, `/console/${slug}/newsletters`, here)).page).toMatchObject({
      opening: "Come and see.",
      followers: 1,
      items: [{ title: "Ash-glazed bowl" }, { title: "Raku in the yard" }],
      mayPublish: true,
    });
    expect(await does({ intent: "rhythm", rhythm: "monthly" })).toMatchObject({ status: 302 });
    expect(await does({ intent: "rhythm", rhythm: "hourly" })).toMatchObject({ status: 400 });
    expect(await does({ intent: "publish" })).toMatchObject({ status: 302 });
    const { page: after } = await openPage(open, `/console/${slug}/newsletters`, here);
    expect(after).toMatchObject({ newsletters: [{ issue: 1, state: "waiting", letters: { prepared: 1 } }] });

    const [issued] = await db().newsletter.findMany({ where: { communityId: community.id, issue: 1 } });
    const id = issued?.id ?? "";
    expect(await does({ intent: "stop", newsletter: id })).toMatchObject({ status: 302 });
    expect((await openPage(openReport, `/console/${slug}/newsletters/${id}`, at(id))).page).toMatchObject({
      state: "stopped",
      audience: { candidates: 1, prepared: 1 },
      letters: { cancelled: 1 },
      page: null,
    });
  });

  it("is for who curates this community: not for members, nor for an owner of another", async () => {
    const { community } = await aPublicCircle();
    const other = await aPublicCircle();
    const { slug } = community;
    const opened = async (who: MemberOfTest) => {
      const where = { params: { slug }, cookie: await cookieOf(who) };
      return openPage(open, `/console/${slug}/newsletters`, where);
    };

    expect(await opened(await aMember(community))).toMatchObject({ status: 403 });
    expect(await opened(await aFollower(community))).toMatchObject({ status: 403 });
    expect(await opened(other.owner)).toMatchObject({ status: 404 });
    expect(await opened(await aMember(community, { role: "moderator" }))).toMatchObject({
      status: 200,
      page: { mayPublish: false, mayEdit: false },
    });
  });
});
