import fc from "fast-check";
import type { SentDigest, SentDigestItem } from "#emails/reading/digest-answers.ts";

/** A digest as it was sent: the same words as text and as HTML, in pieces that a reader may quote or delete. */
export interface MadeDigest {
  digest: SentDigest;
  opening: string[];
  items: { item: SentDigestItem; paragraphs: string[] }[];
  footer: string[];
}

/** Who wrote what where: 0 is above everything, n below item n, -1 below everything. */
export interface MadeAnswer {
  place: number;
  words: string;
  /** Whether the words themselves name their item. */
  named: number | null;
  /** Right below the item's first paragraph instead of below all of it. */
  early: boolean;
}

export type Dialect = (typeof dialects)[number];

export const dialects = [
  "gmail-web",
  "gmail-phone",
  "apple-mac",
  "apple-iphone",
  "outlook-desktop",
  "outlook-web",
  "thunderbird",
  "yahoo",
  "k9",
  "plain-72",
  "samsung",
  "protonmail",
] as const;

export const tongues = ["en", "de", "fr", "es", "ru", "ja"] as const;
export type Tongue = (typeof tongues)[number];

export interface Reply {
  digest: MadeDigest;
  answers: MadeAnswer[];
  dialect: Dialect;
  tongue: Tongue;
  /** Items whose quote was deleted, except below an answer. */
  deleted: number[];
  rewrap: number | null;
  /** How many paragraphs were cut off the end of the quote. */
  truncated: number;
}

const subjects = [
  "spoons",
  "kiln",
  "glaze",
  "loom",
  "market",
  "bread",
  "letterpress",
  "indigo",
  "basket",
  "lamp",
  "quilt",
  "bench",
  "honey",
  "ink",
  "paper",
  "clay",
  "willow",
  "oak",
  "felt",
  "copper",
];
const deeds = [
  "carved from cherry",
  "ready on Saturday",
  "in the barn",
  "for beginners",
  "with ash and salt",
  "looking for a home",
  "before the frost",
  "at the old mill",
  "for the spring fair",
  "in three sizes",
];
const sentences = [
  "It took most of the winter and two failed attempts before the surface came out the way it should",
  "Bring gloves and an apron because the yard will be muddy after all that rain",
  "The first batch sold within an hour and there are only four pieces left on the shelf",
  "Whoever wants to help may come early and leave whenever the work is done",
  "We tested every shade twice and wrote the results on the board beside the door",
  "Prices start at twelve and everything goes to the roof of the workshop",
  "There is room for nine people and the train stops a short walk away",
  "My neighbour offered the long table and the lamps that hang above it",
  "The recipe comes from a notebook that my aunt left in the drawer",
  "Please tell me what you would change before I order the material",
];
const replies = [
  "Zauberhaft, davon nehme ich gern zwei Stück",
  "Count me among those who turn up, with my nephew",
  "J'en voudrais bien un exemplaire, si possible",
  "Me apunto encantada, llevaré unas empanadas",
  "How did you get rid of those bubbles underneath?",
  "Splendid! Could you post yours to Norway?",
  "Nope, that weekend we visit grandparents",
  "Очень красиво, сколько это стоит сегодня?",
  "とても素敵です、ひとつお願いします",
  "Yes",
  "👍👍",
  "Our cellar stays dry, you might store them downstairs",
  "Wow, never seen such colours anywhere",
  "I'd rather meet later, mornings are difficult for us",
];

const sentence = fc.constantFrom(...sentences);

export const digestArbitrary: fc.Arbitrary<MadeDigest> = fc
  .record({
    titles: fc.uniqueArray(fc.tuple(fc.constantFrom(...subjects), fc.constantFrom(...deeds)), {
      minLength: 1,
      maxLength: 20,
      selector: ([subject]) => subject,
    }),
    texts: fc.array(fc.array(sentence, { minLength: 1, maxLength: 4 }), { minLength: 20, maxLength: 20 }),
    token: fc.integer({ min: 1000, max: 9999 }),
    sections: fc.boolean(),
  })
  .map(({ titles, texts, token, sections }) => makeDigest(titles, texts, token, sections));

function makeDigest(
  titles: [string, string][],
  texts: string[][],
  token: number,
  sections: boolean,
): MadeDigest {
  const items = titles.map(([subject, deed], i) => {
    const number = i + 1;
    const title = `The ${subject} ${deed}`;
    // A sentence may stand in several items; the first one of each is its own.
    const paragraphs = [
      `About this ${subject} number ${token + number} I can say more.`,
      ...(texts[i] ?? []).map((text) => `${text}.`),
    ];
    const address = `r-${token.toString(36)}${subject.slice(0, 3)}${number}@mail.kiln.example`;
    const item: SentDigestItem = {
      number,
      code: `K${number}`,
      title,
      text: paragraphs.join("\n\n"),
      addresses: [address],
      htmlId: `item-${number}`,
    };
    return { item, paragraphs };
  });
  const opening = [
    "Kiln Circle, the letter of this week",
    "Good morning everyone, the days are getting longer and so is this letter.",
    ...(sections ? ["New in the circle"] : []),
  ];
  const footer = [
    "You get this letter because you joined Kiln Circle in May.",
    "Leave or change how often: https://kiln.example/p/abc",
  ];
  const text = [
    ...opening,
    ...items.flatMap(({ item, paragraphs }) => itemParagraphs(item, paragraphs)),
    "-- ",
    ...footer,
  ]
    .map((paragraph) => wrap(paragraph, 72))
    .join("\n\n");
  return { digest: { items: items.map(({ item }) => item), text }, opening, items, footer };
}

export function itemParagraphs(item: SentDigestItem, paragraphs: string[]): string[] {
  return [`[${item.number}] ${item.title}`, ...paragraphs, `Answer this: ${item.addresses[0] ?? ""}`];
}

export const replyArbitrary: fc.Arbitrary<Reply> = digestArbitrary.chain((digest) => {
  const count = digest.items.length;
  const place = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    { weight: 6, arbitrary: fc.integer({ min: 1, max: count }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  );
  const answer = fc.record({
    place,
    words: fc.constantFrom(...replies),
    twist: fc.integer({ min: 0, max: 99 }),
    name: fc.integer({ min: 1, max: count }),
  });
  return fc
    .record({
      digest: fc.constant(digest),
      answers: fc.uniqueArray(answer, { minLength: 1, maxLength: 6, selector: ({ place: at }) => at }),
      dialect: fc.constantFrom(...dialects),
      tongue: fc.constantFrom(...tongues),
      deleted: fc.oneof(
        fc.constant<number[]>([]),
        fc.uniqueArray(fc.integer({ min: 1, max: count }), { maxLength: count }),
      ),
      rewrap: fc.option(fc.integer({ min: 45, max: 90 })),
      truncated: fc.oneof(
        { weight: 4, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 6 }) },
      ),
    })
    .map(({ answers, truncated, ...rest }) => ({
      ...rest,
      truncated:
        clearEnd(answers, count) && (rest.deleted.length === 0 || answers.every(({ place: at }) => at >= 0))
          ? truncated
          : 0,
      answers: answers.map(({ place: at, words, twist, name }, i) =>
        named(at, `${words} ${mark(i, words)}`.trim(), twist, name),
      ),
    }));
});

/** With the footer cut away, nobody could tell an answer to the last item from a remark on all of it. */
function clearEnd(answers: { place: number }[], count: number): boolean {
  return (
    !answers.some(({ place }) => place === -1) || (answers.every(({ place }) => place <= 0) && count > 1)
  );
}

/** Makes every answer different, so that a test can find it again. */
function mark(i: number, words: string): string {
  return words.length < 8
    ? ""
    : (["", "Really.", "Warmly yours", "(by the way)", "as ever", "indeed"][i] ?? "");
}

function named(place: number, plain: string, twist: number, name: number): MadeAnswer {
  const early = twist % 4 === 0;
  const words =
    twist % 5 === 0 && (place !== 0 || twist > 40)
      ? `${plain}\n\nOne more thing, dear friends: ${plain.slice(-6)} ${place}`
      : plain;
  if (place !== 0 || twist > 40) return { place, words, named: null, early };
  return { place, words: twist < 20 ? `${name}: ${words}` : `#${name} ${words}`, named: name, early };
}

/** A paragraph of the reply: the reader's own, or quoted from the digest. */
interface Row {
  own: boolean;
  text: string;
  id?: string;
  href?: string;
  heading?: boolean;
}

/** The reply as its author's program would write it: a raw message. */
export function renderReply(reply: Reply): Uint8Array {
  const rows = bodyRows(reply);
  const top = reply.answers
    .filter((answer) => answer.place === 0)
    .flatMap((answer) => answer.words.split("\n\n"));
  const { text, html } = render[reply.dialect](reply, top, rows);
  const headers = [
    "From: Bo Lind <bo@lind.example>",
    "To: Kiln Circle <kiln@kiln.example>",
    "Subject: Re: Kiln Circle",
    "Message-ID: <a1@lind.example>",
    "MIME-Version: 1.0",
  ];
  const part = (type: string, body: string) =>
    `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body.replaceAll("\n", "\r\n")}\r\n`;
  if (html === null) return Buffer.from(`${headers.join("\r\n")}\r\n${part("text/plain", text)}`);
  return Buffer.from(
    `${headers.join("\r\n")}\r\nContent-Type: multipart/alternative; boundary="b1"\r\n\r\n--b1\r\n${part("text/plain", text)}--b1\r\n${part("text/html", html)}--b1--\r\n`,
  );
}

function bodyRows({ digest, answers, deleted, truncated }: Reply): Row[] {
  const at = (place: number, early: boolean): Row[] =>
    answers
      .filter((answer) => answer.place === place && answer.early === early)
      .flatMap((answer) => answer.words.split("\n\n").map((text) => ({ own: true, text })));
  const gone = new Set(deleted.filter((number) => !answers.some((answer) => answer.place === number)));
  const rows: Row[] = digest.opening.map((text) => ({ own: false, text }));
  for (const { item, paragraphs } of digest.items) {
    if (gone.has(item.number)) continue;
    const [heading = "", first = "", ...rest] = itemParagraphs(item, paragraphs);
    rows.push({ own: false, text: heading, id: item.htmlId, heading: true }, { own: false, text: first });
    rows.push(...at(item.number, true));
    for (const text of rest) {
      rows.push(
        text.startsWith("Answer this")
          ? { own: false, text, href: `mailto:${item.addresses[0] ?? ""}` }
          : { own: false, text },
      );
    }
    rows.push(...at(item.number, false));
  }
  rows.push(...digest.footer.map((text) => ({ own: false, text })));
  const lastOwn = rows.findLastIndex((row) => row.own);
  const kept = rows.slice(0, Math.max(lastOwn + 1, rows.length - truncated));
  return [...kept, ...at(-1, true), ...at(-1, false)];
}

/** Whether the place of an answer can be known by a person who sees the reply. */
export function isKnowable(reply: Reply, answer: MadeAnswer): boolean {
  if (answer.named !== null || answer.place === 0)
    return answer.place !== 0 || answer.named !== null || quotedItems(reply).length !== 1;
  const rows = bodyRows(reply);
  const own = rows.findIndex((row) => row.own && answer.words.startsWith(row.text));
  const quoteBelow = rows.slice(own + 1).some((row) => !row.own);
  if (answer.place > 0) return quoteBelow || quotedItems(reply).length === 1;
  return reply.truncated === 0;
}

function quotedItems(reply: Reply): number[] {
  const gone = new Set(reply.deleted);
  return reply.digest.items
    .map(({ item }) => item.number)
    .filter((number) => !gone.has(number) || reply.answers.some((answer) => answer.place === number));
}

const attribution: Record<Tongue, string> = {
  en: "On Tue, May 5, 2026 at 9:14 AM Kiln Circle <kiln@kiln.example> wrote:",
  de: "Am Di., 5. Mai 2026 um 09:14 Uhr schrieb Kiln Circle <kiln@kiln.example>:",
  fr: "Le mar. 5 mai 2026 à 09:14, Kiln Circle <kiln@kiln.example> a écrit :",
  es: "El mar, 5 may 2026 a las 9:14, Kiln Circle (<kiln@kiln.example>) escribió:",
  ru: "вт, 5 мая 2026 г. в 09:14, Kiln Circle <kiln@kiln.example>:",
  ja: "2026年5月5日(火) 9:14 Kiln Circle <kiln@kiln.example>:",
};

const labels: Record<Tongue, [string, string, string, string]> = {
  en: ["From", "Sent", "To", "Subject"],
  de: ["Von", "Gesendet", "An", "Betreff"],
  fr: ["De", "Envoyé", "À", "Objet"],
  es: ["De", "Enviado", "Para", "Asunto"],
  ru: ["От", "Отправлено", "Кому", "Тема"],
  ja: ["差出人", "送信日時", "宛先", "件名"],
};

function headerBlock(tongue: Tongue): string[] {
  const [from, sent, to, subject] = labels[tongue];
  return [
    `${from}: Kiln Circle <kiln@kiln.example>`,
    `${sent}: 5 May 2026 09:14`,
    `${to}: Bo Lind <bo@lind.example>`,
    `${subject}: Kiln Circle`,
  ];
}

type Render = (reply: Reply, top: string[], rows: Row[]) => { text: string; html: string | null };

const render: Record<Dialect, Render> = {
  "gmail-web": (reply, top, rows) => ({
    text: markedText(reply, top, rows, 72),
    html: `<div dir="ltr">${own(top)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">${escapeHtml(attribution[reply.tongue])}<br></div>${inBlockquotes(rows, '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">', "m_-4711")}</div>`,
  }),
  "gmail-phone": (reply, top, rows) => ({ text: markedText(reply, top, rows, 76), html: null }),
  "apple-mac": (reply, top, rows) => ({
    text: markedText(reply, top, rows, 10_000),
    html: `<html><body>${own(top)}<br><div><br><blockquote type="cite"><div>${escapeHtml(attribution[reply.tongue])}</div><br></blockquote>${inBlockquotes(rows, '<blockquote type="cite">', "")}</div></body></html>`,
  }),
  "apple-iphone": (reply, top, rows) => ({
    text: `${top.join("\n\n")}\n\nSent from my iPhone\n\n${markedText(reply, [], rows, 10_000)}`,
    html: `<html><body dir="auto">${own(top)}<br id="lineBreakAtBeginningOfSignature"><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">${escapeHtml(attribution[reply.tongue])}<br><br></blockquote></div>${inBlockquotes(rows, '<blockquote type="cite">', "")}</body></html>`,
  }),
  "outlook-desktop": (reply, top, rows) => ({
    text: unmarkedText(reply, top, rows),
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><div class=WordSection1>${top.map(msoParagraph).join("")}<p class=MsoNormal><o:p>&nbsp;</o:p></p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal>${headerBlock(
      reply.tongue,
    )
      .map((line) => `<b>${escapeHtml(line).replace(": ", ":</b> ")}`)
      .join(
        "<br>",
      )}<o:p></o:p></p></div></div>${rows.map((row) => (row.own ? `<p class=MsoNormal><span style='color:#C00000'>${escapeHtml(row.text)}<o:p></o:p></span></p>` : msoParagraph(row.text))).join("<p class=MsoNormal><o:p>&nbsp;</o:p></p>")}</div></body></html>`,
  }),
  "outlook-web": (reply, top, rows) => ({
    text: unmarkedText(reply, top, rows),
    html: `<div style="font-family: Aptos">${own(top)}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">${headerBlock(
      reply.tongue,
    )
      .map((line) => `<b>${escapeHtml(line).replace(": ", ":</b> ")}`)
      .join("<br>")}</font><div>&nbsp;</div></div>${rows.map((row) => quotedHtml(row, "x_")).join("")}`,
  }),
  thunderbird: (reply, top, rows) => ({
    text: markedText(reply, top, rows, 72),
    html: `<body>${own(top)}<div class="moz-cite-prefix">${escapeHtml(attribution[reply.tongue])}<br></div>${inBlockquotes(rows, '<blockquote type="cite" cite="mid:a@b">', "")}</body>`,
  }),
  yahoo: (reply, top, rows) => ({
    text: unmarkedText(reply, top, rows, true),
    html: `<div class="ydp1">${own(top)}</div><div id="yahoo_quoted_1" class="yahoo_quoted"><div>${escapeHtml(attribution[reply.tongue])}</div><div><br></div>${rows.map((row) => quotedHtml(row, "yiv1_")).join("")}</div>`,
  }),
  k9: (reply, top, rows) => ({ text: markedText(reply, top, rows, 72), html: null }),
  "plain-72": (reply, top, rows) => ({ text: brokenText(reply, top, rows), html: null }),
  samsung: (reply, top, rows) => ({
    text: `${top.join("\n\n")}\n\n-------- Original message --------\n${headerBlock(reply.tongue).join("\n")}\n\n${rows.map((row) => row.text).join("\n\n")}`,
    html: null,
  }),
  protonmail: (reply, top, rows) => ({
    text: markedText(reply, top, rows, 10_000),
    html: `<div style="font-family: Arial">${own(top)}</div><div class="protonmail_quote">${escapeHtml(attribution[reply.tongue])}<br><br>${inBlockquotes(rows, '<blockquote class="protonmail_quote" type="cite">', "")}</div>`,
  }),
};

function own(paragraphs: string[]): string {
  return paragraphs.map((text) => `<div>${escapeHtml(text)}</div>`).join("<div><br></div>");
}

function msoParagraph(text: string): string {
  return `<p class=MsoNormal>${escapeHtml(text)}<o:p></o:p></p>`;
}

function quotedHtml(row: Row, prefix: string): string {
  if (row.own) return `<div><br></div><div>${escapeHtml(row.text)}</div><div><br></div>`;
  const body =
    row.href === undefined
      ? escapeHtml(row.text)
      : `Answer this: <a href="${row.href}">${escapeHtml(row.href.replace("mailto:", ""))}</a>`;
  if (row.heading === true) return `<div id="${prefix}${row.id ?? ""}"><h3>${body}</h3></div>`;
  return `<p>${body}</p>`;
}

/** Programs that mark quotes close the quote above an answer and open it again below. */
function inBlockquotes(rows: Row[], opening: string, prefix: string): string {
  const out: string[] = [];
  let open = false;
  for (const row of rows) {
    if (row.own === open) out.push(open ? "</blockquote>" : opening);
    open = !row.own;
    out.push(quotedHtml(row, prefix));
  }
  if (open) out.push("</blockquote>");
  return out.join("");
}

function markedText(reply: Reply, top: string[], rows: Row[], columns: number): string {
  const width = reply.rewrap ?? columns;
  const lines = rows.flatMap((row) =>
    row.own
      ? ["", row.text, ""]
      : [
          ...wrap(row.text, width)
            .split("\n")
            .map((line) => `> ${line}`),
          ">",
        ],
  );
  return `${top.join("\n\n")}\n\n${attribution[reply.tongue]}\n\n${lines.join("\n")}\n`;
}

/** Lines of 72 columns with their mark, wrapped again by a gateway: the rests lose theirs. */
function brokenText(reply: Reply, top: string[], rows: Row[]): string {
  const width = Math.min(reply.rewrap ?? 76, 76);
  const lines = rows.flatMap((row) =>
    row.own
      ? ["", row.text, ""]
      : [
          ...wrap(row.text, 80)
            .split("\n")
            .flatMap((line) => wrap(`> ${line}`, Math.max(width, 60)).split("\n")),
          ">",
        ],
  );
  return `${top.join("\n\n")}\n\n${attribution[reply.tongue]}\n\n${lines.join("\n")}\n`;
}

function unmarkedText(reply: Reply, top: string[], rows: Row[], attributed = false): string {
  const head = attributed ? [attribution[reply.tongue]] : headerBlock(reply.tongue);
  return `${top.join("\n\n")}\n\n${head.join("\n")}\n\n${rows.map((row) => (row.own ? row.text : wrap(row.text, reply.rewrap ?? 10_000))).join("\n\n")}\n`;
}

export function wrap(text: string, columns: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + word.length + 1 > columns) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  lines.push(line);
  return lines.join("\n");
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
