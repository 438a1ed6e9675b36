import { isRefusal } from "#app/lib/refusal.ts";
import type { NewAttachment } from "#app/models/attachment.ts";
import { keepFile, keepImage } from "#app/models/blob.ts";
import { withoutTokens } from "#app/models/leaked-tokens.ts";
import type { ReadAttachment, ReadMessage } from "#emails/reading/parse-message.ts";

export interface KeptAttachments {
  kept: NewAttachment[];
  /** Names of those that are not passed on: of a dangerous type, or too many, or too large. */
  refused: string[];
}

const MOST = 20;
const MOST_OCTETS = 15 * 1024 * 1024;
/** A picture as small as this inside the text is a signature's. */
const SMALL_PICTURE = 16 * 1024;

/** What runs when it is opened, or hides what does. */
const DANGEROUS =
  /\.(?:exe|com|scr|pif|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|msi|msp|msix|appx|jar|app|dmg|pkg|deb|rpm|sh|bash|lnk|url|scf|reg|inf|cpl|dll|sys|iso|img|vhd|vhdx|chm|docm|dotm|xlsm|xltm|xlam|pptm|potm|ppam|one|html?|xhtml|svgz?|swf|apk)$/i;
const DANGEROUS_TYPE =
  /^(?:text\/html|image\/svg\+xml|application\/(?:x-msdownload|x-msdos-program|x-dosexec|java-archive|hta|x-sh|javascript|x-ms-shortcut)|text\/javascript)$/i;

/** Parts of the machinery rather than something somebody attached. */
const MACHINERY =
  /^(?:text\/calendar|application\/(?:ics|pgp-signature|pgp-encrypted|pkcs7-signature|x-pkcs7-signature|ms-tnef)|message\/(?:delivery-status|disposition-notification|feedback-report)|text\/rfc822-headers)$/i;

/** Keeps pictures as pictures of our own making and other files as they came, before anything is written about them. */
export async function keepAttachments({ attachments }: ReadMessage): Promise<KeptAttachments> {
  const result: KeptAttachments = { kept: [], refused: [] };
  for (const attachment of attachments.filter(isMeant)) {
    const filename = attachment.filename || "attachment";
    const fits = result.kept.length < MOST && attachment.content.byteLength <= MOST_OCTETS;
    const blobId = !fits || isDangerous(attachment) ? null : await keep(attachment);
    if (blobId === null) result.refused.push(filename);
    else result.kept.push({ blobId, filename });
  }
  return result;
}

function isMeant({ mediaType, inline, content }: ReadAttachment): boolean {
  if (MACHINERY.test(mediaType) || content.byteLength === 0) return false;
  return !(inline && /^image\//i.test(mediaType) && content.byteLength < SMALL_PICTURE);
}

function isDangerous({ filename, mediaType }: ReadAttachment): boolean {
  return DANGEROUS.test(filename.trim()) || DANGEROUS_TYPE.test(mediaType);
}

/** Mail programs that do not know HEIC send it as bytes of any kind. */
const PICTURE_NAME = /\.(?:heic|heif|hif|jpe?g|png|webp|avif|tiff?|gif)$/i;

/** A picture that cannot be read as one is kept as a file; null: one that would fill the memory of whoever opens it. */
async function keep({ mediaType, filename, content }: ReadAttachment): Promise<string | null> {
  if (/^image\//i.test(mediaType) || PICTURE_NAME.test(filename.trim())) {
    try {
      return (await keepImage(content)).id;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.reason === "picture-too-large") return null;
    }
  }
  return (await keepFile(isReadable(mediaType, filename) ? withoutTheirTokens(content) : content, mediaType))
    .id;
}

function isReadable(mediaType: string, filename: string): boolean {
  return /^(?:text\/|message\/)/i.test(mediaType) || /\.(?:eml|mbox|txt|md|csv|ics)$/i.test(filename.trim());
}

/** A letter of ours that was attached to another. Byte for byte, whatever its charset is. */
function withoutTheirTokens(content: Uint8Array): Uint8Array {
  const bytes = Buffer.from(content);
  const text = bytes.toString("latin1");
  const left = withoutTokens(text);
  // The mark that stands for a token is no letter of every charset.
  return left === text ? bytes : Buffer.from(left.replaceAll("…", "..."), "latin1");
}
