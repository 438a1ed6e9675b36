import mjml2html from "mjml";

import { parseTemplate, type Template } from "#emails/writing/slots.ts";

/** MJML cannot know that a colour or an address will stand there. */
const SLOT = /\uE000/;

/**
 * MJML to a template of HTML, its slots and groups kept. This is the slow step (tens of milliseconds): done once for
 * a design, never for a letter. Nothing that people wrote passes through here; it comes in by the slots.
 * Throws when MJML finds a mistake in the design. No font is loaded from anyone.
 */
export async function compileTemplate(mjml: string): Promise<Template> {
  const { html, errors } = await mjml2html(mjml, {
    fonts: {},
    validationLevel: "soft",
    keepComments: true,
    minify: true,
    minifyOptions: { minifyCss: false },
  });
  const mistakes = errors
    .map(({ formattedMessage }) => formattedMessage)
    .filter((message) => !SLOT.test(message));
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return parseTemplate(html);
}
