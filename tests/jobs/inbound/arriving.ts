import { db } from "#app/db/client.ts";
import { now } from "#app/lib/clock.ts";
import { addressKey } from "#app/lib/keys.ts";
import { receiveInboundMessage } from "#app/models/inbound-message.ts";
import { writeReplyAddress, type ReplyTargetKind } from "#emails/writing/addresses.ts";
import { dayNumber } from "#emails/writing/token-bytes.ts";
import { processInbound } from "#jobs/handlers/process-inbound.ts";
import type { Community, InboundMessage } from "#prisma/generated/client.ts";
import type { MemberOfTest } from "#tests/support/circle.ts";

export const domain = "roundletter.test";

export interface Written {
  from: string;
  to: string;
  text?: string;
  html?: string;
  subject?: string;
  headers?: Record<string, string>;
  /** The return path, where it differs from `from`. */
  envelopeFrom?: string;
  remoteHost?: string;
  /** Whole body with its own Content-Type, instead of text and html. */
  body?: { type: string; content: string };
}

let count = 0;

export function writeMail(written: Written): Buffer {
  const { from, to, subject = "Clay", text = "", html, headers = {}, body } = written;
  const type = body?.type ?? (html === undefined ? "text/plain; charset=utf-8" : "text/html; charset=utf-8");
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${now().toUTCString()}`,
    ...(headers["Message-ID"] === undefined
      ? [`Message-ID: <${process.pid}.${++count}@mail.example.org>`]
      : []),
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "MIME-Version: 1.0",
    `Content-Type: ${type}`,
    "",
    ...(body?.content ?? html ?? text).split("\n"),
    "",
  ];
  return Buffer.from(lines.join("\r\n"));
}

/** A mail comes in and is read; what became of it. */
export async function arrive(written: Written): Promise<InboundMessage> {
  const { id } = await receiveInboundMessage({
    ingress: "smtp",
    envelopeFrom: written.envelopeFrom ?? /<(.+)>/.exec(written.from)?.[1] ?? written.from,
    recipient: written.to,
    remoteHost: written.remoteHost ?? "127.0.0.1",
    raw: writeMail(written),
  });
  await processInbound({ inboundMessageId: id });
  return db().inboundMessage.findUniqueOrThrow({ where: { id } });
}

export function addressOf(community: Community): string {
  return `${community.slug}@${domain}`;
}

/** The sealed address of this member for this target. */
export function replyAddressOf(
  community: Community,
  member: MemberOfTest,
  kind: ReplyTargetKind,
  target: number,
): string {
  return writeReplyAddress({
    key: addressKey(),
    keyVersion: member.person.keyVersion,
    slug: community.slug,
    domain,
    kind,
    issuedDay: dayNumber(now()),
    member: member.number,
    target,
  });
}
