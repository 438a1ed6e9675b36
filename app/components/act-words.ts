/** The audit log's verbs in words. What has none is shown by its name, so that nothing is hidden. */
const acts: Readonly<Record<string, string>> = {
  "community.founded": "Founded the community",
  "community.parts-shown": "Changed what everybody may see",
  "inquiry.reported": "A talk with a maker was reported",
  "community.changed": "Changed the settings",
  "community.closed": "Closed the community",
  "community.reopened": "Opened the community again",
  "steps.dismissed": "Put the first steps away",
  "steps.shown": "Brought the first steps back",
  "import.started": "Invited the people of a list",
  "import.undone": "Undid an import",
  "archive.undone": "Took an archive of mail out again",
  "archive.imported": "Brought in an archive of mail",
  "export.asked": "Asked for an export",
  "export.fetched": "Fetched an export",
  "member.joined": "Came in",
  "member.queued": "Took a place in the waiting list",
  "member.seated": "Got a seat",
  "member.left": "Left",
  "member.removed": "Removed a member",
  "member.paused": "Paused letters",
  "member.resumed": "Resumed letters",
  "member.role-changed": "Changed a role",
  "seat.let-go": "Let an offered seat go",
  "invitation.sent": "Invited somebody",
  "invitation.made": "Made an invitation link",
  "invitation.revoked": "Withdrew an invitation",
  "invitation.declined": "Declined an invitation",
  "thread.closed": "Closed a thread",
  "thread.reopened": "Opened a thread again",
  "thread.renamed": "Renamed a thread",
  "thread.made-public": "Showed a thread to everybody",
  "thread.made-private": "Took a thread back from the public",
  "thread.removed": "Removed a thread",
  "thread.restored": "Put a thread back",
  "thread.merged": "Merged two threads",
  "thread.unmerged": "Parted two threads again",
  "thread.split": "Split a thread",
  "post.moved": "Moved a post",
  "address.added": "Added an address to a member",
  "address.adopted": "An address became a member’s",
  "address.confirmed": "Confirmed an address",
  "address.disowned": "Said that an address is not theirs",
  "address.made-primary": "Chose where letters go",
  "address.removed": "Took an address away",
  "member.restored": "Brought a member back",
  "member.merged": "Merged two entries of one person",
  "member.noted": "Wrote a note on a member",
  "member.exported": "Took everything about a member along",
  "member.erased": "Erased a member",
  "invitation.resent": "Sent an invitation again",
  "invitation.renewed": "Let an invitation stand after all",
  "post.edited": "Edited a post",
  "post.reverted": "Took back an edit",
  "post.removed": "Removed a post",
  "post.restored": "Put a post back",
  "showcase.created": "Drafted a showcase",
  "showcase.edited": "Edited a showcase",
  "showcase.published": "Published a showcase",
  "showcase.archived": "Archived a showcase",
  "showcase.made-public": "Showed a showcase to everybody",
  "showcase.made-private": "Took a showcase back from the public",
  "showcase.submitted": "Asked for a showcase to be shown",
  "showcase.revived": "Took a draft back from the archive",
  "showcase.photos-added": "Added pictures",
  "showcase.photo-cropped": "Cropped a picture",
  "showcase.photo-removed": "Took a picture down",
  "event.created": "Drafted an event",
  "event.edited": "Edited an event",
  "event.published": "Published an event",
  "event.cancelled": "Cancelled an event",
  "event.closed": "Closed an event’s list",
  "event.reopened": "Opened an event’s list again",
  "event.day-left-out": "Left out a day of an event",
  "event.day-put-back": "Put a day of an event back",
  "event.attendees-written": "Wrote to the attendees of an event",
  "event.list-exported": "Exported the attendees of an event",
  "rsvp.moved": "Moved somebody on the list of an event",
  "event.made-public": "Showed an event to everybody",
  "event.made-private": "Took an event back from the public",
  "rsvp.moved-up": "Moved up from the waiting list of an event",
  "digest.edited": "Arranged the digest",
  "newsletter.edited": "Wrote the newsletter’s opening",
  "newsletter.rhythm-changed": "Changed when the newsletter comes",
  "newsletter.issued": "A newsletter went out",
  "newsletter.published": "Sent the newsletter by hand",
  "newsletter.stopped": "Stopped a newsletter",
  "member.followed": "Began to follow",
  "digest.issued": "The digest went out",
  "digest.published": "Sent the digest by hand",
  "digest.stopped": "Stopped a digest",
  "digest.paused": "Paused a digest",
  "digest.resumed": "Let a digest go on",
  "digest.let-go": "Let a digest leave before its time",
  "digest.held": "Held the digest back",
  "digest.released": "Released the digest",
  "digest.scheduled": "Scheduled the digest",
  "digest.unscheduled": "Took the digest’s schedule back",
  "digest.missed": "The digest’s hour passed while nothing ran",
  "digest.skipped": "Skipped a round of the digest",
  "digest.unskipped": "Wanted the skipped round after all",
  "digest.approved": "Said ok to the digest",
  "digest.ok-withdrawn": "Took the ok to the digest back",
  "inbound.released": "Released a held mail",
  "inbound.rejected": "Did not take a held mail",
  "inbound.edited": "Edited a held mail before it was read",
  "inbound.silenced": "Set a mail aside as spam",
  "inbound.restored": "Took a mail back to the held ones",
  "suppression.begun": "Letters to an address were stopped",
  "suppression.ended": "An address showed that it lives: letters go there again",
  "suppression.released": "Let letters go to an address again",
  "delivery.sent-again": "Sent a letter once more that may have arrived",
};

export function actWords(act: string, details: unknown): string {
  const words = acts[act] ?? act;
  const more = detailWords(details);
  return more ? `${words}: ${more}` : words;
}

/** Of the details only what is short and plain. */
function detailWords(details: unknown): string | null {
  if (typeof details !== "object" || details === null) return null;
  const { from, to, changed, seats } = details as Record<string, unknown>;
  if (typeof from === "string" && typeof to === "string") return `from ${from} to ${to}`;
  if (Array.isArray(changed)) return changed.map((name) => fieldWords(String(name))).join(", ");
  if (typeof seats === "number" && seats > 1) return `${seats} seats`;
  return null;
}

/** What changed, field by field, where that was kept. */
export function beforeAndAfter(details: unknown): { field: string; before: string; after: string }[] {
  if (typeof details !== "object" || details === null) return [];
  const { before, after } = details as { before?: unknown; after?: unknown };
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(after)
    .filter((field) => before[field] !== after[field])
    .map((field) => ({
      field: fieldWords(field),
      before: valueWords(before[field]),
      after: valueWords(after[field]),
    }));
}

function fieldWords(name: string): string {
  return name.replace(/([A-Z])/g, " $1").toLowerCase();
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
