import { findRedisServer, openRedis, type RunningRedis } from "./redis.ts";

const binary = findRedisServer();

/** Both queue engines; Redis where a redis-server is on the machine, and said where it is not. */
export const engines: { name: string; open: () => Promise<RunningRedis | null> }[] = [
  { name: "PostgreSQL", open: () => Promise.resolve(null) },
  ...(binary ? [{ name: "Redis", open: () => openRedis(binary) }] : []),
];

if (!binary) console.log("no redis-server on this machine: the journeys run on PostgreSQL's queues only");

/** What a house needs to know of its queue. */
export function queueOf(redis: RunningRedis | null): Record<string, string> {
  return redis ? { REDIS_URL: redis.url } : {};
}
