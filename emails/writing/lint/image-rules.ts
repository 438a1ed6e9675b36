import type { Element } from "#emails/writing/lint/html-tree.ts";
import type { LintContext, Report } from "#emails/writing/lint/violation.ts";

const IMAGE_OCTETS = 200_000;
const ALL_IMAGES_OCTETS = 800_000;

/** Pictures: ours, of a kind that every program shows, with their size and a word for it, and none too heavy. */
export function lintImages(elements: Element[], context: LintContext, report: Report): void {
  const images = elements.filter(({ name }) => name === "img");
  const hosts = context.webHosts ?? [context.domain];
  let together = 0;
  for (const image of images) {
    const { src = "" } = image.attribs;
    checkImage(image, report);
    const host = /^https?:\/\/([^/:?#]+)/.exec(src)?.[1] ?? "";
    if (!hosts.includes(host)) report("image-ours", src, host);
    const octets = context.imageOctets?.(src);
    if (octets === null) report("image-missing", src, "there is no such picture");
    if ((octets ?? 0) > IMAGE_OCTETS) report("image-200k", src, octets ?? 0);
    together += octets ?? 0;
  }
  if (together > ALL_IMAGES_OCTETS) report("images-800k", "html", together);
}

function checkImage({ attribs }: Element, report: Report): void {
  const place = attribs.src ?? "an image";
  if (attribs.alt === undefined) report("image-alt", place, "nothing");
  if (/\.(?:jpe?g|png)$|^(?:image|img|photo)[\s_-]?\d*$/i.test(attribs.alt ?? ""))
    report("image-alt", place, attribs.alt ?? "");
  const [width, height] = [Number(attribs.width), Number(attribs.height)];
  if (!(width > 0) || !(height > 0))
    report("image-size", place, `${attribs.width ?? "?"} × ${attribs.height ?? "?"}`);
  if (width <= 2 || height <= 2) report("no-tracking-pixel", place, `${width} × ${height}`);
  if (!/^https?:\/\//.test(place) || /\.(?:svg|webp|gif|avif)(?:\?|$)/i.test(place))
    report("image-kind", place, "not a JPEG or PNG of ours");
}
