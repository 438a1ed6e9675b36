/** What a CMS message (RFC 5652) is, and what it holds when it is only signed. */
export type SignedContent = { kind: "signed"; content: string } | { kind: "encrypted" } | null;

const signedData = "2a864886f70d010702";
const envelopedData = new Set(["2a864886f70d010703", "2a864886f70d0109100117"]);
const sequence = 0x30;
const objectIdentifier = 0x06;
const octetString = 0x04;
const constructed = 0x20;
const explicit = 0xa0;

/**
 * Opens an opaquely signed message by walking down to the one octet string that matters; the signature is not checked
 * (that is the mail server's work). BER with lengths left open, as Outlook and OpenSSL write it, is understood. Bytes in
 * and out: one character per octet. Null when this is no CMS message.
 */
export function openSigned(der: string): SignedContent {
  const info = childrenOf(der, elementAt(der, 0), 2);
  const type = identifier(der, info[0]);
  if (type === null) return null;
  if (envelopedData.has(type)) return { kind: "encrypted" };
  if (type !== signedData) return null;

  const [signed] = childrenOf(der, info[1], 1);
  const encapsulated = childrenOf(der, signed, 3)[2];
  const content = childrenOf(der, encapsulated, 2)[1];
  const [octets] = content?.tag === explicit ? childrenOf(der, content, 1) : [];
  return octets === undefined ? null : { kind: "signed", content: octetsOf(der, octets, 0) };
}

interface Element {
  tag: number;
  start: number;
  end: number;
  /** Where the next one begins. */
  next: number;
}

function elementAt(der: string, at: number): Element | null {
  if (at + 2 > der.length) return null;
  const tag = der.charCodeAt(at);
  const first = der.charCodeAt(at + 1);
  if (first < 0x80) return bounded(der, tag, at + 2, first);
  const count = first & 0x7f;
  if (count === 0) return openEnded(der, tag, at + 2);
  if (count > 4) return null;
  let length = 0;
  for (let i = 0; i < count; i++) length = length * 256 + (der.charCodeAt(at + 2 + i) || 0);
  return bounded(der, tag, at + 2 + count, length);
}

/** A length that lies is cut where the bytes end. */
function bounded(der: string, tag: number, start: number, length: number): Element | null {
  if (start > der.length) return null;
  const end = Math.min(start + length, der.length);
  return { tag, start, end, next: end };
}

/** Its end is told by two zero octets, which only reading its children finds; nobody asks for `next` of these but a parent. */
function openEnded(der: string, tag: number, start: number): Element | null {
  return (tag & constructed) === 0 ? null : { tag, start, end: -1, next: -1 };
}

const deepest = 12;
const mostChildren = 100_000;

function childrenOf(der: string, parent: Element | null | undefined, most: number): Element[] {
  const children: Element[] = [];
  if (parent === null || parent === undefined || (parent.tag & constructed) === 0) return children;
  let at = parent.start;
  while (children.length < most && (parent.end < 0 ? at < der.length : at < parent.end)) {
    const child = elementAt(der, at);
    if (child === null || (parent.end < 0 && child.tag === 0 && child.start === child.end)) break;
    children.push(child);
    if (children.length === most) break;
    at = endOf(der, child, 0);
  }
  return children;
}

/** Where an element ends; of those left open, by walking over what is inside once. */
function endOf(der: string, element: Element, depth: number): number {
  if (element.end >= 0) return element.next;
  let at = element.start;
  while (at < der.length && depth < deepest) {
    const child = elementAt(der, at);
    if (child === null) break;
    if (child.tag === 0 && child.start === child.end) return child.next;
    at = endOf(der, child, depth + 1);
  }
  return der.length;
}

function identifier(der: string, element: Element | undefined): string | null {
  if (element?.tag !== objectIdentifier) return null;
  return Buffer.from(der.slice(element.start, Math.min(element.end, element.start + 32)), "latin1").toString(
    "hex",
  );
}

/** An octet string in one piece, or in pieces. */
function octetsOf(der: string, element: Element, depth: number): string {
  if (element.tag === octetString) return der.slice(element.start, element.end);
  if ((element.tag & constructed) === 0 || element.tag === sequence || depth > 3) return "";
  return childrenOf(der, element, mostChildren)
    .map((piece) => octetsOf(der, piece, depth + 1))
    .join("");
}
