import { isIPv6 } from "node:net";

import type { NextFunction, Request, Response } from "express";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

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
} as const;

type OpenDoor = keyof typeof posts;

const limiters = new Map<string, RateLimiterMemory>();

/** Before the routes, beside the same-origin check. In memory: each web process counts for itself. */
export function limitPosts(request: Request, response: Response, next: NextFunction): void {
  const door = doorOf(request.path);
  if (request.method === "GET" || request.method === "HEAD" || !isOpenDoor(door)) {
    next();
    return;
  }

  countPost(door, request.ip ?? "").then(
    (waitSeconds) => (waitSeconds === 0 ? next() : refuse(response, waitSeconds)),
    next,
  );
}

/** 0, or the seconds to wait. */
export async function countPost(door: OpenDoor, remoteAddress: string): Promise<number> {
  try {
    await limiterOf(door).consume(networkOf(remoteAddress));
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return Math.ceil(refused.msBeforeNext / 1000);
    throw refused;
  }
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

function limiterOf(door: OpenDoor): RateLimiterMemory {
  const limiter =
    limiters.get(door) ?? new RateLimiterMemory({ points: posts[door], duration: QUARTER_OF_AN_HOUR });
  limiters.set(door, limiter);
  return limiter;
}

const behindName: ReadonlySet<string> = new Set(["follow", "ask", "rsvp", "archive"] satisfies OpenDoor[]);

/** The first part of the path; a community's own open doors stand behind its name: `/kiln-circle/follow`. */
function doorOf(path: string): string {
  const [, first = "", second = "", ...rest] = path.split("/");
  if (first === "console") return first;
  const last = rest.at(-1) ?? second;
  return [second, last].find((part) => behindName.has(part)) ?? first;
}

function isOpenDoor(door: string): door is OpenDoor {
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
