import { decodeText } from "#emails/reading/decode-text.ts";
import { unflow } from "#emails/reading/format-flowed.ts";
import { escapeHtml } from "#emails/reading/html-write.ts";
import { readHtmlText } from "#emails/reading/html-lines.ts";
import { readMimeTree, partHeader, type MimePart } from "#emails/reading/mime-tree.ts";
import type { ReadAttachment } from "#emails/reading/parse-message.ts";
import { openPgp } from "#emails/reading/protection.ts";
import { readRtf } from "#emails/reading/rtf-text.ts";
import { openSigned } from "#emails/reading/signed-content.ts";
import { readTnef } from "#emails/reading/tnef.ts";

export interface MessageBodies {
  text: string | null;
  html: string | null;
  attachments: ReadAttachment[];
  calendar: string | null;
  protection: null | "signed" | "encrypted";
}

interface Body {
  text: string | null;
  html: string | null;
}

interface Gathering {
  attachments: ReadAttachment[];
  calendar: string | null;
  protection: null | "signed" | "encrypted";
  /** Words inside winmail.dat: often the same once more, so they count only when there are no others. */
  wrapped: Body | null;
  defects: string[];
}

/**
 * Which parts are words and which are files. Of alternatives the last text and the last HTML count; parts that follow
 * one another (Apple Mail: text, picture, text) are joined in order, in both tongues when either has both.
 */
export function extractBodies(root: MimePart, defects: string[]): MessageBodies {
  const gathering: Gathering = { attachments: [], calendar: null, protection: null, wrapped: null, defects };
  let bodies = gather(root, gathering, true);
  if (gathering.wrapped !== null && bodies.every(isBlank)) bodies = [gathering.wrapped];
  return {
    text: joinBodies(bodies, "text"),
    html: joinBodies(bodies, "html"),
    attachments: gathering.attachments,
    calendar: gathering.calendar,
    protection: gathering.protection,
  };
}

function isBlank({ text, html }: Body): boolean {
  return (text ?? "").trim() === "" && (html ?? "").trim() === "";
}

function gather(part: MimePart, into: Gathering, first: boolean): Body[] {
  if (part.mediaType.startsWith("multipart/"))
    return part.parts.length > 0 ? gatherMultipart(part, into) : [];
  if (isCalendar(part)) into.calendar ??= textOf(part);
  if (isCms(part)) return gatherCms(part, into);
  if (/^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(part.mediaType)) {
    into.protection ??= "signed";
    return [];
  }
  if (isWords(part, first)) return [wordsOf(part, into)];
  if (/ms-tnef$/.test(part.mediaType) || /^winmail\.dat$/i.test(filenameOf(part)))
    return gatherTnef(part, into);
  if (!isMachinery(part)) into.attachments.push(attachmentOf(part));
  return [];
}

function isCalendar(part: MimePart): boolean {
  return part.mediaType === "text/calendar" || part.mediaType === "application/ics";
}

function isCms(part: MimePart): boolean {
  return (
    /^application\/(?:x-)?pkcs7-mime$/.test(part.mediaType) ||
    (part.mediaType === "application/octet-stream" && /\.p7m$/i.test(filenameOf(part)))
  );
}

/** Parts that are for programs: the calendar's inline form, other tongues of the words, a Macintosh's second fork. */
function isMachinery(part: MimePart): boolean {
  if (part.mediaType === "text/calendar") return part.disposition !== "attachment";
  return /^(?:text\/(?:x-amp-html|watch-html)|application\/applefile)$/.test(part.mediaType);
}

function gatherMultipart(part: MimePart, into: Gathering): Body[] {
  switch (part.mediaType) {
    case "multipart/alternative":
      return gatherAlternative(part, into);
    case "multipart/signed":
      into.protection = "signed";
      break;
    case "multipart/encrypted":
      into.protection = "encrypted";
      return [];
    case "multipart/report":
      return part.parts.slice(0, 1).flatMap((child) => gather(child, into, true));
  }
  return part.parts.flatMap((child, index) => gather(child, into, index === 0));
}

function gatherAlternative(part: MimePart, into: Gathering): Body[] {
  const best: Body = { text: null, html: null };
  for (const child of part.parts) {
    const bodies = gather(child, into, true);
    const text = bodies.some((body) => body.text !== null) ? joinBodies(bodies, "text") : null;
    const html = bodies.some((body) => body.html !== null) ? joinBodies(bodies, "html") : null;
    if (html !== null && html.trim() !== "") best.html = html;
    if (text !== null && (text.trim() !== "" || best.text === null) && (html === null || best.text === null))
      best.text = text;
  }
  return best.text === null && best.html === null ? [] : [best];
}

function gatherTnef(part: MimePart, into: Gathering): Body[] {
  const tnef = readTnef(Buffer.from(part.body, "latin1"));
  if (tnef === null) {
    into.attachments.push(attachmentOf(part));
    return [];
  }
  into.wrapped ??= { text: tnef.text, html: tnef.html };
  for (const { filename, mediaType, cid, content } of tnef.files) {
    into.attachments.push({
      filename: plainFilename(filename),
      mediaType: /^[\w.+-]{1,80}\/[\w.+-]{1,120}$/.test(mediaType) ? mediaType : "application/octet-stream",
      cid,
      inline: cid !== null,
      content,
    });
  }
  return [];
}

/** Opaque signing wraps a whole message into CMS (RFC 8551); what is enveloped stays closed. */
function gatherCms(part: MimePart, into: Gathering): Body[] {
  const opened = openSigned(part.body);
  if (opened?.kind !== "signed") {
    into.protection = "encrypted";
    if (opened === null) into.defects.push("unreadable-cms");
    return [];
  }
  into.protection ??= "signed";
  const inner = readMimeTree(Buffer.from(opened.content, "latin1"), into.defects);
  return inner.headers.length === 0 ? [] : gather(inner, into, true);
}

function isWords(part: MimePart, first: boolean): boolean {
  if (
    part.mediaType !== "text/plain" &&
    part.mediaType !== "text/html" &&
    !/^text\/(?:enriched|richtext|rtf|(?:x-)?markdown)$/.test(part.mediaType)
  )
    return false;
  if (part.disposition === "attachment") return false;
  return first || filenameOf(part) === "";
}

function wordsOf(part: MimePart, into: Gathering): Body {
  const text = textOf(part);
  if (part.mediaType === "text/html") return { text: null, html: text };
  if (part.mediaType === "text/rtf") return readRtf(part.body);
  if (part.mediaType === "text/enriched" || part.mediaType === "text/richtext")
    return { text: withoutEnrichment(text), html: null };
  const flowed = /^flowed$/i.test(part.parameters.format ?? "")
    ? unflow(text, /^yes$/i.test(part.parameters.delsp ?? ""))
    : text;
  const { text: opened, protection } = openPgp(flowed);
  if (protection !== null) into.protection = protection;
  return { text: opened, html: null };
}

/** RFC 1896: commands in angle brackets, `<<` for one that is meant, single line breaks as spaces. */
function withoutEnrichment(text: string): string {
  return text
    .replace(/<param>[^<]{0,200}<\/param>/gi, "")
    .replace(/<<|<\/?[a-z][a-z-]{0,60}>/gi, (mark) => (mark === "<<" ? "<" : ""))
    .replace(/\n+/g, (breaks) => (breaks.length === 1 ? " " : breaks.slice(1)));
}

function textOf(part: MimePart): string {
  const charset = part.parameters.charset ?? charsetInHtml(part);
  return decodeText(part.body, charset)
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n")
    .replaceAll("\0", "");
}

function charsetInHtml(part: MimePart): string | null {
  if (part.mediaType !== "text/html") return null;
  return /<meta[^>]{0,200}charset=["']?([\w-]{2,40})/i.exec(part.body.slice(0, 4096))?.[1] ?? null;
}

function filenameOf(part: MimePart): string {
  return part.dispositionParameters.filename ?? part.parameters.name ?? "";
}

function attachmentOf(part: MimePart): ReadAttachment {
  const cid = partHeader(part, "content-id")?.replace(/[<>\s]/g, "") ?? null;
  const enclosed = part.mediaType === "message/rfc822" ? "message.eml" : "";
  return {
    filename: plainFilename(filenameOf(part) || enclosed),
    mediaType: part.mediaType,
    content: Buffer.from(part.body, "latin1"),
    cid: cid === "" ? null : cid,
    inline: part.disposition === "inline" || (part.disposition === "" && cid !== null && cid !== ""),
  };
}

/** Without the path that some programs send along. */
function plainFilename(name: string): string {
  return name
    .slice(-1000)
    .replace(/^.*[/\\]/s, "")
    .slice(0, 255);
}

function joinBodies(bodies: Body[], tongue: "text" | "html"): string | null {
  if (bodies.every((body) => body[tongue] === null)) {
    return null;
  }
  const pieces = bodies.map(
    (body) =>
      body[tongue] ?? (tongue === "text" ? readHtmlText(body.html ?? "") : textAsHtml(body.text ?? "")),
  );
  return (
    pieces.filter((piece) => piece.trim() !== "").join(tongue === "text" ? "\n\n" : "<br>\n") ||
    (pieces[0] ?? "")
  );
}

function textAsHtml(text: string): string {
  return `<div>${escapeHtml(text.trim()).replaceAll("\n", "<br>\n")}</div>`;
}
