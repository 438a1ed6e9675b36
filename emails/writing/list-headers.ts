import { encodeHeaderText, headerText } from "#emails/writing/headers.ts";

/** What list headers tell about a community. */
export interface ListFacts {
  name: string;
  slug: string;
  domain: string;
  archiveUrl: string;
  homeUrl: string;
}

export interface UnsubscribeWays {
  /** Takes a POST without cookie or login and answers 200 (RFC 8058). */
  unsubscribeUrl: string;
  /** A mailto: URI. */
  unsubscribeMailto: string;
}

/**
 * List headers of RFC 2369 and RFC 2919, and the one-click unsubscribing of RFC 8058 (both ways in one header, the web
 * first). The identity of the list is stable: a filter that someone made must hold for years.
 */
export function listHeaders(list: ListFacts, leave: UnsubscribeWays): Record<string, string> {
  return {
    "List-Id": `${listPhrase(list.name)}<${list.slug}.${list.domain}>`,
    "List-Post": `<mailto:${list.slug}@${list.domain}>`,
    "List-Help": `<mailto:${list.slug}+help@${list.domain}>`,
    "List-Owner": `<mailto:${list.slug}+owner@${list.domain}>`,
    "List-Archive": uri(list.archiveUrl),
    "List-Unsubscribe": `${uri(leave.unsubscribeUrl)}, ${uri(leave.unsubscribeMailto)}`,
    "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
  };
}

/** `Feedback-ID: kind:community:roundletter`, by which Gmail groups complaints; it names nobody. */
export function feedbackId(kind: string, list: Pick<ListFacts, "slug" | "domain">): Record<string, string> {
  return { "Feedback-ID": `${kind}:${list.slug}:${list.domain}:roundletter` };
}

/** RFC 3834, and the older signs that other machines heed. */
export function machineHeaders(auto: "auto-generated" | "auto-replied"): Record<string, string> {
  return { "Auto-Submitted": auto, Precedence: "bulk", "X-Auto-Response-Suppress": "All" };
}

function listPhrase(name: string): string {
  const phrase = encodeHeaderText(name);
  if (phrase === "") return "";
  return phrase === headerText(name) ? `"${phrase.replace(/["\\]/g, "\\$&")}" ` : `${phrase} `;
}

function uri(address: string): string {
  const written = new URL(address).href;
  if (!/^(?:https?|mailto):/.test(written)) throw new TypeError(`Not a web or mail address: ${address}`);
  return `<${written.replace(/[<>\s]/g, encodeURIComponent)}>`;
}
