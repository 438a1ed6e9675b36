import { LOCALES, type Locale } from "#emails/writing/locale.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Done } from "#jobs/handlers/process-inbound/receipt-words.ts";

/** What those who decide about held mail are told. A language that leaves something out does not compile. */
interface JudgeWords {
  approved: (name: string) => Done;
  rejected: (withWords: boolean) => Done;
  undone: () => Done;
  chooseMember: () => Done;
  settled: () => Done;
  unread: () => Done;
}

export function judgeWordsFor({ locale }: Pick<Author, "locale">): JudgeWords {
  return words[LOCALES.find((known) => known === locale.slice(0, 2).toLowerCase()) ?? "en"];
}

const words: Record<Locale, JudgeWords> = {
  en: {
    approved: (name) => ({
      done: "it is let pass",
      sentence: `The held message is being read in the name of ${name}, and takes its place in a moment.`,
    }),
    rejected: (withWords) => ({
      done: "it is not taken",
      sentence: `The sender is told so${withWords ? ", with your words" : ""}, unless a machine wrote it. The message is kept.`,
    }),
    undone: () => ({ done: "it is taken back", sentence: "Your decision about the held message is undone." }),
    chooseMember: () => ({
      done: "nothing yet, for a name is missing",
      sentence:
        "Nobody here has the sender's address. In the console you choose in whose name it is let pass.",
    }),
    settled: () => ({
      done: "nothing, for it was decided before",
      sentence: "Somebody has decided about this message already, so nothing was changed.",
    }),
    unread: () => ({
      done: "nothing, for the word was not clear",
      sentence:
        "Begin your reply with “approve”, or with “reject” and, if you like, a few words for the sender below it. Nothing was changed.",
    }),
  },
  de: {
    approved: (name) => ({
      done: "es ist freigegeben",
      sentence: `Die zurückgehaltene Nachricht wird im Namen von ${name} gelesen und kommt gleich an ihren Platz.`,
    }),
    rejected: (withWords) => ({
      done: "es ist nicht angenommen",
      sentence: `Wer es schrieb, erfährt das${withWords ? " mit deinen Worten" : ""}, außer es war eine Maschine. Die Nachricht bleibt aufgehoben.`,
    }),
    undone: () => ({
      done: "es ist zurückgenommen",
      sentence: "Deine Entscheidung über die zurückgehaltene Nachricht gilt nicht mehr.",
    }),
    chooseMember: () => ({
      done: "noch nichts, denn ein Name fehlt",
      sentence:
        "Niemand hier hat die Adresse des Absenders. In der Konsole wählst du, in wessen Namen es durchgeht.",
    }),
    settled: () => ({
      done: "nichts, denn es war schon entschieden",
      sentence: "Über diese Nachricht hat schon jemand entschieden, darum ist nichts geändert.",
    }),
    unread: () => ({
      done: "nichts, denn das Wort war nicht klar",
      sentence:
        "Beginne deine Antwort mit „freigeben“, oder mit „ablehnen“ und, wenn du magst, ein paar Worten darunter für den Absender. Nichts ist geändert.",
    }),
  },
  fr: {
    approved: (name) => ({
      done: "il est accepté",
      sentence: `Le message retenu est lu au nom de ${name} et trouve sa place dans un instant.`,
    }),
    rejected: (withWords) => ({
      done: "il n'est pas pris",
      sentence: `La personne qui l'a écrit l'apprend${withWords ? ", avec vos mots" : ""}, sauf si c'était une machine. Le message est gardé.`,
    }),
    undone: () => ({
      done: "c'est annulé",
      sentence: "Votre décision sur le message retenu est annulée.",
    }),
    chooseMember: () => ({
      done: "rien encore, car il manque un nom",
      sentence:
        "Personne ici n'a l'adresse de l'expéditeur. Dans la console, vous choisissez au nom de qui il passe.",
    }),
    settled: () => ({
      done: "rien, car c'était déjà décidé",
      sentence: "Quelqu'un a déjà décidé de ce message ; rien n'a été changé.",
    }),
    unread: () => ({
      done: "rien, car le mot n'était pas clair",
      sentence:
        "Commencez votre réponse par « accepter », ou par « refuser » et, si vous voulez, quelques mots en dessous pour l'expéditeur. Rien n'a été changé.",
    }),
  },
  es: {
    approved: (name) => ({
      done: "está aceptado",
      sentence: `El mensaje retenido se lee en nombre de ${name} y ocupa su lugar en un momento.`,
    }),
    rejected: (withWords) => ({
      done: "no se acepta",
      sentence: `Quien lo escribió lo sabrá${withWords ? ", con tus palabras" : ""}, salvo que fuera una máquina. El mensaje se guarda.`,
    }),
    undone: () => ({
      done: "está deshecho",
      sentence: "Tu decisión sobre el mensaje retenido está deshecha.",
    }),
    chooseMember: () => ({
      done: "nada todavía, pues falta un nombre",
      sentence: "Nadie aquí tiene la dirección del remitente. En la consola eliges en nombre de quién pasa.",
    }),
    settled: () => ({
      done: "nada, pues ya estaba decidido",
      sentence: "Alguien ya decidió sobre este mensaje, así que nada ha cambiado.",
    }),
    unread: () => ({
      done: "nada, pues la palabra no era clara",
      sentence:
        "Empieza tu respuesta con «aprobar», o con «rechazar» y, si quieres, unas palabras debajo para el remitente. Nada ha cambiado.",
    }),
  },
};
