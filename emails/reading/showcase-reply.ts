import { readCommand } from "#emails/reading/commands.ts";
import { findStock, findTags, readPriceAlone, type ShowcaseStock } from "#emails/reading/showcase-words.ts";

/** One thing that a maker wants with their showcase. */
export type ShowcaseWish =
  | { wish: "publish" }
  /** A draft is dropped, what hangs is taken off the wall. */
  | { wish: "archive" }
  | { wish: "title"; title: string }
  | { wish: "story"; story: string }
  /** null: no price is told any more. */
  | { wish: "price"; price: string | null }
  | { wish: "stock"; stock: ShowcaseStock }
  | { wish: "tags"; tags: string[] }
  | { wish: "swap-photo" | "drop-photo" | "photo-first"; place: number };

/**
 * What the answer to a showcase's card asks for, in English, German, French or Spanish, a line each. null when a line is
 * nothing of this: then all of it is words, not wishes.
 */
export function readShowcaseReply(text: string, today: Date): ShowcaseWish[] | null {
  const lines = text
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => line.trim());
  const wishes: ShowcaseWish[] = [];
  for (const [at, line] of lines.entries()) {
    if (line === "") continue;
    const story = storyLabel.exec(line);
    if (story) {
      const words = [line.slice(story[0].length), ...lines.slice(at + 1)].join("\n").trim();
      return words === "" ? null : [...wishes, { wish: "story", story: words }];
    }
    const wish = readLine(line, today);
    if (wish) wishes.push(wish);
    else if (!isManners(line)) return wholeAsOne(text, today);
  }
  return wishes.length > 0 ? wishes : wholeAsOne(text, today);
}

/** "Hi, please publish. Thanks, Ana": the manners around one word are known to the reader of commands. */
function wholeAsOne(text: string, today: Date): ShowcaseWish[] | null {
  const wish = ofCommand(text, today);
  return wish ? [wish] : null;
}

const storyLabel =
  /^(?:story|text|geschichte|beschreibung|histoire|texte|description|historia|texto|descripción)\s*:\s*/iu;
const titleLabel = /^(?:title|titel|titre|título|titulo)\s*[:=]\s*(?=\S)/iu;
const tagsLabel = /^(?:tags?|schlagw(?:ort|orte|örter)|mots?[- ]clés?|etiquetas?)\s*[:=]\s*(?=\S)/iu;
const priceLabel = /^(?:the |der |le |el )?(?:price|preis|prix|precio)(?: is| ist| est| es)?\s*[:=]?\s*/iu;
const stockLabel = /^(?:stock|bestand|vorrat|existencias)\s*[:=]\s*/iu;
const noPrice = /^(?:(?:no|without a?|kein(?:en)?|ohne|sans|aucun|sin)\s*(?:price|preis|prix|precio))$/iu;

const publish =
  /^(?:publish(?: it)?|ok(?:ay)?|yes|post it|looks good|veröffentlichen|veröffentliche(?: es)?|bitte veröffentlichen|zeigen|ja|passt|publier|publiez|publie(?:-la|-le)?|oui|d'accord|publicar|publica|publícalo|publícala|sí|si|vale)[.!]*$/iu;
const archive =
  /^(?:archive(?: it)?|drop(?: it)?|discard(?: it)?|take (?:it )?down|delete(?: it)?|archivieren|archiviere(?: es)?|verwerfen|abhängen|löschen|archiver|archivez|retirer|jeter|supprimer|archivar|archiva|descartar|quitar|borrar)[.!]*$/iu;

const photo = "(?:the |das |die |la |el )?(?:photo|picture|image|foto|bild|imagen)";
const place = "(?:no\\.? |number |nr\\.? |nummer |n° ?|numéro |número )?(\\d{1,2})";
const photoWishes: readonly (readonly [RegExp, "swap-photo" | "drop-photo" | "photo-first"])[] = [
  [
    new RegExp(
      `^(?:swap|replace|change|remplacer|remplace|échanger|changer|cambiar|cambia|reemplazar|tausche|ersetze) ${photo} ${place}[.!]*$`,
      "iu",
    ),
    "swap-photo",
  ],
  [new RegExp(`^${photo} ${place} (?:tauschen|austauschen|ersetzen)[.!]*$`, "iu"), "swap-photo"],
  [
    new RegExp(
      `^(?:remove|drop|delete|without|enlever|enlève|retirer|supprimer|quitar|quita|entferne|ohne|sans|sin) ${photo} ${place}[.!]*$`,
      "iu",
    ),
    "drop-photo",
  ],
  [new RegExp(`^${photo} ${place} (?:entfernen|löschen|weglassen)[.!]*$`, "iu"), "drop-photo"],
  [
    new RegExp(
      `^(?:show |zeige |montrer |mostrar )?${photo} ${place} (?:first|zuerst|en premier|primero|primera)[.!]*$`,
      "iu",
    ),
    "photo-first",
  ],
];

function readLine(line: string, today: Date): ShowcaseWish | null {
  const title = titleLabel.exec(line);
  if (title) return { wish: "title", title: line.slice(title[0].length) };
  const tags = tagsLabel.exec(line);
  if (tags) return { wish: "tags", tags: tagsIn(line.slice(tags[0].length)) };
  for (const [pattern, wish] of photoWishes) {
    const at = Number(pattern.exec(line)?.[1]);
    if (at > 0) return { wish, place: at };
  }
  if (publish.test(line)) return { wish: "publish" };
  if (archive.test(line)) return { wish: "archive" };
  return readPrice(line) ?? readStock(line) ?? tagsAlone(line) ?? ofCommand(line, today);
}

function readPrice(line: string): ShowcaseWish | null {
  if (noPrice.test(line.replace(/[.!]$/, ""))) return { wish: "price", price: null };
  const label = priceLabel.exec(line);
  const rest = label ? line.slice(label[0].length) : line;
  if (label && /^(?:none|keiner|aucun|ninguno|-|–)$/iu.test(rest)) return { wish: "price", price: null };
  const price = readPriceAlone(rest);
  // A bare number is no price: it may be anything.
  if (price === null || (!label && !/\s[A-Z]{3}$/.test(price))) return null;
  return { wish: "price", price };
}

function readStock(line: string): ShowcaseWish | null {
  const label = stockLabel.exec(line);
  const rest = label ? line.slice(label[0].length) : line;
  const digits = label ? /^(\d{1,4})$/.exec(rest)?.[1] : undefined;
  if (digits !== undefined) {
    const left = Number(digits);
    return { wish: "stock", stock: left === 0 ? { kind: "sold" } : { kind: "count", left } };
  }
  const found = findStock(rest);
  const isAll = found && rest.replace(found.words, "").replace(/[\s.!,]/g, "") === "";
  return isAll ? { wish: "stock", stock: found.stock } : null;
}

function tagsAlone(line: string): ShowcaseWish | null {
  const tags = findTags(line);
  const rest = tags.reduce((left, tag) => left.replace(`#${tag}`, ""), line);
  return tags.length > 0 && rest.replace(/[\s,;.]/g, "") === "" ? { wish: "tags", tags } : null;
}

function tagsIn(words: string): string[] {
  return words
    .split(/[,;]|\s(?=#)/)
    .map((tag) => tag.replace(/^[#\s]+|\s+$/g, ""))
    .filter(Boolean);
}

function ofCommand(text: string, today: Date): ShowcaseWish | null {
  const command = readCommand(text, today);
  if (command?.name === "approve" || command?.name === "ok") return { wish: "publish" };
  if (command?.name === "reject") return { wish: "archive" };
  return command?.name === "sold" ? { wish: "stock", stock: { kind: "sold" } } : null;
}

const manners =
  /^(?:hi|hello|hey|hallo|bonjour|salut|hola|thanks?(?: you)?|many thanks|danke|vielen dank|merci|gracias|please|bitte|s'il (?:te|vous) plaît|por favor|best|cheers|lg|viele grüße|liebe grüße)(?:[ ,]+\p{Lu}[\p{L}'’-]*)?\s*[,.!]*$/iu;

function isManners(line: string): boolean {
  return manners.test(line) || /^\p{Lu}[\p{Ll}'’-]{1,20}$/u.test(line);
}
