import { visible } from "#emails/reading/lines.ts";
import { fold } from "#emails/reading/phrases.ts";
import { readWrittenDate } from "#emails/reading/written-dates.ts";

export type Command =
  | { name: "stop" }
  /** `until` as YYYY-MM-DD; null means until further notice. */
  | { name: "pause"; until: string | null }
  | { name: "resume" }
  | { name: "rhythm"; rhythm: "daily" | "weekly" | "monthly" | "instant" | "digest-only" }
  | { name: "mute" }
  | { name: "unmute" }
  | { name: "follow" }
  | { name: "unfollow" }
  | { name: "help" }
  | { name: "who" }
  | { name: "more"; item: number }
  | { name: "undo" }
  | { name: "move"; from: number; to: number }
  | { name: "approve" }
  | { name: "reject" }
  | { name: "ok" }
  | { name: "share" }
  | { name: "sold" }
  | { name: "rsvp"; answer: "yes" | "no" | "maybe"; guests: number };

/**
 * The command, when the whole new text is one: in English, German, French or Spanish, with a greeting, polite words and a
 * name around it. A sentence that merely contains the word is none; a question is none, unless it asks for it.
 */
export function readCommand(newText: string, today: Date): Command | null {
  const text = newText.trim();
  if (text === "" || text.length > 200) return null;
  const rows = text
    .split("\n")
    .map((row) => visible(row).trim())
    .filter((row) => row !== "");
  if (rows.length > 6) return null;
  const bare = withoutManners(withoutLetterRows(rows).join(" "));
  const command = readBare(
    fold(bare.text)
      .replace(/^["'“„«(¡¿]+|["'”“»).!?,;…]+$/g, "")
      .trim(),
    today,
  );
  if (command === null) return null;
  const isAsked = bare.text.includes("?") && !bare.requested;
  return isAsked && command.name !== "help" && command.name !== "who" ? null : command;
}

const polite =
  "please|pls|plz|kindly|thanks|thank you|thank you very much|many thanks|thanks a lot|thanks in advance|thx|cheers|hi|hello|hey|hi there|hello there|hi all|hello all|good morning|good evening|dear all|bitte|bitte sehr|danke|vielen dank|besten dank|danke schön|danke im voraus|hallo|hallo zusammen|guten tag|guten morgen|guten abend|servus|moin|grüezi|s'il vous plaît|s'il te plaît|s'il vous plait|s'il te plait|svp|stp|merci|merci beaucoup|merci d'avance|bonjour|bonsoir|salut|por favor|gracias|muchas gracias|mil gracias|gracias de antemano|hola|hola a todos|buenos días|buenas tardes|buenas|best|regards|best regards|kind regards|best wishes|lg|vg|mfg|gruß|grüße|viele grüße|liebe grüße|schöne grüße|cordialement|bien à vous|saludos|un saludo";
const requests =
  "i'd like to|i would like to|i'd like|i want to|can you|could you|would you|you can|ich möchte|ich würde gerne?|kannst du|könnt ihr|könnten sie|können sie|je voudrais|j'aimerais|pouvez-vous|pourriez-vous|peux-tu|quiero|quisiera|puedes|puede|podrías|podría";
const before = new RegExp(`^(?:${polite})(?![\\p{L}'])[\\s,.!:;–-]*`, "iu");
const after = new RegExp(`[\\s,.!;–-]+(?:${polite})[\\s.!?,;]*$`, "iu");
const request = new RegExp(`^(?:${requests})(?![\\p{L}'])[\\s,:]*`, "iu");
const onlyPolite = new RegExp(`^(?:${polite})[\\s.!,;:–-]*$`, "iu");
/** After a word of thanks or of parting only: "Stop, Ana!" is said to Ana. */
const signed = new RegExp(
  `^(.*[\\s,.!;–-](?:${polite.replace(/[a-zäöüßéèîñíá]/gu, (letter) => `[${letter}${letter.toUpperCase()}]`)})[\\s,.!–-]+)\\p{Lu}[\\p{L}'’.-]*(?:\\s\\p{Lu}[\\p{L}'’.-]*){0,2}[.!]?$`,
  "u",
);
const greeting =
  /^(?:[Hh]i|[Hh]ello|[Hh]ey|[Dd]ear|[Hh]allo|[Ll]iebe[rs]?|[Mm]oin|[Ss]ervus|[Bb]onjour|[Ss]alut|[Cc]her|[Cc]hère|[Hh]ola|[Qq]uerid[oa])\s+\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*)?\s*(?:[,!:–-]\s*|$)/u;

/** Without a row of greeting above, and rows of thanks and names below. */
function withoutLetterRows(rows: readonly string[]): string[] {
  let [from, to] = [0, rows.length];
  while (from < to - 1 && isManners(rows[from] ?? "", greeting)) from++;
  while (to - from > 1 && (isName(rows[to - 1] ?? "") || isManners(rows[to - 1] ?? "", signedRow))) to--;
  return rows.slice(from, to);
}

const signedRow = /^(?:[-–—]\s?)?\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*){0,2}[.!]?$/u;

function isManners(row: string, also: RegExp): boolean {
  const rest = row.replace(also, "").trim();
  return rest === "" || onlyPolite.test(rest);
}

function isName(row: string): boolean {
  return /^[-–—~]?\s?\p{Lu}[\p{L}'’.-]*(?:\s\p{Lu}[\p{L}'’.-]*){0,2}[.!]?$/u.test(row);
}

function withoutManners(line: string): { text: string; requested: boolean } {
  let text = line;
  let requested = false;
  for (let i = 0; i < 8; i++) {
    const signedHere = signed.exec(text)?.[1];
    let next = (signedHere ?? text).replace(greeting, "").replace(before, "").trim();
    next = ` ${next}`.replace(after, (end) => (end.includes("?") ? "?" : "")).trim();
    const asked = next.replace(request, "");
    if (asked !== next) requested = true;
    if (asked === text || asked === "") break;
    text = asked;
  }
  return { text, requested };
}

interface Row {
  pattern: RegExp;
  read: (match: RegExpExecArray, today: Date) => Command | null;
}

/** Every command in the four languages: a new wording is one more alternative, a new command a row. */
const rows: Row[] = [
  {
    pattern:
      /^(?:stop|unsubscribe(?: me)?|stop (?:it|this|all mail|sending|the (?:mails?|emails?|digest))|leave|remove me|sign me off|stopp|abmelden|abbestellen|austragen|kündigen|arrêter|arrête|arrêt|arrêtez|me désinscrire|de me désinscrire|me désabonner|désinscrire|désinscrivez-moi|désabonner|désinscription|parar|alto|darme de baja|dame de baja|baja|cancelar)$/u,
    read: () => ({ name: "stop" }),
  },
  {
    pattern:
      /^(?:pause|pausieren|pausiere|mach pause|pausa|pausar|suspendre|faire une pause|take a break)(?: (?:me|mich|it))?$/u,
    read: () => ({ name: "pause", until: null }),
  },
  {
    pattern:
      /^(?:pause|pausieren|pausiere|pausa|pausar|suspendre)(?: (?:me|mich|it))? (?:until|till|til|for|bis(?: zum| zu)?|für|jusqu'(?:au|à|en)|pendant|pour|hasta(?: el)?|durante|por) (.{1,40})$/u,
    read: (match, today) => pauseUntil(match[1] ?? "", today),
  },
  {
    pattern:
      /^(?:resume|unpause|continue|restart|weiter|fortsetzen|wieder an|reprendre|continuer|reanudar|continuar|seguir)$/u,
    read: () => ({ name: "resume" }),
  },
  {
    pattern:
      /^(?:daily|every day|once a day|täglich|jeden tag|quotidien|chaque jour|tous les jours|diario|diariamente|cada día|todos los días)$/u,
    read: () => ({ name: "rhythm", rhythm: "daily" }),
  },
  {
    pattern:
      /^(?:weekly|every week|once a week|wöchentlich|jede woche|einmal (?:pro|die) woche|hebdomadaire|chaque semaine|toutes les semaines|semanal|semanalmente|cada semana|todas las semanas)$/u,
    read: () => ({ name: "rhythm", rhythm: "weekly" }),
  },
  {
    pattern:
      /^(?:monthly|every month|once a month|monatlich|jeden monat|mensuel|chaque mois|tous les mois|mensual|mensualmente|cada mes|todos los meses)$/u,
    read: () => ({ name: "rhythm", rhythm: "monthly" }),
  },
  {
    pattern:
      /^(?:instant|instantly|every post|each post|all posts|sofort|jede nachricht|jeder beitrag|immédiat|immédiatement|chaque message|inmediato|al instante|cada mensaje)$/u,
    read: () => ({ name: "rhythm", rhythm: "instant" }),
  },
  {
    pattern:
      /^(?:only the digest|digest only|just the digest|only digest|nur (?:die|der|den|das) (?:digest|rundbrief|zusammenfassung)|nur digest|seulement le (?:digest|résumé)|uniquement le (?:digest|résumé)|que le digest|solo el (?:digest|resumen)|sólo el (?:digest|resumen))$/u,
    read: () => ({ name: "rhythm", rhythm: "digest-only" }),
  },
  {
    pattern:
      /^(?:mute|mute (?:this|it|thread|this thread)|stummschalten|stumm|stumm schalten|muet|sourdine|mettre en sourdine|silencio|silenciar)$/u,
    read: () => ({ name: "mute" }),
  },
  {
    pattern:
      /^(?:unmute|unmute (?:this|it|thread|this thread)|stummschaltung aufheben|réactiver|activar|quitar silencio)$/u,
    read: () => ({ name: "unmute" }),
  },
  {
    pattern:
      /^(?:follow|follow (?:this|it|thread|this thread)|folgen|diesem gespräch folgen|suivre|suivre cette conversation|seguir (?:este hilo|esta conversación))$/u,
    read: () => ({ name: "follow" }),
  },
  {
    pattern:
      /^(?:unfollow|unfollow (?:this|it|thread|this thread)|nicht mehr folgen|ne plus suivre|no seguir|dejar de seguir)$/u,
    read: () => ({ name: "unfollow" }),
  },
  {
    pattern: /^(?:help|help me|hilfe|aide|aidez-moi|ayuda|commands|befehle|commandes|comandos|\?)$/u,
    read: () => ({ name: "help" }),
  },
  {
    pattern:
      /^(?:who|who is (?:here|in this|there|in)|who's here|members|wer|wer ist (?:dabei|hier|da)|mitglieder|qui|qui est là|membres|quién|quien|quiénes|quién está|miembros)$/u,
    read: () => ({ name: "who" }),
  },
  {
    pattern:
      /^(?:more|mehr|mehr von|plus|plus de|más|mas) ?(?:from |on |about |zu |sur |sobre )?[#[]?(\d{1,3})\]?$/u,
    read: (match) => ({ name: "more", item: Number(match[1]) }),
  },
  {
    pattern:
      /^(?:undo|undo (?:it|that|this)|take (?:it|that) back|rückgängig|rückgängig machen|zurücknehmen|annuler|défaire|deshacer)$/u,
    read: () => ({ name: "undo" }),
  },
  {
    pattern:
      /^(?:move|verschiebe|verschieben|déplacer|déplace|mover|mueve) [#[]?(\d{1,3})\]? (?:to|before|nach|auf|zu|vers|à|a|en|->|→) [#[]?(\d{1,3})\]?$/u,
    read: (match) => ({ name: "move", from: Number(match[1]), to: Number(match[2]) }),
  },
  {
    pattern:
      /^(?:approve|approved|accept|publish|freigeben|freigegeben|genehmigen|genehmigt|annehmen|approuver|approuvé|accepter|publier|aprobar|aprobado|aceptar|publicar)$/u,
    read: () => ({ name: "approve" }),
  },
  {
    pattern:
      /^(?:reject|rejected|decline|refuse|deny|ablehnen|abgelehnt|verwerfen|refuser|refusé|rejeter|rejeté|rechazar|rechazado|denegar)$/u,
    read: () => ({ name: "reject" }),
  },
  {
    pattern:
      /^(?:ok|okay|o\.k|send|send it|go|go ahead|looks good|schicken|abschicken|passt|in ordnung|envoyer|d'accord|c'est bon|vale|enviar|adelante|de acuerdo)$/u,
    read: () => ({ name: "ok" }),
  },
  { pattern: /^(?:share|teilen|partager|compartir)$/u, read: () => ({ name: "share" }) },
  { pattern: /^(?:sold|sold out|verkauft|vendu|vendido|vendida)$/u, read: () => ({ name: "sold" }) },
  {
    pattern:
      /^(?:yes|yes i'll come|i'll come|i'll be there|coming|i'm in|count me in|ja|ja gerne|ich komme|bin dabei|ich bin dabei|zusage|oui|je viens|j'y serai|je serai là|présent|présente|sí|si|voy|iré|allí estaré)$/u,
    read: () => rsvp("yes", 0),
  },
  {
    pattern:
      /^(?:yes|i'm coming|coming|ja|ich komme|oui|je viens|sí|si|voy)[\s,]*(?:\+|plus|and|und|et|y|mit|with)\s?(\d{1,2}|one|two|three|ein|eine|einer|einem|zwei|drei|un|une|deux|trois|uno|una|dos|tres)(?: (?:guests?|friends?|more|others?|gast|gäste|gästen|personen|invités?|amis?|personnes?|invitados?|personas?|más))?$/u,
    read: (match) => rsvp("yes", countOf(match[1] ?? "0")),
  },
  {
    pattern:
      /^(?:no|no i can't|can't come|i can't come|i can't make it|can't make it|not coming|nein|ich kann nicht|kann leider nicht|leider nicht|absage|non|je ne peux pas|je ne viens pas|no puedo|no voy|no puedo ir)$/u,
    read: () => rsvp("no", 0),
  },
  {
    pattern:
      /^(?:maybe|perhaps|possibly|not sure(?: yet)?|vielleicht|eventuell|peut-être|peut être|quizás|quizá|tal vez|a lo mejor)$/u,
    read: () => rsvp("maybe", 0),
  },
];

function readBare(text: string, today: Date): Command | null {
  for (const row of rows) {
    const match = row.pattern.exec(text);
    if (match === null) continue;
    const command = row.read(match, today);
    if (command !== null) return command;
  }
  return null;
}

/** "until whenever" is no date: then it is no command either, and a person reads it. */
function pauseUntil(words: string, today: Date): Command | null {
  const until = readWrittenDate(words, today);
  return until === null ? null : { name: "pause", until };
}

function rsvp(answer: "yes" | "no" | "maybe", guests: number): Command {
  return { name: "rsvp", answer, guests };
}

const counts: Record<string, number> = {
  one: 1,
  ein: 1,
  eine: 1,
  einer: 1,
  einem: 1,
  un: 1,
  une: 1,
  uno: 1,
  una: 1,
  two: 2,
  zwei: 2,
  deux: 2,
  dos: 2,
  three: 3,
  drei: 3,
  trois: 3,
  tres: 3,
};

function countOf(word: string): number {
  return counts[word] ?? Number(word);
}
