import { expect, test } from "vitest";
import { readShowcaseReply } from "#emails/reading/showcase-reply.ts";
import { findTags, readShowcaseWords } from "#emails/reading/showcase-words.ts";

const today = new Date("2026-11-24T12:00:00Z");

test.each([
  ["It is 45 €.", "45 EUR"],
  ["45€", "45 EUR"],
  ["€ 45,50 for the pair", "45,50 EUR"],
  ["I ask £48 for it", "48 GBP"],
  ["Sie kostet 48,50 Euro.", "48,50 EUR"],
  ["1.250,00 EUR", "1.250,00 EUR"],
  ["CHF 1'250.-", "1'250 CHF"],
  ["Elle coûte 1 250 €", "1250 EUR"],
  ["Cuesta 30 euros", "30 EUR"],
  ["Price: 40", "40"],
  ["Preis: 40 €\nDie alte kostete 60 €", "40 EUR"],
  ["Prix : 35 €", "35 EUR"],
  ["Precio: 20,50 USD", "20,50 USD"],
  ["45 – 60 cm high, 3 litres", null],
  ["The large one is 60 €, the small one 40 €", null],
  ["fired at 1240 degrees in 2025", null],
])("“%s” costs %s", (text, price) => {
  expect(readShowcaseWords(text).price).toBe(price);
});

test.each([
  ["Three left.", { kind: "count", left: 3 }],
  ["There are 12 left of them", { kind: "count", left: 12 }],
  ["Only two left", { kind: "count", left: 2 }],
  ["Es sind noch drei da.", { kind: "count", left: 3 }],
  ["noch 4 Stück", { kind: "count", left: 4 }],
  ["Ein Einzelstück aus Nussbaum", { kind: "count", left: 1 }],
  ["Il en reste trois", { kind: "count", left: 3 }],
  ["il reste 2 pièces", { kind: "count", left: 2 }],
  ["Quedan dos", { kind: "count", left: 2 }],
  ["made to order", { kind: "made-to-order" }],
  ["Auf Bestellung, etwa drei Wochen", { kind: "made-to-order" }],
  ["sur commande", { kind: "made-to-order" }],
  ["por encargo", { kind: "made-to-order" }],
  ["Sold.", { kind: "sold" }],
  ["The one I sold last week was larger", null],
  ["I turned left at the mill", null],
])("“%s”: stock", (text, stock) => {
  expect(readShowcaseWords(text).stock).toEqual(stock);
});

test("lines that tell nothing but facts leave the story; what stands in a sentence stays in it", () => {
  const words = readShowcaseWords(
    "Thrown in March, fired with the ash of our apple tree.\nTwo of them went to Bea for 30 minutes.\n\n45 €, three left\n#walnut #ash-glaze",
  );
  expect(words).toEqual({
    story: "Thrown in March, fired with the ash of our apple tree.\nTwo of them went to Bea for 30 minutes.",
    price: "45 EUR",
    prices: ["45 EUR"],
    stock: { kind: "count", left: 3 },
    tags: ["walnut", "ash-glaze"],
  });
  expect(readShowcaseWords("A bowl for 45 €, of #walnut.").story).toBe("A bowl for 45 €, of #walnut.");
});

test("a tag has a letter; numbers of items and addresses have none", () => {
  expect(findTags("#3 is lovely, see https://example.org/#top and #Töpfern (#año-2026)")).toEqual([
    "Töpfern",
    "año-2026",
  ]);
});

test.each([
  ["publish", [{ wish: "publish" }]],
  ["Hi,\n\nplease publish. Thanks!\nAna", [{ wish: "publish" }]],
  ["Veröffentlichen", [{ wish: "publish" }]],
  ["publie-la !", null],
  ["Publier", [{ wish: "publish" }]],
  ["publicar", [{ wish: "publish" }]],
  ["price 40", [{ wish: "price", price: "40" }]],
  ["Preis: 42,50 €", [{ wish: "price", price: "42,50 EUR" }]],
  ["prix 40 €\npublier", [{ wish: "price", price: "40 EUR" }, { wish: "publish" }]],
  ["no price", [{ wish: "price", price: null }]],
  ["title: Blue bowl", [{ wish: "title", title: "Blue bowl" }]],
  [
    "Titel: Blaue Schale\nnoch zwei",
    [
      { wish: "title", title: "Blaue Schale" },
      { wish: "stock", stock: { kind: "count", left: 2 } },
    ],
  ],
  ["titre : Bol bleu", [{ wish: "title", title: "Bol bleu" }]],
  [
    "story: One line.\nAnother one, price 40.",
    [{ wish: "story", story: "One line.\nAnother one, price 40." }],
  ],
  ["tags: walnut, ash glaze", [{ wish: "tags", tags: ["walnut", "ash glaze"] }]],
  ["#walnut #bowl", [{ wish: "tags", tags: ["walnut", "bowl"] }]],
  ["swap photo 2", [{ wish: "swap-photo", place: 2 }]],
  ["Foto 2 tauschen", [{ wish: "swap-photo", place: 2 }]],
  ["remplacer la photo 3", [{ wish: "swap-photo", place: 3 }]],
  ["cambiar la foto 1", [{ wish: "swap-photo", place: 1 }]],
  [
    "remove photo 2\nphoto 3 first",
    [
      { wish: "drop-photo", place: 2 },
      { wish: "photo-first", place: 3 },
    ],
  ],
  ["sold", [{ wish: "stock", stock: { kind: "sold" } }]],
  ["verkauft!", [{ wish: "stock", stock: { kind: "sold" } }]],
  ["two left", [{ wish: "stock", stock: { kind: "count", left: 2 } }]],
  ["back in stock", [{ wish: "stock", stock: { kind: "available" } }]],
  ["wieder da", [{ wish: "stock", stock: { kind: "available" } }]],
  ["de nouveau disponible", [{ wish: "stock", stock: { kind: "available" } }]],
  ["stock: 5", [{ wish: "stock", stock: { kind: "count", left: 5 } }]],
  ["archive", [{ wish: "archive" }]],
  ["verwerfen", [{ wish: "archive" }]],
  ["What a lovely bowl!", null],
  ["I think the price 40 is too low", null],
  ["40", null],
  ["publish\nor should I wait for the market?", null],
  ["", null],
])("“%s” asks for %j", (text, wishes) => {
  expect(readShowcaseReply(text, today)).toEqual(wishes);
});

test("a megabyte of digits, signs and marks is read in a moment and is no price", () => {
  for (const piece of ["1 ", "1,", "€", "#", "noch ", "1.250.", "(#"]) {
    expect(readShowcaseWords(piece.repeat(150_000)).price).toBeNull();
  }
});
