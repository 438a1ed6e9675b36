import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { now } from "#app/lib/clock.ts";
import { communityAddress, createCommunity, updateCommunity } from "#app/models/community.ts";
import { editDraft } from "#app/models/digest.ts";
import { createEvent, publishEvent } from "#app/models/event.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { invitationUrl, inviteByAddress, makeInvitationLink } from "#app/models/invitation.ts";
import { askToFollow, confirmFollow, confirmFollowToken } from "#app/models/membership/following.ts";
import { acceptInvitation } from "#app/models/membership/joining.ts";
import {
  asActor,
  changeRhythm,
  changeRole,
  membershipByAddress,
  pauseMember,
  updateProfile,
} from "#app/models/membership.ts";
import { writeNewsletterOpening } from "#app/models/newsletter.ts";
import { postReply } from "#app/models/post.ts";
import { makePublic } from "#app/models/public-mark.ts";
import { react } from "#app/models/reaction.ts";
import type { Actor } from "#app/models/roles.ts";
import { answerEvent } from "#app/models/rsvp.ts";
import { dismissFirstSteps } from "#app/models/setup/steps.ts";
import { createShowcase, publishShowcase } from "#app/models/showcase.ts";
import { startThread } from "#app/models/thread.ts";
import { events, type DemoEvent } from "./events.ts";
import type { Act } from "./life.ts";
import { demoZone, instantOf, weekdayAgo, type Moment } from "./moment.ts";
import { owner, people, type DemoPerson, type PersonKey } from "./people.ts";
import type { Print } from "./prints.ts";
import { customer, newsletterOpenings, openProfiles, shownToEverybody } from "./public.ts";
import { showcases, type DemoShowcase } from "./showcases.ts";
import { strangersMessage } from "./stranger.ts";
import { openings, remarkOnLetter, threads, type DemoPost, type DemoThread } from "./talk.ts";

const minute = 60_000;
const kept: readonly string[] = shownToEverybody.showcasesKept;

/** Five weeks of the circle as acts, in no order. `today` is the hour at which it is told. */
export function tellStory(
  slug: string,
  prints: ReadonlyMap<DemoShowcase, Promise<Print>>,
  today: Date,
): Act[] {
  const circle = new Circle(slug, today);
  return [
    circle.at([38, "10:00"], () => found(circle)),
    ...people.flatMap((person) => join(circle, person)),
    ...threads.flatMap((thread) => talk(circle, thread)),
    ...showcases.flatMap((showcase) => show(circle, showcase, prints)),
    ...events.flatMap((event) => meet(circle, event)),
    ...settings(circle),
    ...showToEverybody(circle),
    ...openings.map(({ at, words }) =>
      circle.at(at, async () => editDraft(await circle.actor("ana"), { opening: words })),
    ),
    ...theseHours(circle),
  ];
}

/** Who is who, and what time it is. */
class Circle {
  readonly members = new Map<PersonKey, string>([["ana", owner.address]]);
  private readonly actors = new Map<PersonKey, Actor>();

  constructor(
    readonly slug: string,
    readonly today: Date,
  ) {
    for (const { key, address } of people) this.members.set(key, address);
  }

  at(moment: Moment, act: () => Promise<unknown>, minutesLater = 0): Act {
    return { at: new Date(instantOf(moment, this.today).getTime() + minutesLater * minute), do: act };
  }

  /** As they were when they last changed: see `changed`. */
  async actor(key: PersonKey): Promise<Actor> {
    const known = this.actors.get(key) ?? (await this.readActor(key));
    this.actors.set(key, known);
    return known;
  }

  changed(key: PersonKey): void {
    this.actors.delete(key);
  }

  private async readActor(key: PersonKey): Promise<Actor> {
    const community = await db().community.findUniqueOrThrow({ where: { slug: this.slug } });
    const membership = await membershipByAddress(community.id, this.members.get(key) ?? "");
    if (!membership) throw new Error(`${key} has not come yet`);
    return asActor(membership);
  }
}

async function found(circle: Circle): Promise<void> {
  const { community, owner: ana } = await createCommunity({
    slug: circle.slug,
    name: "Kiln Circle",
    tagline: "Potters, bakers, printers and menders of the river quarter",
    description:
      "We share a kiln, a market table and what we know. Most of us can be found between Cooper’s Lane and the weir; some write from farther away. If you make things with your hands, or keep them going, you are one of us.",
    accent: "#9a4a2f",
    timeZone: demoZone,
    owner,
  });
  await updateProfile(ana, {
    makes: owner.makes,
    story: owner.story,
    place: owner.place,
    links: [...owner.links],
  });
  await dismissFirstSteps(await circle.actor("ana"));
  const weekly = {
    digestRhythm: "weekly",
    digestWeekday: weekdayAgo(1, circle.today),
    digestHour: 7,
  } as const;
  await updateCommunity(await circle.actor("ana"), {
    ...weekly,
    postalAddress: "Kiln Circle, Cooper’s Lane 4, River Quarter",
    memberLimit: 60,
    publicHome: true,
  });
  await changeRhythm({ id: ana.id }, weekly);
  circle.changed("ana");
  if (community.slug !== circle.slug) throw new Error("the circle has another address");
}

/** Invited half a day before by somebody they know; they write a profile as they come in. */
function join(circle: Circle, person: DemoPerson): Act[] {
  const { key, name, address, makes, role, timeZone, digestHour } = person;
  let token = "";
  return [
    circle.at(
      person.joined,
      async () => {
        // Members do not invite: the owner sends it, naming who asked her to.
        const note = `${nameOf(person.invitedBy)} says that you belong here. Come in, the kettle is on.`;
        const actor = await circle.actor("ana");
        const invitation = await inviteByAddress(actor, {
          address,
          name,
          note,
          role: role === "follower" ? role : "member",
        });
        token = invitationUrl(invitation).split("/").at(-1) ?? "";
      },
      -7 * 60,
    ),
    circle.at(person.joined, async () => {
      const came = await acceptInvitation({ token, name, address, makes, timeZone: timeZone ?? demoZone });
      if (came.kind !== "joined") throw new Error(`${name} did not get in`);
      const { story, place, links = [] } = person;
      await updateProfile(came.membership, { story, place, links: [...links] });
      if (digestHour !== undefined) await changeRhythm(came.membership, { digestHour });
      if (key === "tomasz") await changeRhythm(came.membership, { instantPosts: true });
    }),
  ];
}

function talk(circle: Circle, { subject, posts }: DemoThread): Act[] {
  const place: Place = { threadId: "" };
  const first = posts[0];
  if (!first) return [];
  return [
    circle.at(
      first.at,
      async () => {
        const { community, membership } = await circle.actor(first.by);
        const wanted = { communityId: community.id, subject, startedById: membership.id };
        place.threadId = (await transaction((tx) => startThread(tx, wanted))).id;
      },
      -0.01,
    ),
    ...sayAll(circle, posts, place),
  ];
}

interface Place {
  threadId: string;
}

function sayAll(circle: Circle, posts: readonly DemoPost[], place: Place): Act[] {
  const ids: string[] = [];
  return posts.flatMap((post, index) => [
    circle.at(post.at, async () => {
      ids[index] = await say(
        circle,
        post,
        place.threadId,
        post.answers === undefined ? null : (ids[post.answers] ?? null),
      );
    }),
    ...likes(circle, post, () => ids[index] ?? ""),
  ]);
}

async function say(
  circle: Circle,
  post: DemoPost,
  threadId: string,
  inReplyToId: string | null,
): Promise<string> {
  const { community, membership } = await circle.actor(post.by);
  const [attribution, words] = post.quote ?? [];
  const folded = [
    ...(post.signature ? [{ kind: "signature", text: post.signature }] : []),
    ...(attribution && words
      ? [
          { kind: "attribution", text: attribution },
          { kind: "quote", text: `> ${words}` },
        ]
      : []),
  ];
  const filed = await transaction((tx) =>
    postReply(tx, {
      communityId: community.id,
      threadId,
      authorId: membership.id,
      text: post.text,
      html: null,
      folded,
      source: post.client ? "mail" : "web",
      client: post.client ?? null,
      inReplyToId,
    }),
  );
  return filed.id;
}

/** A little later, one after the other. */
function likes(circle: Circle, post: DemoPost, postId: () => string): Act[] {
  const given = Object.entries(post.likes ?? {}).flatMap(([emoji, by]) => by.map((key) => ({ emoji, key })));
  return given.map(({ emoji, key }, index) =>
    circle.at(
      post.at,
      async () => {
        const { community, membership } = await circle.actor(key);
        await react(null, {
          communityId: community.id,
          postId: postId(),
          membershipId: membership.id,
          emoji,
        });
      },
      9 + index * 17,
    ),
  );
}

function show(
  circle: Circle,
  showcase: DemoShowcase,
  prints: ReadonlyMap<DemoShowcase, Promise<Print>>,
): Act[] {
  const place: Place = { threadId: "" };
  return [
    circle.at(showcase.at, async () => {
      const print = await prints.get(showcase);
      if (!print) throw new Error("a picture was not printed");
      const maker = await circle.actor(showcase.by);
      const { title, story, priceMinor, stock, tags, alt } = showcase;
      const photos = [{ blobId: print.blobId, alt }];
      const draft = await createShowcase(maker, {
        title,
        story,
        priceMinor,
        currency: "EUR",
        stock,
        tags,
        photos,
      });
      place.threadId = (await publishShowcase(maker, draft.id)).threadId ?? "";
      if (!kept.includes(title)) await makePublic(await circle.actor("ana"), "showcase", draft.id);
      if (print.faceId) await updateProfile(maker.membership, { photoId: print.faceId });
    }),
    ...sayAll(circle, showcase.posts ?? [], place),
  ];
}

function meet(circle: Circle, event: DemoEvent): Act[] {
  const place: Place & { eventId: string } = { threadId: "", eventId: "" };
  const answer = async (by: PersonKey, said: "yes" | "no" | "maybe", guests: number) => {
    const { community, membership } = await circle.actor(by);
    const { eventId } = place;
    await answerEvent(null, {
      communityId: community.id,
      eventId,
      membershipId: membership.id,
      answer: said,
      guests,
    });
  };
  return [
    circle.at(event.announced, async () => {
      const organizer = await circle.actor(event.by);
      const startsAt = event.startsAt(circle.today);
      const endsAt = new Date(startsAt.getTime() + event.hours * 60 * minute);
      const { title, story, capacity } = event;
      const words = { title, story, place: event.place, capacity, timeZone: demoZone };
      const { id } = await createEvent(organizer, { ...words, startsAt, endsAt });
      place.eventId = id;
      place.threadId = (await publishEvent(organizer, id)).threadId ?? "";
    }),
    ...event.answers.map(([by, at, said, guests = 0]) => circle.at(at, () => answer(by, said, guests))),
    ...sayAll(circle, event.posts ?? [], place),
  ];
}

/** Who reads how, who keeps order, who is away. */
function settings(circle: Circle): Act[] {
  const month = 20 * 24 * 60 * minute;
  return [
    circle.at([34, "20:00"], async () => {
      const { membership } = await circle.actor("tomasz");
      await changeRole(await circle.actor("ana"), membership.id, "moderator");
      circle.changed("tomasz");
    }),
    circle.at([3, "15:00"], async () => {
      const { membership } = await circle.actor("samuel");
      await pauseMember(membership, { until: new Date(circle.today.getTime() + month) });
      circle.changed("samuel");
    }),
    circle.at({ hoursAgo: 1 }, async () => {
      const { membership } = await circle.actor("lucien");
      await changeRhythm(membership, { digestRhythm: "daily" });
    }),
  ];
}

/** What is shown to neighbours and customers, and one of them who follows. */
function showToEverybody(circle: Circle): Act[] {
  const marked = [
    ...shownToEverybody.threads.map(([subject, at]) => ({ kind: "thread" as const, subject, at })),
    ...shownToEverybody.events.map(([subject, at]) => ({ kind: "event" as const, subject, at })),
  ];
  return [
    ...marked.map(({ kind, subject, at }) =>
      circle.at(at, async () => {
        const ana = await circle.actor("ana");
        const communityId = ana.community.id;
        const { id } =
          kind === "thread"
            ? await db().thread.findFirstOrThrow({ where: { communityId, subject } })
            : await db().event.findFirstOrThrow({ where: { communityId, title: subject } });
        await makePublic(ana, kind, id);
      }),
    ),
    ...openProfiles.map((key) =>
      circle.at([12, "09:00"], async () => {
        await updateProfile((await circle.actor(key)).membership, { isPublic: true });
      }),
    ),
    ...newsletterOpenings.map(({ at, words }) =>
      circle.at(at, async () => writeNewsletterOpening(await circle.actor("ana"), words)),
    ),
    circle.at(customer.asked, async () => {
      const { community } = await circle.actor("ana");
      const { name, address } = customer;
      await askToFollow(community, { name, address, timeZone: demoZone });
      const request = await db().followRequest.findFirstOrThrow({
        where: { communityId: community.id, address },
      });
      await confirmFollow(confirmFollowToken(request));
    }),
  ];
}

/** What the owner finds today. */
function theseHours(circle: Circle): Act[] {
  return [
    circle.at(remarkOnLetter.at, async () => {
      const { community } = await circle.actor("ana");
      const letter = await db().digest.findFirst({
        where: { communityId: community.id, status: "issued" },
        orderBy: { issue: "desc" },
      });
      if (letter?.threadId) await say(circle, remarkOnLetter, letter.threadId, null);
    }),
    circle.at({ hoursAgo: 8 }, async () => {
      const expiresAt = new Date(now().getTime() + 21 * 24 * 60 * minute);
      const note = "For the neighbours who asked at the market. Tell us what you make.";
      await makeInvitationLink(await circle.actor("ana"), { seats: 10, expiresAt, note });
    }),
    circle.at({ hoursAgo: 6 }, async () => {
      const note = "Mireille, your trays are on half our tables already. Will you come and sit with us?";
      const address = "mireille.dufour@example.org";
      await inviteByAddress(await circle.actor("ana"), { address, name: "Mireille Dufour", note });
    }),
    circle.at({ hoursAgo: 3 }, async () => {
      const { community } = await circle.actor("ana");
      await receiveInboundMessage(strangersMessage(communityAddress(community), now()));
    }),
  ];
}

function nameOf(key: PersonKey): string {
  return key === "ana" ? owner.name : (people.find((person) => person.key === key)?.name ?? "Somebody");
}
