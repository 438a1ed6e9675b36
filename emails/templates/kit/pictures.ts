import { checkedUrl } from "#emails/templates/kit/html-of.ts";
import { DAY, discOf } from "#emails/templates/kit/palette.ts";
import { SANS } from "#emails/templates/kit/styles.ts";
import { asHtml, Html } from "#emails/writing/html.ts";

export interface Picture {
  url: string;
  width: number;
  height: number;
  alt: string;
}

export type Logo = Omit<Picture, "alt">;

export interface Face {
  name: string;
  initials: string;
  colour: string;
  photoUrl: string | null;
}

/** Pictures inside a post: one large, more of them below each other. */
export function postPictures(pictures: readonly Picture[]): Html[] {
  return pictures.map((picture) => asHtml`<div style="margin-top:12px">${image(picture, 504)}</div>`);
}

/** Initials on a soft colour, or the person's photograph. */
export function disc({ name, initials, colour, photoUrl }: Face): Html {
  if (photoUrl !== null) {
    const style = new Html(`display:block;width:36px;height:36px;border-radius:18px;${ALT_TYPE}`);
    return asHtml`<img src="${checkedUrl(photoUrl)}" width="36" height="36" alt="${name}" style="${style}">`;
  }
  const { ground, ink } = discOf(colour);
  const round = `width:36px;height:36px;border-radius:18px;background-color:${ground};color:${ink}`;
  const style = new Html(
    `${round};text-align:center;font-family:${SANS};font-size:13px;line-height:36px;font-weight:600`,
  );
  return asHtml`<div aria-hidden="true" style="${style}">${initials}</div>`;
}

/** The logo before the name at the head of a letter; nothing where a community has none. */
export function smallLogo(logo: Logo | null): Html {
  return logo === null
    ? new Html("")
    : asHtml`<td valign="middle" style="padding-right:14px">${logoImage(logo, 44, 132)}</td>`;
}

/** The logo above the name at the head of a digest. */
export function largeLogo(logo: Logo | null): Html {
  return logo === null
    ? new Html("")
    : asHtml`<div style="padding-bottom:20px">${logoImage(logo, 64, 260)}</div>`;
}

/** As tall and as wide as it may be, in its own proportion. The name stands beside it, so it says nothing itself. */
function logoImage({ url, width, height }: Logo, tall: number, widest: number): Html {
  const wide = Math.min(Math.round((width * tall) / height), widest);
  const high = Math.max(Math.round((height * wide) / width), 3);
  const style = new Html(`display:block;width:${wide}px;height:${high}px;border:0;border-radius:8px`);
  return asHtml`<img src="${checkedUrl(url)}" width="${wide}" height="${high}" alt="" style="${style}">`;
}

/** How the words look that stand where a picture is not loaded. */
const ALT_TYPE = `font-family:${SANS};font-size:14px;line-height:1.4;color:${DAY.quiet}`;

/** In its own proportion, at most so wide. */
export function image({ url, width, height, alt }: Picture, widest: number): Html {
  const shown = Math.min(width, widest);
  const tall = Math.round((height * shown) / width);
  const style = new Html(`display:block;width:100%;max-width:${shown}px;height:auto;border:0;${ALT_TYPE}`);
  return asHtml`<img src="${checkedUrl(url)}" width="${shown}" height="${tall}" alt="${alt}" style="${style}">`;
}
