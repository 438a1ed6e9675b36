import type {
  DigestEdition,
  DigestIntroduction,
  DigestItemView,
  DigestPostView,
  DigestRecipient,
} from "#emails/templates/digest-views.ts";
import type { Face, Picture } from "#emails/templates/kit/blocks.ts";
import {
  faces,
  instants,
  kilnCircle,
  longNamedGuild,
  memberFooter,
  paleBakers,
  picture,
  replyAddress,
  token,
} from "#emails/templates/samples/world.ts";

/** Editions and the members who get them, for previews, the contact sheet and the tests. */
export interface DigestSample {
  edition: DigestEdition;
  recipient: DigestRecipient;
}

const glazeTests = thread("t1", "Glaze tests, second round", 6, [
  said(
    "t1a",
    faces.ana,
    instants.monday,
    "The third tile came out well: a soft green, no pinholes. I held it at 1,200 degrees for ten minutes.\n\nThe fourth ran off the shelf. Photograph below, as a warning.",
    [picture("tiles", 1200, 800, "Four glazed tiles, one of them stuck to the shelf")],
  ),
  said(
    "t1b",
    faces.jonas,
    instants.tuesday,
    "Ana, was that with the apple ash or the beech? Mine never gets that soft.",
  ),
  said("t1c", faces.omar, instants.wednesday, "جربت رماد الزيتون، وكانت النتيجة جميلة."),
]);

const bowl: DigestItemView = {
  kind: "showcase",
  id: "s1",
  title: "Ash-glazed bowl",
  maker: faces.mei.name,
  price: "£48",
  stock: "One of one",
  story:
    "Thrown in March, fired with the ash of our own apple tree. It is 22 cm wide and has one small scar, where it leaned on its neighbour.",
  photo: picture("bowl", 1200, 900, "A wide bowl with a green-grey glaze"),
  note: "Seen on my own table: the photograph does not do it justice.",
};

const raku: DigestItemView = {
  kind: "event",
  id: "e1",
  title: "Raku in the yard",
  startsAt: instants.saturday,
  endsAt: instants.saturdayLater,
  timeZone: "Europe/London",
  place: "Ana’s yard, 4 Potters Row, Bristol",
  note: null,
};

const stall = thread("t2", "Market stall on the 23rd: who shares?", 1, [
  said(
    "t2a",
    faces.tom,
    instants.wednesday,
    "I have three metres and need one and a half. Half the fee, and you bring the kettle.",
  ),
]);

const newcomers: DigestItemView = {
  kind: "newcomers",
  id: "n1",
  title: "Petra and Idris have joined",
  people: [
    {
      name: "Petra Novak",
      makes: "Slip-cast lamps, and the moulds for them",
      colour: "#3f6f8f",
      initials: "PN",
    },
    {
      name: "Idris Bello",
      makes: "Begins with hand-building; bakes bread for a living",
      colour: "#7a4f8a",
      initials: "IB",
    },
  ],
};

const opening = {
  id: "o1",
  html: "<p>Spring is late, and the clay is cold. All the better to sit inside and write: there are glazes to argue about, a bowl to envy, and a fire to come to on the sixteenth.</p><p>Bring something warm.</p><p>Ana</p>",
  text: "Spring is late, and the clay is cold. All the better to sit inside and write: there are glazes to argue about, a bowl to envy, and a fire to come to on the sixteenth.\n\nBring something warm.\n\nAna",
};

const introduction: DigestIntroduction = {
  about:
    "We are a few dozen people around two kilns in Bristol. We fire together once a month, lend each other what is heavy, and tell each other what went wrong.",
  memberCount: 24,
  people: [
    { name: "Ana Ferreira", makes: "Tableware, and tiles when it rains", colour: "#9a4a2f", initials: "AF" },
    { name: "Mei Tanaka", makes: "Bowls with the ash of our own trees", colour: "#3f6f8f", initials: "MT" },
    { name: "Tom Oakley", makes: "", colour: "#5b7a3a", initials: "TO" },
  ],
  threads: [
    { title: "Glaze tests, second round", posts: 14, voices: 6 },
    { title: "Market stall on the 23rd: who shares?", posts: 5, voices: 3 },
  ],
};

const everyday: DigestEdition = {
  key: "kiln/digest/12",
  community: kilnCircle,
  number: 12,
  date: instants.wednesday,
  openings: [opening],
  items: [glazeTests, bowl, raku, stall, newcomers],
};

const oneItem: DigestEdition = {
  ...everyday,
  key: "brod/digest/1",
  community: paleBakers,
  number: 1,
  openings: [],
  items: [stall],
};

const fourteen: DigestEdition = { ...everyday, key: "kiln/digest/13", number: 13, items: manyItems() };

const hostile: DigestEdition = {
  ...everyday,
  key: "guild/digest/104",
  community: longNamedGuild,
  number: 104,
  openings: [],
  items: [
    thread(
      "x1",
      'A <b>title</b> with "signs" & an end that nobody foresaw, because whoever wrote it never stopped\uE000=@number\uE001',
      41,
      [
        said(
          "x1a",
          faces.rosalind,
          instants.monday,
          "-- \nNot a signature: https://printers.example/a/very/long/address/which/no/line/of/seventy-two/columns/holds?really=yes",
        ),
      ],
    ),
    { ...raku, id: "x2", title: "معرض الكتب", place: faces.omar.name, note: "<script>alert(1)</script>" },
  ],
};

export const samples: Record<string, DigestSample> = {
  everyday: { edition: everyday, recipient: member(everyday) },
  subset: {
    edition: everyday,
    recipient: {
      ...member(everyday),
      name: faces.omar.name,
      timeZone: "Asia/Kathmandu",
      selection: [
        { itemId: "e1", postIds: [] },
        { itemId: "t1", postIds: ["t1c"] },
      ],
    },
  },
  first: {
    edition: { ...everyday, key: "kiln/digest/14", introduction },
    recipient: { ...member(everyday), name: faces.omar.name, isFirst: true, rsvpAnswer: () => "yes" },
  },
  "one-item": { edition: oneItem, recipient: member(oneItem) },
  fourteen: { edition: fourteen, recipient: member(fourteen) },
  hostile: {
    edition: hostile,
    recipient: { ...member(hostile), name: faces.rosalind.name, timeZone: "America/New_York" },
  },
};

/** A member to whom everything in the edition is new. */
export function member(edition: DigestEdition): DigestRecipient {
  const { slug } = edition.community;
  return {
    ...memberFooter,
    joinedAt: new Date("2025-05-11T10:00:00Z"),
    memberNumber: 7,
    keyVersion: 1,
    name: "Sam",
    to: { name: "Sam Winter", address: "sam@home.example" },
    locale: "en",
    timeZone: "Europe/London",
    openingId: edition.openings[0]?.id ?? null,
    selection: edition.items.map((item) => ({
      itemId: item.id,
      postIds: item.kind === "thread" ? item.posts.map(({ id }) => id) : [],
    })),
    replyAddress: replyAddress("d", slug),
    itemAddress: (itemId) => replyAddress(itemId, slug),
    itemAnswerUrl: (itemId) => `https://letters.example/answer/${token("a")}${itemId}`,
    rsvpUrl: (itemId) => `https://letters.example/rsvp/${token("n")}${itemId}`,
    envelopeFrom: replyAddress("b", slug),
  };
}

function manyItems(): DigestItemView[] {
  const threads = Array.from({ length: 8 }, (_, at) => {
    const name =
      [
        "Kiln shelves, cheap",
        "A wheel that squeaks",
        "Cobalt prices",
        "Clay from the river",
        "Shared studio in June",
        "Cracks at the rim",
        "Photographing white",
        "Packing for the post",
      ][at] ?? "";
    return thread(`m${at}`, name, at === 2 ? 9 : 2, [
      said(
        `m${at}a`,
        faces.jonas,
        instants.monday,
        "I would not throw them away: sanded, and with a coat of wash, they will do another fifty firings. Mine are from the school that closed, and nobody there remembers when they were bought.",
      ),
      said(
        `m${at}b`,
        faces.mei,
        instants.tuesday,
        "That helped, thank you. I will try it on Thursday and tell you.",
      ),
    ]);
  });
  const showcases = Array.from({ length: 3 }, (_, at) => ({
    ...bowl,
    id: `q${at}`,
    title: ["Ash-glazed bowl", "Two jugs, not a pair", "Tall bottle"][at] ?? "",
    photo: picture(`work-${at}`, 1200, [900, 800, 1500][at] ?? 900, "The piece on a wooden table"),
  }));
  return [
    ...threads.slice(0, 3),
    ...showcases,
    ...threads.slice(3),
    raku,
    { ...raku, id: "e2", title: "Open studio" },
    newcomers,
  ];
}

function thread(
  id: string,
  title: string,
  postCount: number,
  posts: DigestPostView[],
): Extract<DigestItemView, { kind: "thread" }> {
  return {
    kind: "thread",
    id,
    title,
    note: null,
    postCount,
    posts,
  };
}

function said(id: string, face: Face, at: Date, text: string, images: Picture[] = []): DigestPostView {
  const html = text
    .split("\n\n")
    .map((words) => `<p>${words}</p>`)
    .join("");
  const { name, initials, colour, photoUrl } = face;
  return {
    id,
    author: name,
    authorInitials: initials,
    authorColour: colour,
    photoUrl,
    at,
    via: "mail",
    html,
    text,
    images,
    more: id === "x1a",
  };
}
