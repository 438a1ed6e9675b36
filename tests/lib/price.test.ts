import { expect, test } from "vitest";
import { editablePrice, formatPrice, parsePrice } from "#app/lib/price.ts";

test.each([
  ["48", 4800, "EUR"],
  ["48 €", 4800, "EUR"],
  ["€48.50", 4850, "EUR"],
  ["48,5 EUR", 4850, "EUR"],
  ["1.250,00 €", 125000, "EUR"],
  ["CHF 1'250.00", 125000, "CHF"],
  ["£ 12", 1200, "GBP"],
  ["1,250", 125000, "EUR"],
  ["¥3000", 3000, "JPY"],
  ["25,-", 2500, "EUR"],
])("“%s” is a price", (text, priceMinor, currency) => {
  expect(parsePrice(text)).toEqual({ priceMinor, currency });
});

test.each(["", "ask me", "48 bowls", "€48 EUR", "-5", "12 xyz", "99999999999"])(
  "“%s” is no price",
  (text) => {
    expect(parsePrice(text)).toBeNull();
  },
);

test("cents are told only where there are some", () => {
  expect(formatPrice(4800, "EUR")).toBe("€48");
  expect(formatPrice(4850, "EUR")).toBe("€48.50");
  expect(formatPrice(3000, "JPY")).toBe("¥3,000");
  expect(formatPrice(125000, "EUR", "de")).toBe("1.250\u00a0€");
});

test("a price field holds what can be read again", () => {
  expect(parsePrice(editablePrice(4850, "EUR"))).toEqual({ priceMinor: 4850, currency: "EUR" });
  expect(editablePrice(4800, "EUR")).toBe("48");
});
