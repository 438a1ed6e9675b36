import { describe, expect, it } from "vitest";
import { chooseNewsletter, type Curation, type PublicNews } from "#app/models/newsletter/contents.ts";

const day = 86_400_000;
const at = new Date("2026-11-24T07:10:00Z");
const since = new Date(at.getTime() - 7 * day);
const ago = (days: number) => new Date(at.getTime() - days * day);
const ahead = (days: number) => new Date(at.getTime() + days * day);

function choose(
  news: Partial<PublicNews>,
  { told = [], curation = {} }: { told?: string[]; curation?: Partial<Curation> } = {},
) {
  const all = { showcases: [], events: [], posts: [], ...news };
  const before = { since, ids: new Set(told) };
  const { pinned = [], dropped = new Set<string>() } = curation;
  return chooseNewsletter(all, before, at, { pinned, dropped });
}

const post = (id: string, threadId: string, authorId: string, days: number) => ({
  id,
  threadId,
  authorId,
  at: ago(days),
});

describe("what a newsletter tells", () => {
  it("is showcases first, the latest on top, then events, the soonest on top, then what was said", () => {
    const told = choose({
      posts: [post("p1", "t1", "ana", 2)],
      events: [
        { id: "market", startsAt: ahead(20), at: ago(3) },
        { id: "raku", startsAt: ahead(10), at: ago(3) },
      ],
      showcases: [
        { id: "bowl", at: ago(5) },
        { id: "spoons", at: ago(1) },
      ],
    });

    expect(told.map(({ id }) => id)).toEqual(["spoons", "bowl", "raku", "market", "t1"]);
  });

  it("is nothing when nothing new can be seen by everybody", () => {
    expect(choose({})).toEqual([]);
    expect(
      choose({
        showcases: [{ id: "bowl", at: ago(8) }],
        posts: [post("p1", "t1", "ana", 9)],
        events: [{ id: "raku", startsAt: ahead(20), at: ago(30) }],
      }),
    ).toEqual([]);
  });

  it("has of a thread its last three new posts, and the liveliest thread first", () => {
    const told = choose({
      posts: [
        post("old", "loud", "ana", 8),
        post("p1", "loud", "ana", 6),
        post("p2", "loud", "ben", 5),
        post("p3", "loud", "ana", 4),
        post("p4", "loud", "cai", 3),
        post("q1", "quiet", "ana", 1),
      ],
    });

    expect(told).toEqual([
      { kind: "thread", id: "loud", postIds: ["p2", "p3", "p4"] },
      { kind: "thread", id: "quiet", postIds: ["q1"] },
    ]);
  });

  it("announces an event when it comes within 45 days, once more in its last week, and never when it has begun", () => {
    const event = (startsAt: Date, marked: Date) => choose({ events: [{ id: "e", startsAt, at: marked }] });

    expect(event(ahead(60), ago(1))).toEqual([]);
    expect(event(ahead(44), ago(30))).toHaveLength(1);
    expect(event(ahead(30), ago(30))).toEqual([]);
    expect(event(ahead(6), ago(30))).toHaveLength(1);
    expect(event(ago(0.01), ago(1))).toEqual([]);
  });

  it("catches what was written in the seconds before the last one and seen after it, but tells nothing twice", () => {
    const late = { id: "late", at: new Date(since.getTime() - 10_000) };

    expect(choose({ showcases: [late] })).toHaveLength(1);
    expect(choose({ showcases: [late] }, { told: ["late"] })).toEqual([]);
    expect(choose({ showcases: [{ id: "older", at: new Date(since.getTime() - 40_000) }] })).toEqual([]);
  });

  it("follows its digest's owner: what was pinned comes first, what was dropped not at all", () => {
    const told = choose(
      {
        posts: [post("p1", "t1", "ana", 2)],
        showcases: [
          { id: "bowl", at: ago(2) },
          { id: "spoons", at: ago(1) },
        ],
      },
      { curation: { pinned: ["thread:t1"], dropped: new Set(["showcase:spoons"]) } },
    );

    expect(told.map(({ id }) => id)).toEqual(["t1", "bowl"]);
  });
});
