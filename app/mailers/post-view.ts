import { links } from "#app/lib/links.ts";
import { colourOf, initials } from "#app/lib/names.ts";
import type { DigestPostView } from "#emails/templates/digest-views.ts";
import { htmlOfText } from "#emails/templates/kit/html-of.ts";
import type { EditionPost } from "#app/models/digest/edition.ts";

/** What a post view is made of: both the digest's and the instant letter's reading have it. */
export type ShownPost = Omit<EditionPost, "author"> & {
  author: { id: string; name: string; photoId: string | null };
};

const MOST_PICTURES = 3;
/** As `postPictures` draws them. */
const SHOWN_WIDTH = 640;

/** A post as letters show it; longer than `longest` characters, it is shortened at a word. */
export function postView(post: ShownPost, longest: number): DigestPostView {
  const isLong = post.text.length > longest;
  const text = isLong ? shorten(post.text, longest) : post.text;
  return {
    id: post.id,
    author: post.author.name,
    authorInitials: initials(post.author.name),
    authorColour: colourOf(post.author.id),
    photoUrl: post.author.photoId === null ? null : links.photo(post.author.photoId, 160),
    at: post.createdAt,
    via: post.source === "mail" ? "mail" : "web",
    html:
      isLong || post.html === null || post.html.length > longest * 4 ? htmlOfText(text).markup : post.html,
    text,
    images: post.attachments.slice(0, MOST_PICTURES).map(({ blobId, blob }) => picture(blobId, blob, "")),
    more: isLong,
  };
}

/** A picture of ours at the width that letters show, with its height, so that nothing jumps. */
export function picture(blobId: string, size: { width: number | null; height: number | null }, alt: string) {
  const width = Math.min(size.width ?? SHOWN_WIDTH, SHOWN_WIDTH);
  const height = Math.round((width * (size.height ?? SHOWN_WIDTH * 0.75)) / (size.width ?? SHOWN_WIDTH));
  return { url: links.photo(blobId, 640), width, height, alt };
}

function shorten(text: string, longest: number): string {
  const cut = text.slice(0, longest);
  const whole = /\s/.test(cut) ? cut.replace(/\s+\S*$/, "") : cut.replace(/[\uD800-\uDBFF]$/, "");
  return `${whole} …`;
}
