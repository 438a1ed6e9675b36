import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { communityAddress } from "#app/models/community.ts";
import { headerLine, headerText, encodeHeaderText, mailboxHeader } from "#emails/writing/headers.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";
import { encodeQuotedPrintable } from "#emails/writing/quoted-printable.ts";
import type { Community, Prisma } from "#prisma/generated/client.ts";

const PAGE = 500;

const told = {
  thread: { select: { id: true, subject: true } },
  author: { include: { person: { include: { addresses: { orderBy: { isPrimary: "desc" }, take: 1 } } } } },
} as const satisfies Prisma.PostInclude;

type ToldPost = Prisma.PostGetPayload<{ include: typeof told }>;

/**
 * Every post as a message of an mbox (RFC 4155, with the quoting of mboxrd), in the order in which they were written, so
 * that any mail program shows the threads. What was removed stays out.
 */
export async function* threadsAsMbox(community: Community): AsyncGenerator<Uint8Array> {
  let after: string | undefined;
  for (;;) {
    const posts: ToldPost[] = await db().post.findMany({
      where: { communityId: community.id, removedAt: null },
      include: told,
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: PAGE,
      ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
    });
    for (const post of posts) yield Buffer.from(messageOf(community, post));
    if (posts.length < PAGE) return;
    after = posts.at(-1)?.id;
  }
}

function messageOf(community: Community, post: ToldPost): string {
  const address = post.author.person.addresses[0]?.address ?? communityAddress(community);
  const answers = post.inReplyToId ? messageId(post.inReplyToId) : null;
  const head = [
    headerLine("From", mailboxHeader({ name: post.author.name, address })),
    headerLine("To", mailboxHeader({ name: community.name, address: communityAddress(community) })),
    headerLine("Subject", encodeHeaderText(headerText(post.thread.subject))),
    headerLine("Date", post.createdAt.toUTCString().replace("GMT", "+0000")),
    headerLine("Message-ID", messageId(post.id)),
    ...(answers ? [headerLine("In-Reply-To", answers), headerLine("References", answers)] : []),
    headerLine("X-Thread", post.thread.id),
    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n",
  ].join("");
  const message = `${head}\r\n${encodeQuotedPrintable(post.text)}`.replaceAll("\r\n", "\n");
  return `From ${address} ${asctime(post.createdAt)}\n${message.replace(/^(>*From )/gm, ">$1")}\n\n`;
}

function messageId(postId: string): string {
  return writeMessageId(`post:${postId}`, "archive", config().mailDomain);
}

/** `Fri Nov 27 07:00:00 2026`, in UTC (RFC 4155). */
function asctime(at: Date): string {
  const [weekday = "", day = "", month = "", year = "", time = ""] = at
    .toUTCString()
    .replace(",", "")
    .split(" ");
  return `${weekday} ${month} ${day.replace(/^0/, " ")} ${time} ${year}`;
}
