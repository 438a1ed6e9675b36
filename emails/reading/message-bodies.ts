import { decodeText } from "#emails/reading/decode-text.ts";
import { unflow } from "#emails/reading/format-flowed.ts";
import { escapeHtml } from "#emails/reading/html-write.ts";
import { readHtmlText } from "#emails/reading/html-lines.ts";
import { readMimeTree, partHeader, type MimePart } from "#emails/reading/mime-tree.ts";
import type { ReadAttachment } from "#emails/reading/parse-message.ts";
import { openPgp } from "#emails/reading/protection.ts";
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
  defects: string[];
}

/**
 * Which parts are words and which are files. Of alternatives the last text and the last HTML count; parts that follow
 * one another (Apple Mail: text, picture, text) are joined in order, in both tongues when either has both.
 */
export function extractBodies(root: MimePart, defects: string[]): MessageBodies {
  const gathering: Gathering = { attachments: [], calendar: null, protection: null, defects };
  const bodies = gather(root, gathering, true);
  return {
    text: joinBodies(bodies, "text"),
    html: joinBodies(bodies, "html"),
    attachments: gathering.attachments,
    calendar: gathering.calendar,
    protection: gathering.protection,
  };
}

function gather(part: MimePart, into: Gathering, first: boolean): Body[] {
  if (part.parts.length > 0 && part.mediaType.startsWith("multipart/")) return gatherMultipart(part, into);
  if (part.mediaType.startsWith("multipart/")) return [];
  if (part.mediaType === "text/calendar") into.calendar ??= textOf(part);
  if (/^application\/(?:x-)?pkcs7-mime$/.test(part.mediaType)) return gatherPkcs7(part, into);
  if (/^application\/(?:x-)?(?:pkcs7|pgp)-signature$/.test(part.mediaType)) {
    into.protection ??= "signed";
    return [];
  }
  if (isWords(part, first)) return [wordsOf(part, into)];
  if (/ms-tnef$/.test(part.mediaType) || /^winmail\.dat$/i.test(filenameOf(part)))
    return gatherTnef(part, into);
  if (part.mediaType !== "text/calendar" || part.disposition === "attachment")
    into.attachments.push(attachmentOf(part));
  return [];
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
  const files = readTnef(Buffer.from(part.body, "latin1"));
  if (files.length === 0) into.attachments.push(attachmentOf(part));
  for (const file of files) {
    into.attachments.push({ ...file, mediaType: "application/octet-stream", cid: null, inline: false });
  }
  return [];
}

/** Opaque signing wraps a whole message into DER; its octets are found inside. What is enveloped stays closed. */
function gatherPkcs7(part: MimePart, into: Gathering): Body[] {
  const kind = part.parameters["smime-type"] ?? "";
  const start = part.body.search(/Content-Type:[ \t]/i);
  if (kind === "enveloped-data" || kind === "authenveloped-data" || start < 0) {
    into.protection = "encrypted";
    return [];
  }
  into.protection = "signed";
  const inner = readMimeTree(Buffer.from(withoutDer(part.body.slice(start)), "latin1"), into.defects);
  return gather(inner, into, true);
}

/** The signature that follows the content begins with octets that no text holds. */
function withoutDer(content: string): string {
  // eslint-disable-next-line no-control-regex -- DER is recognised by its control octets
  const end = content.search(/[\x00-\x08\x0e-\x1a]/);
  return end < 0 ? content : content.slice(0, end);
}

function isWords(part: MimePart, first: boolean): boolean {
  if (part.mediaType !== "text/plain" && part.mediaType !== "text/html" && part.mediaType !== "text/enriched")
    return false;
  if (part.disposition === "attachment") return false;
  return first || filenameOf(part) === "";
}

function wordsOf(part: MimePart, into: Gathering): Body {
  const text = textOf(part);
  if (part.mediaType === "text/html") return { text: null, html: text };
  const flowed = /^flowed$/i.test(part.parameters.format ?? "")
    ? unflow(text, /^yes$/i.test(part.parameters.delsp ?? ""))
    : text;
  const { text: opened, protection } = openPgp(flowed);
  if (protection !== null) into.protection = protection;
  return { text: opened, html: null };
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
    filename: (filenameOf(part) || enclosed).replace(/^.*[/\\]/s, "").slice(0, 255),
    mediaType: part.mediaType,
    content: Buffer.from(part.body, "latin1"),
    cid: cid === "" ? null : cid,
    inline: part.disposition === "inline" || (part.disposition === "" && cid !== null && cid !== ""),
  };
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
