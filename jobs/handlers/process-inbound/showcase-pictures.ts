import { keepPictures } from "#app/models/blob/several.ts";
import type { ReadAttachment, ReadMessage } from "#emails/reading/parse-message.ts";

export interface ShowcasePictures {
  blobIds: string[];
  /** For the card: what was merged, and what could not be read (`refused:IMG_1.heic`). */
  hints: string[];
}

const PICTURE_NAME = /\.(?:heic|heif|hif|jpe?g|png|webp|avif|tiff?|gif)$/i;
/** A picture as small as this inside the text is a signature's. */
const SMALL_PICTURE = 16 * 1024;
const MOST_OCTETS = 25 * 1024 * 1024;
const MOST = 24;

/** The pictures of a maker's mail, in their order, each once. Every other file is named in the hints: it cannot hang. */
export async function takeShowcasePictures({ attachments }: ReadMessage): Promise<ShowcasePictures> {
  const pictures = attachments.filter(isPicture).slice(0, MOST);
  const others = attachments.filter((each) => !isPicture(each) && isFile(each));
  const { kept, merged, refused } = await keepPictures(
    pictures.map(({ filename, content }) => ({ from: filename || "picture", bytes: content })),
  );
  const unread = [...refused, ...others.map(({ filename }) => filename)].map(plainName);
  return {
    blobIds: kept.map(({ blob }) => blob.id),
    hints: [
      ...(merged.length > 0 ? ["merged"] : []),
      ...(unread.length > 0 ? [`refused:${unread.slice(0, 8).join(", ")}`] : []),
    ],
  };
}

function isPicture({ mediaType, filename, inline, content }: ReadAttachment): boolean {
  if (!/^image\//i.test(mediaType) && !PICTURE_NAME.test(filename.trim())) return false;
  if (content.byteLength === 0 || content.byteLength > MOST_OCTETS) return false;
  return !(inline && content.byteLength < SMALL_PICTURE);
}

/** Something that somebody attached, rather than a part of the machinery or a signature's logo. */
function isFile({ filename, inline, mediaType }: ReadAttachment): boolean {
  return filename !== "" && !inline && !/^(?:text\/calendar|application\/(?:pgp|x?-?pkcs7))/i.test(mediaType);
}

function plainName(name: string): string {
  return name.replaceAll(/[\p{Cc}\p{Cf}]/gu, "").slice(0, 80);
}
