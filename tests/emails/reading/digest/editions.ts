import type { SentDigest } from "#emails/reading/digest-answers.ts";
import {
  compileDigest,
  composeDigest,
  type CompiledDigest,
  type DigestEdition,
  type DigestItemView,
  type DigestPostView,
  type DigestRecipient,
} from "#emails/templates/digest.ts";
import { member } from "#emails/templates/samples/digest-world.ts";
import {
  faces,
  instants,
  kilnCircle,
  picture,
  replyAddress,
  token,
} from "#emails/templates/samples/world.ts";
import { LOCALES, type Locale } from "#emails/writing/locale.ts";

/* Real digests, from the templates that write them: as hard to tell apart as members would make them. */

/** A digest as one member got it, in both parts. */
export interface SentLetter {
  digest: SentDigest;
  text: string;
  html: string;
  count: number;
}

const subjects = [
  "spoons",
  "kiln shelves",
  "wood ash",
  "the loom",
  "market stall",
  "rye bread",
  "letterpress",
  "indigo vat",
  "willow basket",
  "desk lamp",
  "quilt",
  "garden bench",
  "honey",
  "iron gall ink",
  "paper",
  "river clay",
  "oak offcuts",
  "felt",
  "copper wire",
  "beeswax",
];
const deeds = [
  "first batch",
  "second batch",
  "who has some to spare?",
  "for beginners",
  "looking for a home",
  "before the frost",
  "in three sizes",
  "a question",
  "3 for the price of 2",
  "on Saturday",
];
const sentences = [
  "It took most of the winter and two failed attempts before the surface came out the way it should.",
  "Bring gloves and an apron, because the yard will be muddy after all that rain.",
  "The first batch sold within an hour, and there are only four pieces left on the shelf.",
  "Whoever wants to help may come early and leave whenever the work is done.",
  "We tested every shade twice and wrote the results on the board beside the door.",
  "Prices start at twelve, and everything goes to the roof of the workshop.",
  "There is room for nine people, and the train stops a short walk away.",
  "Die ersten beiden Versuche sind gerissen, der dritte steht jetzt bei mir im Regal.",
  "Quien quiera venir puede traer su propio barro y quedarse a cenar con nosotros.",
  "Le four a refroidi toute la nuit, et ce matin presque rien n'avait bougé.",
  "Мы сушили их две недели, и только одна чашка треснула.",
  "三回目の試験でやっときれいな緑色になりました。",
  "جربت رماد الزيتون، وكانت النتيجة جميلة.",
  "My neighbour offered the long table and the lamps that hang above it.",
  "The recipe comes from a notebook that my aunt left in the drawer.",
  "Please tell me what you would change before I order the material.",
  "Yes please, count me in.",
  "Thank you all!",
  "How much would that be?",
];
const people = [faces.ana, faces.jonas, faces.mei, faces.omar, faces.tom, faces.rosalind];

/** Twenty items; the edition's number decides how much they have in common. */
function makeEdition(seed: number): DigestEdition {
  const pick = <T>(list: readonly T[], n: number): T => list[Math.abs(n) % list.length] as T;
  const titles = Array.from({ length: 20 }, (_, i) => {
    // Every third edition tells of a few things over and over.
    const subject = pick(subjects, seed % 3 === 0 ? Math.floor(i / 3) : i * 7 + seed);
    return `${subject[0]?.toUpperCase() ?? ""}${subject.slice(1)}${i % 2 === 0 ? ", " : ": "}${pick(deeds, i + seed)}`;
  });
  const items = titles.map((title, i): DigestItemView => {
    const words = (n: number) => pick(sentences, i * 5 + n * 3 + seed);
    const about = `What ${title.toLowerCase()} taught us is this much: number ${seed * 100 + i} of them is the best so far.`;
    const note = i % 4 === 1 ? `Seen on my own table, and read twice: ${words(9)}` : null;
    if (i % 7 === 3)
      return {
        kind: "showcase",
        id: `s${i}`,
        title,
        maker: pick(people, i).name,
        price: "£48",
        stock: "One of one",
        story: `${about}\n\n${words(1)}`,
        note,
        photo: seed % 2 === 0 ? picture(`work-${i}`, 1200, 900, "The piece on a wooden table") : null,
      };
    if (i % 7 === 5)
      return {
        kind: "event",
        id: `e${i}`,
        title,
        startsAt: instants.saturday,
        endsAt: instants.saturdayLater,
        timeZone: "Europe/London",
        place: "Ana’s yard, 4 Potters Row, Bristol",
        note,
      };
    const quoting = `As it says under [${1 + ((i + 3) % 20)}] ${pick(titles, i + 3)}: ${words(4)}`;
    const list = "1. wedge the clay\n2. throw it\n3. wait";
    const texts = [
      `${about}\n\n${words(1)}`,
      i % 5 === 0 ? quoting : words(2),
      ...(i % 3 === 0 ? [`${words(3)}\n\n${i % 2 === 0 ? list : words(6)}`] : []),
      ...(i % 6 === 0 ? [`[${1 + ((i + 1) % 20)}] ${pick(titles, i + 1)}\n\n${words(7)}`] : []),
    ];
    return {
      kind: "thread",
      id: `t${i}`,
      title,
      note,
      postCount: texts.length + (i % 2),
      posts: texts.map((text, at) => said(`t${i}p${at}`, pick(people, i + at), text)),
    };
  });
  return {
    key: `kiln/generated/${seed}`,
    community: kilnCircle,
    number: 40 + seed,
    date: instants.wednesday,
    openings: [
      {
        id: "o",
        text: `Spring is late, and there is much to tell: ${titles[2] ?? ""}, for one. ${pick(sentences, seed)}\n\nAna`,
        html: `<p>Spring is late, and there is much to tell: ${titles[2] ?? ""}, for one. ${pick(sentences, seed)}</p><p>Ana</p>`,
      },
    ],
    items,
  };
}

function said(id: string, face: (typeof people)[number], text: string): DigestPostView {
  return {
    id,
    author: face.name,
    authorInitials: face.initials,
    authorColour: face.colour,
    photoUrl: face.photoUrl,
    at: instants.tuesday,
    via: "mail",
    html: text
      .split("\n\n")
      .map((words) => `<p>${words.replaceAll("\n", "<br>")}</p>`)
      .join(""),
    text,
    images: [],
    more: false,
  };
}

export const editionCount = 9;
const compiled = new Map<string, Promise<CompiledDigest>>();

/** Editions are compiled once; a member's letter is filled from them. */
export function compiledEdition(seed: number, locale: Locale): Promise<CompiledDigest> {
  const key = `${String(seed)} ${locale}`;
  const known = compiled.get(key) ?? compileDigest(makeEdition(seed), [locale]);
  compiled.set(key, known);
  return known;
}

export async function compileAll(seeds = editionCount): Promise<CompiledDigest[][]> {
  return Promise.all(
    Array.from({ length: seeds }, (_, seed) =>
      Promise.all(LOCALES.map((locale) => compiledEdition(seed, locale))),
    ),
  );
}

/** What a member got who was sent these items of the edition, numbered in this order. */
export function sentLetter(
  compiledDigest: CompiledDigest,
  picks: readonly number[],
  locale: Locale,
  withOpening: boolean,
): SentLetter {
  const { edition } = compiledDigest;
  const chosen = picks.flatMap((at) => edition.items[at] ?? []);
  const recipient: DigestRecipient = {
    ...member(edition),
    locale,
    openingId: withOpening ? "o" : null,
    selection: chosen.map((item) => ({
      itemId: item.id,
      postIds: item.kind === "thread" ? item.posts.map(({ id }) => id) : [],
    })),
    itemAddress: (itemId) => replyAddress(itemId, edition.community.slug),
    itemAnswerUrl: (itemId) => `https://letters.example/answer/${token("a")}${itemId}`,
  };
  const { text, html } = composeDigest(compiledDigest, recipient, instants.wednesday);
  const items = chosen.map((item, at) => ({
    number: at + 1,
    code: String(at + 1),
    title: item.title,
    text: item.kind === "thread" ? item.posts.map((post) => post.text).join("\n\n") : "",
    addresses: [recipient.itemAddress(item.id)],
    htmlId: `item-${at + 1}`,
  }));
  return { digest: { items, text, html }, text, html, count: items.length };
}
