import { type DigestPostView, faceOf } from "#emails/templates/digest-views.ts";
import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { eyebrow, type Face, postPictures, small, talk, title, turn } from "#emails/templates/kit/blocks.ts";
import { formatMoment } from "#emails/templates/kit/dates.ts";
import { cut } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { MemberLetterProps } from "#emails/templates/letter-props.ts";
import {
  faces,
  inBakery,
  inEnglish,
  inGuild,
  instants,
  memberFooter,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { safeHtml } from "#emails/writing/html.ts";
import type { Locale } from "#emails/writing/locale.ts";

export interface ThreadLetterProps extends MemberLetterProps {
  title: string;
  /** The oldest first. */
  posts: readonly DigestPostView[];
  /** How many older ones there was no room for. */
  omitted: number;
}

const words: Record<
  Locale,
  { said: string; preheader: (name: string) => string; omitted: (count: number) => string }
> = {
  en: {
    said: "The whole thread, as you asked",
    preheader: (name) => `Everything that was said there, as you asked, from ${name}`,
    omitted: (count) => (count === 1 ? "One older post is left out." : `${count} older posts are left out.`),
  },
  de: {
    said: "Das ganze Gespräch, wie gewünscht",
    preheader: (name) => `Alles, was in diesem Gespräch gesagt wurde, von ${name}`,
    omitted: (count) =>
      count === 1 ? "Ein älterer Beitrag fehlt hier." : `${count} ältere Beiträge fehlen hier.`,
  },
  fr: {
    said: "Toute la conversation, à votre demande",
    preheader: (name) => `Tout ce qui s'est dit dans cette conversation, de ${name}`,
    omitted: (count) =>
      count === 1 ? "Un message plus ancien manque ici." : `${count} messages plus anciens manquent ici.`,
  },
  es: {
    said: "La conversación entera, como pediste",
    preheader: (name) => `Todo lo que se dijo en esta conversación, de ${name}`,
    omitted: (count) =>
      count === 1 ? "Falta aquí un mensaje más antiguo." : `Faltan aquí ${count} mensajes más antiguos.`,
  },
};

/** "more 3": all of a thread, for who asked. Its subject is the thread's; an answer goes into it. */
export function threadLetter(props: ThreadLetterProps): Draft {
  const all = wordsIn(props.locale);
  const own = words[props.locale];
  const { posts, omitted } = props;
  const left = omitted === 0 ? null : own.omitted(omitted);

  return frameLetter(props, {
    kind: "thread-letter",
    subject: `Re: ${props.title}`,
    preheader: own.preheader(cut(props.community.name, 40)),
    rows: [
      eyebrow(own.said),
      title(props.title),
      ...(left === null ? [] : [small(left)]),
      ...posts.map((post) =>
        talk({
          face: faceOf(post),
          when: `${formatMoment(post.at, props)}, ${all.by[post.via]}`,
          content: safeHtml(post.html),
          extra: postPictures(post.images),
        }),
      ),
      turn(all.instantPost.answer),
    ],
    text: [
      wrapText(props.title),
      wrapText(own.said),
      left === null ? null : wrapText(left),
      ...posts.flatMap((post) => [
        wrapText(`${post.author}, ${formatMoment(post.at, props)}:`),
        saidText(post.text),
        ...post.images.map(({ url, alt }) => withAddress(all.noPicture(alt === "" ? props.title : alt), url)),
      ]),
      wrapText(all.instantPost.answer),
    ],
  });
}

const said = (id: string, face: Face, text: string): DigestPostView => ({
  id,
  author: face.name,
  authorInitials: face.initials,
  authorColour: face.colour,
  photoUrl: face.photoUrl,
  at: instants.tuesday,
  via: "mail",
  html: `<p>${text}</p>`,
  text,
  images: [],
  more: false,
});

export const samples: Record<string, ThreadLetterProps> = {
  whole: {
    ...inEnglish,
    footer: memberFooter,
    title: "Glaze tests, second round",
    posts: [
      said("p1", faces.ana, "The third tile came out well: a soft green, no pinholes."),
      said("p2", faces.jonas, "Was that with the apple ash or the beech? Mine never gets that soft."),
      said("p3", faces.omar, "جربت رماد الزيتون، وكانت النتيجة جميلة."),
    ],
    omitted: 0,
  },
  long: {
    ...inGuild,
    footer: memberFooter,
    title: "Who has a nipping press to lend?",
    posts: [said("p4", faces.rosalind, "I have, from the first of June on.")],
    omitted: 41,
  },
  short: {
    ...inBakery,
    footer: memberFooter,
    title: "Rye",
    posts: [said("p5", faces.tom, "Yes.")],
    omitted: 1,
  },
};
