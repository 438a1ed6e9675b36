import { now } from "#app/lib/clock.ts";
import type { ArchiveReader, requireReader } from "./archive-reader.ts";
import { hostOf } from "./arrival.ts";

/** What each page of the archive says of its community and of who reads it: in their language, by their clock. */
export function archiveHost({
  membership,
  community,
  preferencesUrl,
}: ArchiveReader & { community: Awaited<ReturnType<typeof requireReader>>["community"] }) {
  const { name, locale, timeZone } = membership;
  return {
    community: hostOf(community),
    reader: { locale, timeZone, now: now().toISOString() },
    me: { name, preferencesUrl },
  };
}
