import { type AddressObject, type Attachment, type HeaderLines, simpleParser } from "mailparser";
import type { PostmarkWay } from "#app/lib/ways-out.ts";
import type { Outgoing, Transport } from "#jobs/transport.ts";
import { accepted, type HttpTransportOptions, makeHttpTransport, wordsOf } from "./http-transport.ts";

/** Postmark takes no raw messages: the letter is taken apart into its fields (POST /email), which say the same. */
export function makePostmarkTransport(way: PostmarkWay, options: HttpTransportOptions): Transport {
  return makeHttpTransport(
    way.limits,
    {
      async ask(letter) {
        return {
          url: `${way.endpoint}/email`,
          headers: {
            Accept: "application/json",
            "Content-Type": "application/json",
            "X-Postmark-Server-Token": way.token,
          },
          body: JSON.stringify({
            ...(await fieldsOf(letter)),
            ...(way.stream === null ? {} : { MessageStream: way.stream }),
          }),
        };
      },
      judge(answer) {
        const code = answer.told?.["ErrorCode"];
        if (answer.status === 200 && (code === 0 || code === undefined))
          return accepted(answer, answer.told?.["MessageID"]);
        const response = `${String(code)} ${wordsOf(answer)}`;
        if (code === INACTIVE) return { outcome: "bounced", response, code: "5.1.1" };
        if (answer.status === 413) return { outcome: "bounced", response, code: "5.3.4" };
        return aboutTheLetter.has(Number(code))
          ? { outcome: "bounced", response, code: "5.6.0" }
          : { outcome: "away", response };
      },
    },
    options,
  );
}

/** The recipient bounced hard or complained before: Postmark sends there no more. */
const INACTIVE = 406;
/** Invalid email request, JSON that it cannot read, too many recipients. All else (sender, credit) is about us. */
const aboutTheLetter = new Set([300, 402, 403]);

/** These have fields of their own, or are written anew. */
const written = new Set([
  "from",
  "to",
  "reply-to",
  "subject",
  "date",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
  "dkim-signature",
]);

async function fieldsOf({ envelope, raw }: Outgoing) {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true, skipImageLinks: true });
  const calendars = mail.attachments.map(asAttachment);
  return {
    From: mail.from?.text ?? "",
    To: envelope.to,
    ...(mail.replyTo ? { ReplyTo: addressesOf(mail.replyTo) } : {}),
    Subject: mail.subject ?? "",
    TextBody: mail.text ?? "",
    ...(mail.html === false ? {} : { HtmlBody: mail.html }),
    Headers: [
      ...headersOf(mail.headerLines),
      // Otherwise it writes a Message-ID of its own, and answers would thread under nothing.
      { Name: "X-PM-KeepID", Value: "true" },
    ],
    ...(calendars.length === 0 ? {} : { Attachments: calendars }),
    TrackOpens: false,
    TrackLinks: "None",
  };
}

function headersOf(lines: HeaderLines): { Name: string; Value: string }[] {
  return lines
    .filter(({ key }) => !written.has(key))
    .map(({ line }) => {
      const colon = line.indexOf(":");
      return {
        Name: line.slice(0, colon),
        Value: line
          .slice(colon + 1)
          .replace(/\r?\n\s+/g, " ")
          .trim(),
      };
    });
}

function addressesOf(addresses: AddressObject | AddressObject[]): string {
  return [addresses]
    .flat()
    .map(({ text }) => text)
    .join(", ");
}

function asAttachment({ filename, content, contentType }: Attachment) {
  return {
    Name: filename ?? (contentType === "text/calendar" ? "invitation.ics" : "attachment"),
    Content: content.toString("base64"),
    ContentType: contentType,
  };
}
