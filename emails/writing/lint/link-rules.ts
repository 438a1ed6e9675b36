import { readAddress } from "#emails/writing/addresses.ts";
import { type Element, isSaid, textOf, type Tree } from "#emails/writing/lint/html-tree.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";

const MOST_LINKS = 40;

/** Links: few, ours or the members' own, that make sense alone and tell nobody anything. */
export function lintLinks(tree: Tree, elements: Element[], context: LintContext, report: Report): void {
  const { domain, kind } = context;
  const hosts = context.webHosts ?? [domain];
  const links = elements.filter(({ name }) => name === "a");
  if (links.length > MOST_LINKS) report("links-40", "html", links.length);
  const printed = textOf(tree);

  for (const link of links) {
    const { href = "" } = link.attribs;
    const words = textOf(link).trim();
    if (words === "" || /^(?:here|click here|hier|ici|aquí)[.]?$/i.test(words))
      report("link-words", href, words);
    if (!/^(?:https?:\/\/|mailto:)/.test(href)) report("link-kind", words, href);
    // What members wrote may lead anywhere.
    if (isSaid(link)) continue;
    if (href.startsWith("mailto:"))
      checkMailto(href, printed, kind === "bounce-notice" ? null : domain, report);
    else checkOwnLink(href, hosts, report);
  }
  const answers = links.filter(({ attribs }) =>
    /^https?:\/\/[^/]+\/answer\//.test(attribs.href ?? ""),
  ).length;
  const mailtos = links.filter(
    (link) => /^mailto:[^?]*\+/.test(link.attribs.href ?? "") && !isSaid(link),
  ).length;
  if (kind === "digest" && answers < mailtos)
    report("answer-page", "html", `${mailtos} by mail, ${answers} on the web`);
}

/** No address of anybody stands in a link of ours, and none of another house. */
function checkOwnLink(href: string, hosts: readonly string[], report: Report): void {
  const [, host = "", path = ""] = /^https?:\/\/([^/:?#]+)(.*)$/.exec(href) ?? [];
  if (!hosts.includes(host)) report("link-ours", href, host);
  if (/@|%40|[?&]utm_/i.test(path)) report("link-tells", href, "an address or a tracker in it");
}

/** `domain` null: the address is a member's own, told to the owner. */
function checkMailto(href: string, printed: string, domain: string | null, report: Report): void {
  const [address = "", query = ""] = href.slice("mailto:".length).split("?");
  if (href.length > 1_800) report("mailto-1800", address, href.length);
  if (/[^A-Za-z0-9=&%._~!*'()-]/.test(query)) report("mailto-encoded", address, query);
  if (!printed.includes(address)) report("mailto-printed", address, "not printed");
  if (domain !== null && readAddress(address, domain) === null) report("mailto-ours", address, domain);
  if (address.indexOf("@") > 64) report("local-part-64", "mailto", address);
}
