import type { Locale } from "#emails/writing/locale.ts";

/** `#` stands for the number. French and Spanish have a form for millions, which is the common one here. */
export interface CountForms {
  one: string;
  other: string;
}

export function countingIn(locale: Locale): (count: number, forms: CountForms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => {
    const form = rules.select(count) === "one" ? forms.one : forms.other;
    return form.replace("#", numbers.format(count));
  };
}
