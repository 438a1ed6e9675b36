import { isIPv6 } from "node:net";

import type { NextFunction, Request, Response } from "express";

import { now } from "#app/lib/clock.ts";
import { noteGuess, waitOfGuesser } from "#app/models/guessing.ts";
import { countOne } from "#app/models/tally.ts";

const QUARTER_OF_AN_HOUR = 15 * 60;

/** How many posts one network address may send in a quarter of an hour to pages that ask for no sign-in. */
const posts = {
  "sign-in": 60,
  join: 60,
  confirm: 60,
  setup: 30,
  preferences: 200,
  unsubscribe: 200,
  rsvp: 200,
  answer: 100,
  follow: 30,
  ask: 30,
  inquiries: 100,
  archive: 60,
  held: 100,
  mailroom: 1_000,
  "sign-out": 200,
  "csp-reports": 60,
  account: 300,
  operator: 300,
} as const;

export type OpenDoor = keyof typeof posts;

/** Pages whose path has a token in it: who asks for many that open nothing is guessing. */
const TOKEN_DOORS: ReadonlySet<string> = new Set<OpenDoor | "files" | "calendar">([
  "sign-in",
  "join",
  "confirm",
  "setup",
  "preferences",
  "unsubscribe",
  "rsvp",
  "answer",
  "follow",
  "inquiries",
  "archive",
  "held",
  "files",
  "calendar",
]);

/** Before the routes, beside the same-origin check. Counted in the database: the limits are those of all processes together. */
export function limitPosts(request: Request, response: Response, next: NextFunction): void {
  const door = doorOf(request.path);
  const isPost = request.method !== "GET" && request.method !== "HEAD";
  const who = networkOf(request.ip ?? "");
  if (TOKEN_DOORS.has(door)) watchForGuesses(response, who);

  const waits = [
    isPost && isOpenDoor(door) ? countPost(door, who) : Promise.resolve(0),
    TOKEN_DOORS.has(door) ? waitOfGuesser("link", who) : Promise.resolve(0),
  ];
  Promise.all(waits).then((seconds) => {
    const wait = Math.max(...seconds);
    if (wait === 0) next();
    else refuse(response, wait);
  }, next);
}

/** 404 and 410 are what a wrong, used or withdrawn token is answered with. */
function watchForGuesses(response: Response, who: string): void {
  response.on("finish", () => {
    if (response.statusCode !== 404 && response.statusCode !== 410) return;
    noteGuess("link", who).catch(() => {
      // The database is away: nobody is let in anywhere meanwhile.
    });
  });
}

/** 0, or the seconds to wait. */
export async function countPost(door: OpenDoor, remoteAddress: string): Promise<number> {
  const { count, until } = await countOne(`post:${door}`, networkOf(remoteAddress), QUARTER_OF_AN_HOUR);
  return count <= posts[door] ? 0 : Math.max(1, Math.ceil((until.getTime() - now().getTime()) / 1000));
}

/** Whoever has one IPv6 address has a whole /64 of them. */
function networkOf(remoteAddress: string): string {
  if (!isIPv6(remoteAddress) || remoteAddress.startsWith("::ffff:")) return remoteAddress;
  const [head = "", tail = ""] = remoteAddress.split("::");
  const groups = head.split(":").filter(Boolean);
  const missing = remoteAddress.includes("::")
    ? 8 - groups.length - tail.split(":").filter(Boolean).length
    : 0;
  const whole = [...groups, ...Array<string>(missing).fill("0"), ...tail.split(":").filter(Boolean)];
  return whole.slice(0, 4).join(":");
}

const behindName: ReadonlySet<string> = new Set(["follow", "ask", "rsvp", "archive"] satisfies OpenDoor[]);

/** The first part of the path; a community's own open doors stand behind its name: `/kiln-circle/follow`. */
export function doorOf(path: string): string {
  const [, first = "", second = "", ...rest] = path.split("/");
  if (first === "console") return first;
  const last = rest.at(-1) ?? second;
  return [second, last].find((part) => behindName.has(part)) ?? first;
}

export function isOpenDoor(door: string): door is OpenDoor {
  return Object.hasOwn(posts, door);
}

function refuse(response: Response, waitSeconds: number): void {
  const minutes = Math.ceil(waitSeconds / 60);
  response
    .status(429)
    .set("Retry-After", String(waitSeconds))
    .type("text")
    .send(
      `That was very often. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`}, then try again.\n`,
    );
}
