import type { Draft } from "#emails/templates/draft.ts";
import { frameLetter } from "#emails/templates/frame-letter.ts";
import { button, facts, paragraph, small, title } from "#emails/templates/kit/blocks.ts";
import { formatDeadline } from "#emails/templates/kit/dates.ts";
import { fitSubject } from "#emails/templates/kit/fit.ts";
import { withAddress, wrapText } from "#emails/templates/kit/plain.ts";
import type { LetterProps } from "#emails/templates/letter-props.ts";
import { inBakery, inEnglish, inGuild, instants, token } from "#emails/templates/samples/world.ts";
import { wordsIn, type Words } from "#emails/templates/words/index.ts";

export interface ExportReadyProps extends LetterProps {
  what: keyof Words["exportReady"]["kinds"];
  octets: number;
  url: string;
  expiresAt: Date;
}

/** What was asked for is packed, and can be fetched for a while. */
export function exportReady(props: ExportReadyProps): Draft {
  const words = wordsIn(props.locale).exportReady;
  const body = words.body(words.kinds[props.what], props.community.name);
  const lines = [
    { label: words.size, value: formatSize(props.octets, props.locale) },
    { label: words.until, value: formatDeadline(props.expiresAt, props) },
  ];

  return frameLetter(props, {
    kind: "export-ready",
    subject: fitSubject(words.subject, props.community.name),
    preheader: words.preheader,
    rows: [
      title(words.title),
      paragraph(body),
      facts(lines),
      button(props.url, words.button),
      small(words.careful),
    ],
    text: [
      wrapText(words.title),
      wrapText(body),
      lines.map(({ label, value }) => wrapText(`${label}: ${value}`, "", "  ")).join("\n"),
      withAddress(words.button, props.url),
      wrapText(words.careful),
    ],
  });
}

function formatSize(octets: number, locale: string): string {
  const isSmall = octets < 1_000_000;
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: isSmall ? "kilobyte" : "megabyte",
    maximumFractionDigits: 1,
  });
  return format.format(octets / (isSmall ? 1_000 : 1_000_000));
}

const url = `https://letters.example/exports/${token("t")}`;

export const samples: Record<string, ExportReadyProps> = {
  person: { ...inEnglish, what: "person", octets: 48_200, url, expiresAt: instants.saturday },
  archive: { ...inGuild, what: "archive", octets: 73_400_000, url, expiresAt: instants.saturday },
  members: { ...inBakery, what: "members", octets: 900, url, expiresAt: instants.saturday },
};
