import { describe, expect, test } from "vitest";
import { chooseContents, type News, pairOf, rankNews, tellingInstants } from "#app/models/digest/contents.ts";

const day = (count: number) => new Date(Date.UTC(2026, 10, count));
const none: News = {
  posts: [],
  showcases: [],
  events: [],
  newcomers: [],
  muted: new Set(),
  toldBefore: new Set(),
  answers: new Map(),
};
const unarranged = { dropped: new Set<never>(), places: new Map() };
const reader = { id: "reader", toldUntil: day(2), joinedAt: day(1) };
const post = (id: string, threadId: string, authorId = "ana", at = day(3)) => ({
  id,
  threadId,
  authorId,
  at,
});

describe("what a reader is told", () => {
  test("begins where the last digest ended", () => {
    const news = { ...none, posts: [post("old", "a", "ana", day(1)), post("new", "a", "ana", day(3))] };
    expect(chooseContents(news, reader, unarranged)).toEqual([
      { key: "thread:a", postIds: ["new"], memberIds: [] },
    ]);
  });

  test("is not what was there before they came, however late it was seen", () => {
    const newcomer = { id: "new", toldUntil: day(2), joinedAt: day(2) };
    const news = { ...none, posts: [post("before", "a", "ana", new Date(day(2).getTime() - 5000))] };
    expect(chooseContents(news, newcomer, unarranged)).toEqual([]);
    expect(chooseContents(news, reader, unarranged)).toHaveLength(1);
    const told = { ...news, toldBefore: new Set([pairOf("before", reader.id)]) };
    expect(chooseContents(told, reader, unarranged)).toEqual([]);
  });

  test("never has what the owner dropped, and has what they pinned first", () => {
    const news = { ...none, posts: [post("1", "a"), post("2", "b"), post("3", "c")] };
    const arranged = {
      dropped: new Set(["thread:a" as const]),
      places: new Map([
        ["thread:c" as const, 0],
        ["thread:b" as const, 1],
      ]),
    };
    expect(chooseContents(news, reader, arranged).map(({ key }) => key)).toEqual(["thread:c", "thread:b"]);
  });

  test("ends at thirty things", () => {
    const posts = Array.from({ length: 40 }, (_, at) => post(`p${String(at)}`, `t${String(at)}`));
    expect(chooseContents({ ...none, posts }, reader, unarranged)).toHaveLength(30);
  });
});

test("threads with most voices come first, then showcases, events and newcomers", () => {
  const news: News = {
    ...none,
    posts: [
      post("1", "quiet", "ana", day(4)),
      post("2", "busy", "ana"),
      post("3", "busy", "ben"),
      post("4", "quiet", "ana", day(5)),
    ],
    showcases: [
      { id: "bowl", makerId: "ana", at: day(3) },
      { id: "vase", makerId: "ana", at: day(4) },
    ],
    events: [
      { id: "later", organizerId: "ana", startsAt: day(20), tellAt: [day(3)] },
      { id: "sooner", organizerId: "ana", startsAt: day(10), tellAt: [day(3)] },
    ],
    newcomers: [{ memberId: "mei", at: day(3) }],
  };
  expect(rankNews(news)).toEqual([
    "thread:busy",
    "thread:quiet",
    "showcase:vase",
    "showcase:bowl",
    "event:sooner",
    "event:later",
    "newcomers",
  ]);
});

test("an event is told when it is published or comes near, and again in its last week", () => {
  expect(tellingInstants({ publishedAt: day(1), startsAt: day(15) })).toEqual([day(1), day(8)]);
  expect(tellingInstants({ publishedAt: day(1), startsAt: day(30) })).toEqual([day(9), day(23)]);
  expect(tellingInstants({ publishedAt: day(14), startsAt: day(15) })).toEqual([day(14)]);
});
