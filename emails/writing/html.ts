import { dropMarks, slot } from "#emails/writing/slots.ts";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** HTML that may stand in a letter as it is. Only this file makes it, so nothing gets in unescaped by mistake. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

/** HTML of our own, in which every value is escaped unless it is HTML already. */
export function asHtml(strings: TemplateStringsArray, ...values: readonly (Html | string | number)[]): Html {
  const parts = values.map((value) => (value instanceof Html ? value.markup : escapeHtml(String(value))));
  return new Html(strings.map((text, at) => text + (parts[at] ?? "")).join(""));
}

/** HTML that was sanitised before it came here (posts are, when they are filed). */
export function safeHtml(sanitised: string): Html {
  return new Html(dropMarks(sanitised));
}

/** A slot in HTML, to be filled later by a value that is escaped then. */
export function slotHtml(name: string): Html {
  return new Html(slot(name));
}

export function joinHtml(parts: readonly Html[], between = ""): Html {
  return new Html(parts.map(({ markup }) => markup).join(between));
}

/** What a person wrote, as text in HTML or in a quoted attribute. */
export function escapeHtml(text: string): string {
  if (!/[&<>"'\uE000\uE001]/.test(text)) return text;
  return dropMarks(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
