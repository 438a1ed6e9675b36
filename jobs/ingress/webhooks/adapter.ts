import type { OpenIngress } from "#app/models/ingress.ts";
import type { DeliveryNews } from "#app/models/delivery-news.ts";

/** One request as it came: nothing in it is believed before its adapter has checked who sent it. */
export interface Posted {
  contentType: string;
  /** A header's value, or "". */
  header(name: string): string;
  query: URLSearchParams;
  body: Buffer;
}

export interface PostedMail {
  envelopeFrom: string;
  recipients: readonly string[];
  raw: Uint8Array;
}

/** What a provider had to say. `mails` are messages for us, `news` what became of letters of ours. */
export interface Told {
  mails: readonly PostedMail[];
  news: readonly DeliveryNews[];
}

/** @throws WebhookRefusal */
export type Adapter<Kind extends OpenIngress["kind"]> = (
  posted: Posted,
  settings: Extract<OpenIngress, { kind: Kind }>["settings"],
) => Promise<Told> | Told;

/**
 * 401: it is not from whom it says. 406: from them, and of no use (providers do not try that again). 400: broken.
 * Whatever else goes wrong is answered with 503, and comes again.
 */
export class WebhookRefusal extends Error {
  readonly status: 400 | 401 | 406;

  constructor(status: 400 | 401 | 406, words: string) {
    super(words);
    this.name = "WebhookRefusal";
    this.status = status;
  }
}

/** @throws WebhookRefusal 400 */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new WebhookRefusal(400, "This is no JSON.");
  }
}

/** The fields of a form, `multipart/form-data` (RFC 7578) or urlencoded. @throws WebhookRefusal 400 */
export async function formOf({ contentType, body }: Posted): Promise<Map<string, Buffer>> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { "content-type": contentType },
    }).formData();
    const fields = new Map<string, Buffer>();
    for (const [name, value] of form.entries()) {
      fields.set(
        name,
        Buffer.from(typeof value === "string" ? value : new Uint8Array(await value.arrayBuffer())),
      );
    }
    return fields;
  } catch {
    throw new WebhookRefusal(400, "This form cannot be read.");
  }
}

/** How old a signed time may be, and how far in the future: a recorded request is of no use later. */
const REPLAY_SECONDS = 15 * 60;

/** @throws WebhookRefusal 401 */
export function insistFresh(timestampSeconds: number, at: Date): void {
  if (!(Math.abs(at.getTime() / 1000 - timestampSeconds) <= REPLAY_SECONDS)) {
    throw new WebhookRefusal(401, "This was signed too long ago.");
  }
}
