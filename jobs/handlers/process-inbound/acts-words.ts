import { LOCALES, type Locale } from "#emails/writing/locale.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import type { Done } from "#jobs/handlers/process-inbound/receipt-words.ts";

/** Where one part of an answer to a digest went. */
export type WordedPlace =
  { kind: "item"; item: number; title: string } | { kind: "remark" } | { kind: "asked" };

/** What receipts say of posts that are told, moved and taken back. A language that leaves something out does not compile. */
interface ActsWords {
  /** The word that takes the last act back. */
  undo: string;
  places: (places: readonly WordedPlace[]) => Done;
  takenBack: (what: string, sent: number) => Done;
  undone: () => Done;
  nothingToUndo: () => Done;
  moved: (title: string) => Done;
  notMoved: (from: number, to: number) => Done;
  closed: (title: string) => Done;
  noItem: (number: number) => Done;
  followed: (subject: string) => Done;
  unfollowed: (subject: string) => Done;
}

export function actsWordsFor({ locale }: Pick<Author, "locale">): ActsWords {
  return words[LOCALES.find((known) => known === locale.slice(0, 2).toLowerCase()) ?? "en"];
}

const list = (places: readonly WordedPlace[], say: (place: WordedPlace) => string): string =>
  places.map(say).join("; ");

const words: Record<Locale, ActsWords> = {
  en: {
    undo: "undo",
    places: (places) => ({
      done: "your answers are in their places",
      sentence: `Your letter answered several things: ${list(places, (place) => (place.kind === "item" ? `${place.item}, “${place.title}”` : place.kind === "remark" ? "the letter as a whole" : "something that we ask about in a letter of its own"))}. If one is in the wrong place, reply with “move 1 to 4”, by the numbers of the letter.`,
    }),
    takenBack: (what, sent) => ({
      done: "it is taken back",
      sentence: `What you wrote in “${what}” is taken back${sent === 0 ? ", before anybody got it by mail" : ". Some had it by mail already"}.`,
    }),
    undone: () => ({ done: "it is as it was before", sentence: "What you asked for last is undone." }),
    nothingToUndo: () => ({
      done: "nothing, for there is nothing to undo",
      sentence:
        "There is nothing of yours from the last days that a word could undo, so nothing was changed.",
    }),
    moved: (title) => ({ done: "it is moved", sentence: `What you wrote is in “${title}” now.` }),
    notMoved: (from, to) => ({
      done: "nothing, for it was not clear what",
      sentence: `There is no answer of yours to number ${from} from the last days, or no number ${to} in that letter, so nothing was moved.`,
    }),
    closed: (title) => ({
      done: "nothing, for that thread is closed",
      sentence: `“${title}” is closed, so nothing was moved there.`,
    }),
    noItem: (number) => ({
      done: "nothing, for there is no such number",
      sentence: `There is no number ${number} with a thread in the last letter that you got.`,
    }),
    followed: (subject) => ({
      done: "you follow this thread",
      sentence: `Each post in “${subject}” comes to you at once.`,
    }),
    unfollowed: (subject) => ({
      done: "you follow this thread no more",
      sentence: `Posts in “${subject}” come to you with the digest again.`,
    }),
  },
  de: {
    undo: "rückgängig",
    places: (places) => ({
      done: "deine Antworten sind an ihrem Platz",
      sentence: `Dein Brief beantwortet mehreres: ${list(places, (place) => (place.kind === "item" ? `${place.item}, „${place.title}“` : place.kind === "remark" ? "den Rundbrief als Ganzes" : "etwas, wonach wir in einem eigenen Brief fragen"))}. Steht etwas am falschen Platz, antworte „verschiebe 1 nach 4“, mit den Nummern des Briefs.`,
    }),
    takenBack: (what, sent) => ({
      done: "es ist zurückgenommen",
      sentence: `Was du in „${what}“ geschrieben hast, ist zurückgenommen${sent === 0 ? ", bevor es jemand per Mail bekam" : ". Manche hatten es schon per Mail"}.`,
    }),
    undone: () => ({
      done: "es ist wieder wie zuvor",
      sentence: "Dein letzter Wunsch ist rückgängig gemacht.",
    }),
    nothingToUndo: () => ({
      done: "nichts, denn es gibt nichts zurückzunehmen",
      sentence:
        "Aus den letzten Tagen gibt es von dir nichts, was ein Wort zurücknimmt; es wurde nichts geändert.",
    }),
    moved: (title) => ({
      done: "es ist verschoben",
      sentence: `Was du geschrieben hast, steht jetzt in „${title}“.`,
    }),
    notMoved: (from, to) => ({
      done: "nichts, denn es war nicht klar, was",
      sentence: `Aus den letzten Tagen gibt es keine Antwort von dir auf Nummer ${from}, oder im Brief keine Nummer ${to}; es wurde nichts verschoben.`,
    }),
    closed: (title) => ({
      done: "nichts, denn dieses Gespräch ist beendet",
      sentence: `„${title}“ ist beendet, dorthin wurde nichts verschoben.`,
    }),
    noItem: (number) => ({
      done: "nichts, denn diese Nummer gibt es nicht",
      sentence: `In deinem letzten Brief gibt es keine Nummer ${number} mit einem Gespräch.`,
    }),
    followed: (subject) => ({
      done: "du folgst diesem Gespräch",
      sentence: `Jeder Beitrag in „${subject}“ kommt gleich zu dir.`,
    }),
    unfollowed: (subject) => ({
      done: "du folgst diesem Gespräch nicht mehr",
      sentence: `Beiträge in „${subject}“ kommen wieder mit dem Rundbrief.`,
    }),
  },
  fr: {
    undo: "annuler",
    places: (places) => ({
      done: "vos réponses sont à leur place",
      sentence: `Votre lettre répond à plusieurs choses : ${list(places, (place) => (place.kind === "item" ? `${place.item}, « ${place.title} »` : place.kind === "remark" ? "la lettre entière" : "quelque chose dont nous vous demandons la place dans une lettre à part"))}. Si l'une est mal placée, répondez « déplace 1 vers 4 », avec les numéros de la lettre.`,
    }),
    takenBack: (what, sent) => ({
      done: "c'est retiré",
      sentence: `Ce que vous avez écrit dans « ${what} » est retiré${sent === 0 ? ", avant que quiconque ne l'ait reçu par courrier" : ". Certains l'avaient déjà reçu par courrier"}.`,
    }),
    undone: () => ({ done: "c'est comme avant", sentence: "Votre dernière demande est annulée." }),
    nothingToUndo: () => ({
      done: "rien, il n'y a rien à annuler",
      sentence: "Il n'y a rien de vous, ces derniers jours, qu'un mot puisse annuler ; rien n'a changé.",
    }),
    moved: (title) => ({
      done: "c'est déplacé",
      sentence: `Ce que vous avez écrit est maintenant dans « ${title} ».`,
    }),
    notMoved: (from, to) => ({
      done: "rien, ce n'était pas clair",
      sentence: `Il n'y a pas de réponse de vous au numéro ${from} ces derniers jours, ou pas de numéro ${to} dans cette lettre ; rien n'a été déplacé.`,
    }),
    closed: (title) => ({
      done: "rien, cette conversation est close",
      sentence: `« ${title} » est close ; rien n'y a été déplacé.`,
    }),
    noItem: (number) => ({
      done: "rien, ce numéro n'existe pas",
      sentence: `Il n'y a pas de numéro ${number} avec une conversation dans votre dernière lettre.`,
    }),
    followed: (subject) => ({
      done: "vous suivez cette conversation",
      sentence: `Chaque message de « ${subject} » vous vient aussitôt.`,
    }),
    unfollowed: (subject) => ({
      done: "vous ne suivez plus cette conversation",
      sentence: `Les messages de « ${subject} » viennent de nouveau avec le résumé.`,
    }),
  },
  es: {
    undo: "deshacer",
    places: (places) => ({
      done: "tus respuestas están en su sitio",
      sentence: `Tu carta responde a varias cosas: ${list(places, (place) => (place.kind === "item" ? `${place.item}, «${place.title}»` : place.kind === "remark" ? "la carta entera" : "algo que te preguntamos en otra carta"))}. Si algo está en mal sitio, responde «mueve 1 a 4», con los números de la carta.`,
    }),
    takenBack: (what, sent) => ({
      done: "está retirado",
      sentence: `Lo que escribiste en «${what}» está retirado${sent === 0 ? ", antes de que nadie lo recibiera por correo" : ". Algunos ya lo habían recibido por correo"}.`,
    }),
    undone: () => ({ done: "está como antes", sentence: "Lo último que pediste está deshecho." }),
    nothingToUndo: () => ({
      done: "nada, no hay nada que deshacer",
      sentence:
        "No hay nada tuyo de los últimos días que una palabra pueda deshacer; no se ha cambiado nada.",
    }),
    moved: (title) => ({ done: "está movido", sentence: `Lo que escribiste está ahora en «${title}».` }),
    notMoved: (from, to) => ({
      done: "nada, no estaba claro qué",
      sentence: `No hay respuesta tuya al número ${from} de los últimos días, o no hay número ${to} en esa carta; no se ha movido nada.`,
    }),
    closed: (title) => ({
      done: "nada, esa conversación está cerrada",
      sentence: `«${title}» está cerrada; no se ha movido nada allí.`,
    }),
    noItem: (number) => ({
      done: "nada, ese número no existe",
      sentence: `En tu última carta no hay número ${number} con una conversación.`,
    }),
    followed: (subject) => ({
      done: "sigues esta conversación",
      sentence: `Cada mensaje de «${subject}» te llega al momento.`,
    }),
    unfollowed: (subject) => ({
      done: "ya no sigues esta conversación",
      sentence: `Los mensajes de «${subject}» llegan de nuevo con el resumen.`,
    }),
  },
};
