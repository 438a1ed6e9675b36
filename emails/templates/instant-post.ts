import { type DigestPostView, faceOf } from "#emails/templates/digest-views.ts";
import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { eyebrow, link, postPictures, small, talk, title, turn } from "#emails/templates/kit/blocks.ts";
import { formatMoment } from "#emails/templates/kit/dates.ts";
import { cut, excerpt } from "#emails/templates/kit/fit.ts";
import { saidText, withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { MemberLetterProps } from "#emails/templates/letter-props.ts";
import {
  faces,
  inBakery,
  inEnglish,
  inGuild,
  inInk,
  instants,
  memberFooter,
  picture,
} from "#emails/templates/samples/world.ts";
import { wordsIn } from "#emails/templates/words/index.ts";
import { safeHtml } from "#emails/writing/html.ts";

export interface InstantPostProps extends MemberLetterProps {
  /** `url`: where this reader may read the whole thread on the web, if anywhere. */
  thread: { title: string; url: string | null };
  post: DigestPostView;
  /** The first post of its thread carries the thread's title as subject, the others "Re:". */
  isFirst: boolean;
  /** It answers a digest that this reader has: Gmail and Outlook put it there by the same subject only. */
  digestSubject?: string | null;
}

function subjectOf({ thread, isFirst, digestSubject }: InstantPostProps): string {
  if (digestSubject != null) return `Re: ${digestSubject}`;
  return isFirst ? thread.title : `Re: ${thread.title}`;
}

/** One post, at once, for those who asked for that. Its subject is the thread's, so that mail programs thread it. */
export function instantPost(props: InstantPostProps): Draft {
  const all = wordsIn(props.locale);
  const words = all.instantPost;
  const { community, thread } = props;
  const { author, at, text, images } = props.post;
  const said = props.isFirst ? words.newThread(author) : words.reply(author);

  return frameLetter(props, {
    kind: "instant-post",
    fromName: all.via(author, community.name),
    subject: subjectOf(props),
    preheader: `${excerpt(text, 70)} – ${words.preheader(cut(author, 30), cut(community.name, 30))}`,
    rows: [
      eyebrow(said),
      title(thread.title),
      talk({
        face: faceOf(props.post),
        when: `${formatMoment(at, props)}, ${all.by[props.post.via]}`,
        content: safeHtml(props.post.html),
        extra: postPictures(images),
      }),
      turn(words.answer),
      ...(thread.url === null ? [] : [small(link(thread.url, words.thread))]),
      small(words.mute),
    ],
    text: [
      wrapText(thread.title),
      wrapText(`${said}, ${formatMoment(at, props)}:`),
      saidText(text),
      ...images.map(({ url, alt }) =>
        withAddress(alt === "" ? all.noPicture(thread.title) : all.noPicture(alt), url),
      ),
      wrapText(words.answer),
      ...(thread.url === null ? [] : [withAddress(words.thread, thread.url)]),
      wrapText(words.mute),
    ],
  });
}

const glaze = { title: "Glaze tests, second round", url: "https://letters.example/kiln/threads/glaze-tests" };
const said: DigestPostView = {
  id: "p1",
  author: faces.ana.name,
  authorInitials: faces.ana.initials,
  authorColour: faces.ana.colour,
  photoUrl: null,
  at: instants.tuesday,
  via: "mail",
  html: "<p>The third tile came out well: a soft green, no pinholes. I held it at 1,200 degrees for ten minutes.</p><p>The fourth <b>ran off the shelf</b>. Photograph below, as a warning.</p>",
  text: "The third tile came out well: a soft green, no pinholes. I held it at 1,200 degrees for ten minutes.\n\nThe fourth ran off the shelf. Photograph below, as a warning.",
  images: [picture("tiles", 1200, 800, "Four glazed tiles, one of them stuck to the shelf")],
  more: false,
};

export const samples: Record<string, InstantPostProps> = {
  reply: { ...inEnglish, footer: memberFooter, thread: glaze, post: said, isFirst: false },
  first: {
    ...inGuild,
    footer: memberFooter,
    thread: { url: null, title: "Who has a nipping press to lend, for a fortnight in June or perhaps July?" },
    post: { ...said, author: faces.rosalind.name, authorInitials: "RF", via: "web", images: [] },
    isFirst: true,
  },
  "right-to-left": {
    ...inBakery,
    footer: memberFooter,
    thread: { ...glaze, title: "خبز الشعير" },
    post: {
      ...said,
      author: faces.omar.name,
      authorInitials: faces.omar.initials,
      html: "<p>جربت الوصفة أمس، وكانت رائعة.</p>",
      text: "جربت الوصفة أمس، وكانت رائعة.",
      images: [],
    },
    isFirst: false,
  },
  short: {
    ...inInk,
    footer: memberFooter,
    thread: glaze,
    post: {
      ...said,
      html: "<p>Yes.</p>",
      text: "Yes.",
      images: [],
      photoUrl: faces.tom.photoUrl,
      author: faces.tom.name,
    },
    isFirst: false,
  },
};
