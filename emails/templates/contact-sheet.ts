import { composeLetter, type Envelope } from "#emails/templates/compose.ts";
import { compileDigest, composeDigest } from "#emails/templates/digest.ts";
import { templateSamples } from "#emails/templates/index.ts";
import { compileNewsletter, composeNewsletter } from "#emails/templates/newsletter.ts";
import { samples as digests } from "#emails/templates/samples/digest-world.ts";
import { samples as newsletters } from "#emails/templates/samples/newsletter-world.ts";
import { instants, replyAddress } from "#emails/templates/samples/world.ts";
import { escapeHtml } from "#emails/writing/html.ts";
import type { Letter } from "#emails/writing/letter.ts";
import type { Locale } from "#emails/writing/locale.ts";
import { LETTER_KINDS, type LetterKind } from "#emails/writing/manners.ts";
import { writeMessageId } from "#emails/writing/message-id.ts";

export interface SampleLetter {
  kind: LetterKind;
  sample: string;
  letter: Letter;
}

/** Every sample of every template as a complete letter, in one language: for the contact sheet and for the linter. */
export async function sampleLetters(locale: Locale): Promise<SampleLetter[]> {
  const letters = await Promise.all(LETTER_KINDS.map((kind) => lettersOf(kind, locale)));
  return letters.flat();
}

/** A page that shows pictures of letters side by side; `file` is a path that the page can load. */
export function contactSheet(
  shots: readonly { name: string; letter: Letter; files: readonly string[] }[],
): string {
  const rows = shots.map(({ name, letter, files }) => {
    const pictures = files.map(
      (file) => `<a href="${escapeHtml(file)}"><img src="${escapeHtml(file)}" loading="lazy" alt=""></a>`,
    );
    const inbox = `<b>${escapeHtml(letter.from.name)}</b> · ${escapeHtml(letter.subject)}`;
    return `<h2>${escapeHtml(name)}</h2><p>${inbox}</p><div>${pictures.join("")}<pre dir="auto">${escapeHtml(letter.text)}</pre></div>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Letters</title>
<style>body{font:16px/1.5 Georgia,serif;margin:32px;background:#ddd6ca;color:#2b2520}h2{margin:32px 0 0}p{margin:0 0 12px}
div{display:flex;gap:16px;align-items:flex-start;overflow-x:auto}img{height:640px;object-fit:cover;object-position:top}
pre{margin:0;padding:16px;width:72ch;flex:none;max-height:608px;overflow-y:auto;background:#fbf8f2;font:13px/1.45 ui-monospace,Menlo,monospace;white-space:pre-wrap;overflow-wrap:anywhere}</style>
<h1>Letters</h1>${rows.join("\n")}</html>`;
}

async function lettersOf(kind: LetterKind, locale: Locale): Promise<SampleLetter[]> {
  if (kind === "digest")
    return Promise.all(Object.keys(digests).map((sample) => digestLetter(sample, locale)));
  if (kind === "newsletter")
    return Promise.all(Object.keys(newsletters).map((sample) => newsletterLetter(sample, locale)));
  const drafts = Object.entries(templateSamples[kind]);
  return Promise.all(
    drafts.map(async ([sample, draw]) => {
      const draft = draw(locale);
      const envelope = sampleEnvelope(`${kind}/${sample}`, draft.community.slug, draft.community.domain);
      return { kind, sample, letter: await composeLetter(draft, envelope) };
    }),
  );
}

async function digestLetter(sample: string, locale: Locale): Promise<SampleLetter> {
  const found = digests[sample];
  if (!found) throw new Error(`No such sample: ${sample}`);
  const compiled = await compileDigest(found.edition, [locale]);
  return {
    kind: "digest",
    sample,
    letter: composeDigest(compiled, { ...found.recipient, locale }, instants.wednesday),
  };
}

async function newsletterLetter(sample: string, locale: Locale): Promise<SampleLetter> {
  const found = newsletters[sample];
  if (!found) throw new Error(`No such sample: ${sample}`);
  const compiled = await compileNewsletter(found.edition, locale);
  const letter = composeNewsletter(compiled, found.recipient, instants.wednesday);
  return { kind: "newsletter", sample, letter };
}

function sampleEnvelope(key: string, slug: string, domain: string): Envelope {
  return {
    to: { name: "Sam Winter", address: "sam@home.example" },
    replyTo: replyAddress("w", slug),
    envelopeFrom: replyAddress("b", slug),
    messageId: writeMessageId(key, 7, domain),
    date: instants.wednesday,
  };
}
