import type {
  NewsletterEdition,
  NewsletterItemView,
  NewsletterRecipient,
  PublicPostView,
} from "#emails/templates/newsletter-views.ts";
import {
  faces,
  instants,
  kilnCircle,
  longNamedGuild,
  memberFooter,
  paleBakers,
  picture,
  replyAddress,
} from "#emails/templates/samples/world.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";

/** Issues and the followers who get them, for previews, the contact sheet and the tests. */
export interface NewsletterSample {
  edition: NewsletterEdition;
  recipient: NewsletterRecipient;
}

const page = (path: string): string => `https://letters.example/kiln/${path}`;

const bowl: NewsletterItemView = {
  kind: "showcase",
  id: "s1",
  title: "Ash-glazed bowl",
  maker: faces.mei.name,
  price: "£48",
  stock: "",
  story:
    "Thrown in March, fired with the ash of our own apple tree. It is 22 cm wide and has one small scar, where it leaned on its neighbour.\n\nSafe for the oven; not for the floor.",
  photo: picture("bowl", 1200, 900, "A wide bowl with a green-grey glaze"),
  url: page("showcases/ash-glazed-bowl-1"),
};

const papers: NewsletterItemView = {
  ...bowl,
  id: "s2",
  title: "Eleven marbled endpapers, each from one bath and none of them to be repeated",
  maker: faces.rosalind.name,
  price: null,
  stock: "made to order",
  story: "",
  photo: picture("paper-1", 800, 1200, "Blue and ochre combed paper"),
  url: page("showcases/eleven-marbled-endpapers-2"),
};

const raku: NewsletterItemView = {
  kind: "event",
  id: "e1",
  title: "Raku in the yard",
  startsAt: instants.saturday,
  endsAt: instants.saturdayLater,
  timeZone: "Europe/London",
  place: "Ana’s yard, 4 Potters Row, Bristol",
  story: "We fire from noon, and you may watch. Soup is made. Clothes that may smell of smoke are wise.",
  url: page("events/raku-in-the-yard-1"),
};

const glaze: NewsletterItemView = {
  kind: "thread",
  id: "t1",
  title: "Why does ash make a glaze?",
  posts: [
    said(
      "p1",
      faces.ana,
      instants.monday,
      "Because it is half glass already: potash and lime, and the sand that the tree drank.",
    ),
    said(
      "p2",
      faces.tom,
      instants.tuesday,
      "And because nobody has ever made the same one twice, which is the better reason.",
    ),
  ],
  url: page("threads/why-does-ash-make-a-glaze-1"),
};

const arabic: NewsletterItemView[] = [
  {
    ...bowl,
    id: "s3",
    title: "خبز الشعير",
    maker: faces.omar.name,
    price: "€5",
    story: "خبز من شعير الوادي، يُخبز صباح كل سبت في فرن من الحجر.",
    photo: null,
    url: page("showcases/3"),
  },
  {
    ...glaze,
    id: "t2",
    title: "رماد الزيتون",
    posts: [said("p3", faces.omar, instants.wednesday, "جربت رماد الزيتون، وكانت النتيجة جميلة.")],
    url: page("threads/2"),
  },
];

const long = "A sentence about clay, water, fire, and the patience that is between them. ".repeat(40);
const longStory = "قصة طويلة عن الطين والنار والصبر الذي بينهما. ".repeat(60);

export const samples: Record<string, NewsletterSample> = {
  plain: sample({
    opening: opening(
      "The clay is warm again, and so are we. Come and see what the winter left on our shelves.",
    ),
    items: [bowl, raku, glaze, papers],
  }),
  "right-to-left": sample({ community: paleBakers, items: arabic }),
  empty: sample({
    opening: opening("Nothing new on the shelves this month, but the door is open on Saturdays."),
    items: [],
  }),
  bare: sample({
    community: paleBakers,
    items: [{ ...bowl, title: "خ", story: "", price: null, photo: null }],
  }),
  long: sample({
    community: longNamedGuild,
    opening: opening(long.slice(0, 2_000)),
    items: [
      ...Array.from({ length: 12 }, (_, at) => ({
        ...papers,
        id: `s${at + 10}`,
        story: at % 2 === 0 ? long : longStory,
        photo: picture(`paper-${(at % 2) + 1}`, 1200, 800, long.slice(0, 200)),
      })),
      ...Array.from({ length: 6 }, (_, at) => ({
        ...raku,
        id: `e${at + 10}`,
        story: long,
        place: long.slice(0, 300),
      })),
      ...Array.from({ length: 6 }, (_, at) => ({
        ...glaze,
        id: `t${at + 10}`,
        posts: [
          said("p10", faces.rosalind, instants.monday, long),
          said("p11", faces.omar, instants.tuesday, longStory),
          said("p12", faces.tom, instants.wednesday, "Yes.\n-- \nTom"),
        ],
      })),
    ],
    left: 9,
  }),
};

function sample(
  traits: Partial<NewsletterEdition> & { items: readonly NewsletterItemView[] },
): NewsletterSample {
  const community = { ...(traits.community ?? kilnCircle), archiveUrl: page("newsletters") };
  return {
    edition: {
      key: "newsletter:7",
      number: 7,
      date: instants.wednesday,
      timeZone: "Europe/London",
      opening: null,
      left: 0,
      url: page("newsletters/7"),
      followUrl: page("follow"),
      ...traits,
      community,
    },
    recipient: {
      to: { name: "Petra Novak", address: "petra@home.example" },
      since: memberFooter.joinedAt,
      replyTo: `${community.slug}+owner@${community.domain}`,
      messageId: writeMessageId("newsletter:7", "petra@home.example", community.domain),
      envelopeFrom: replyAddress("b", community.slug),
      preferencesUrl: memberFooter.preferencesUrl,
      unsubscribeUrl: memberFooter.unsubscribeUrl,
      unsubscribeMailto: memberFooter.unsubscribeMailto,
    },
  };
}

function opening(text: string): { html: string; text: string } {
  return { html: `<p>${text}</p>`, text };
}

function said(id: string, face: PublicPostView["face"], at: Date, text: string): PublicPostView {
  return { id, face, at, text };
}
