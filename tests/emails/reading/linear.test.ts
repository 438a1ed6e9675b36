import { describe, expect, it } from "vitest";
import { readCalendarReply } from "#emails/reading/calendar-reply.ts";
import { readCommand } from "#emails/reading/commands.ts";
import { splitDigestAnswers } from "#emails/reading/digest-answers.ts";
import { readReaction } from "#emails/reading/reaction.ts";
import { readMessage } from "#emails/reading/parse-message.ts";
import { readReply, readReplyHtml, readReplyText } from "#emails/reading/reply-text.ts";
import { sortMail } from "#emails/reading/sort-mail.ts";
import { fairMilliseconds } from "#tests/support/fair-time.ts";

const size = 1_000_000;
const filled = (piece: string) => piece.repeat(Math.ceil(size / piece.length)).slice(0, size);

/** A megabyte of whatever makes a careless reader slow. */
const hostile: Record<string, string> = {
  "quote marks in one line": filled(">"),
  "quote marks, spaced": filled("> "),
  "a quote mark per line": filled(">\n"),
  "blank lines": filled("\n"),
  spaces: filled(" "),
  "spaces in lines": filled(`${" ".repeat(200)}\n`),
  "one long word": filled("a"),
  "on on on": filled("On "),
  "openers in lines": filled("On Tue, May 5, 2026 at 9:14 AM\n"),
  "openers, wrapped": filled("On Tue, May 5, 2026 at 9:14 AM Mira <\n"),
  attributions: filled("On Tue, May 5, 2026 at 9:14 AM Mira <mira@kiln.example> wrote:\n"),
  "lone verbs": filled("wrote:\n"),
  "open brackets": filled("<\n"),
  "half an address": filled("a@"),
  "addresses in lines": filled("<mira@kiln.example>\n"),
  "header lines": filled("From: a\n"),
  "header blocks": filled("From: a@b.example\nSent: 5 May 2026 9:14\nTo: c@d.example\nSubject: e\n\n"),
  colons: filled(":"),
  "colons in lines": filled("a:\n"),
  "dashes in one line": filled("-"),
  "delimiters in lines": filled("-- \n"),
  "rules in lines": filled("__________\n"),
  fences: filled("```\n"),
  "original messages": filled("-----Original Message-----\n"),
  closings: filled("Best regards,\n"),
  "sent from": filled("Sent from my iPhone\n"),
  "disclaimer words": filled("confidential privileged intended recipient "),
  "zero width": filled("\u200b"),
  emoji: filled("👍"),
  digits: filled("1"),
  "numbered lines": filled("3: \n"),
  initials: filled("AB> x\n"),
  encoded: filled("=?utf-8?q?"),
  "quoted-printable": filled("=3D=\n"),
  prose: filled("The kiln is free on Saturday, and I could bring six bowls and the tall jar.\n"),
  "names in lines": filled("Mira\n"),
  "dates in lines": filled("5 May 2026 9:14\n"),
  "dates with a colon": filled("5 May 2026 9:14 a:\n"),
  "attributions and quotes": filled(
    "On Tue, May 5, 2026 at 9:14 AM Mira <mira@kiln.example> wrote:\n> a\nb\n",
  ),
  "quotes in an attribution's line": filled(
    "On Tue, May 5, 2026 at 9:14 AM Mira <mira@kiln.example> wrote:   a\n",
  ),
  "introduced marks": filled("see:\n\n> a\n> b\n\nwell\n"),
  bars: filled("| a\n"),
  "rows of a table": filled("| From | a@b.example |\n"),
  "Notes headers": filled("Mira Holt\n05/05/2026 09:14\n\nTo\n"),
  "words in another script": filled("土曜日の朝は私が開けられます：\n"),
  "disclaimers in paragraphs": filled("confidential privileged\n\n"),
  "long lines": filled(`${"word ".repeat(800)}\n`),
  "long lines with a colon": filled(`${"word ".repeat(70)}:\n`),
  "mixed line ends": filled("a\r\nb\rc\n"),
};

const tags: Record<string, string> = {
  "nested div": filled("<div>"),
  "nested blockquote": filled("<blockquote>"),
  "nested tables": filled("<table><tr><td>"),
  "never opened": filled("</div>"),
  "opened, others closed": filled("<b></i>"),
  "deep, then others closed": "<b>".repeat(size / 6) + "</i>".repeat(size / 8),
  paragraphs: filled("<p>"),
  lists: filled("<ul><li>"),
  "line breaks": filled("<br>"),
  rules: filled("<hr>"),
  "open tag": filled("<"),
  "open attribute": filled('<a href="'),
  attributes: `<a ${filled('b="c" ')}>`,
  entities: filled("&amp;"),
  "half an entity": filled("&#"),
  comments: filled("<!--"),
  styles: filled("<style>"),
  images: filled("<img src=cid:a>"),
  links: filled("<a href=https://a.example/>x</a>"),
  "gmail quotes": filled('<div class="gmail_quote">'),
  "elements with words": filled("<div>a</div>"),
  prose: filled("<p>The kiln is free on Saturday, and I could bring six bowls.</p>"),
  names: filled('<div class="a b c" id="d" data-x="y">a</div>'),
  "styles inline": filled('<span style="border:none;border-top:solid">a</span>'),
  "quotes and words": filled("<blockquote>a</blockquote>b"),
  cells: filled("<td>a</td>"),
  "nested, then many": "<div><span>".repeat(90) + filled("<i>a</i>"),
  "hidden elements": filled('<div style="display:none">a</div>'),
  "open brackets in lines": filled("<\n"),
  "words alone": filled("word\n"),
  "preformatted lines": `<pre>${filled("a\n")}</pre>`,
};

/** For a megabyte on an idle core. */
const limit = 200;

const letter = (headers: string, body: string) => Buffer.from(`From: a@b.example\r\n${headers}\r\n${body}`);
const own = { domain: "kiln.example", listIds: [] };

describe("a megabyte of hostile text takes no longer than a megabyte of any", () => {
  it.each(Object.entries(hostile))("%s", (_, text) => {
    expect(fairMilliseconds(() => readReplyText(text), limit)).toBeLessThan(limit);
    expect(
      fairMilliseconds(
        () => (readCommand(text, new Date(0)), readReaction(text), readCalendarReply(text)),
        limit,
      ),
    ).toBeLessThan(limit);
  });
  it.each(Object.entries(tags))("%s", (_, html) => {
    expect(fairMilliseconds(() => readReplyHtml(html), limit)).toBeLessThan(limit);
  });
});

describe("a whole message of it, too", () => {
  const digest = {
    items: [
      {
        number: 3,
        code: "K3",
        title: "The kiln",
        text: "The kiln is free",
        addresses: ["r-3@kiln.example"],
        htmlId: "item-3",
      },
    ],
    text: "[3] The kiln\n\nThe kiln is free\n\nAnswer this: r-3@kiln.example\n",
  };
  it.each(Object.entries(hostile))("%s, as body, header and multipart", (_, whole) => {
    const text = whole.slice(0, size / 16);
    const forms = [
      letter("Content-Type: text/plain\r\n", text),
      letter(`Subject: ${text.replace(/\n/g, "\n ")}\r\nTo: ${text.replace(/\n/g, "\n ")}\r\n`, ""),
      letter('Content-Type: multipart/mixed; boundary="b"\r\n', `--b\r\n\r\n${text}\r\n--b--`),
      letter("Return-Path: <>\r\nSubject: Undelivered Mail Returned to Sender\r\n", text),
    ];
    for (const raw of forms) {
      const elapsed = fairMilliseconds(() => {
        const message = readMessage(raw);
        sortMail(message, own);
        readReply(message);
      });
      expect(elapsed).toBeLessThan(2 * limit);
    }
  });
  it.each(Object.entries(hostile))("%s, as an answer to a digest", (_, whole) => {
    const text = whole.slice(0, size / 16);
    expect(fairMilliseconds(() => splitDigestAnswers(readMessage(letter("", text)), digest))).toBeLessThan(
      2 * limit,
    );
  });
  it.each([
    ["boundaries", "--b\r\n"],
    ["nested parts", '--b\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'],
    ["enclosed messages", "--b\r\nContent-Type: message/rfc822\r\n\r\n"],
    ["headers", "x: y\r\n"],
  ])("%s", (_, piece) => {
    expect(
      fairMilliseconds(() =>
        readMessage(letter('Content-Type: multipart/mixed; boundary="b"\r\n', filled(piece))),
      ),
    ).toBeLessThan(2 * limit);
  });
});
