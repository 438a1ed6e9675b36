import { LOCALES, type Locale } from "#emails/writing/locale.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";

/** What was done, in few words for the subject, and in a sentence. */
export interface Done {
  done: string;
  sentence: string;
}

type RhythmWord = "daily" | "weekly" | "monthly" | "instant" | "digest-only";

/** What receipts say. A language that leaves something out does not compile. */
interface Words {
  greeting: (name: string) => string;
  stopped: (community: string) => Done;
  paused: (day: string | null) => Done;
  resumed: () => Done;
  rhythm: Record<RhythmWord, Done>;
  muted: (subject: string) => Done;
  unmuted: (subject: string) => Done;
  help: (community: string, address: string) => Done;
  who: (names: string) => Done;
  coming: (event: string, guests: number) => Done;
  waiting: (event: string) => Done;
  notComing: (event: string) => Done;
  perhaps: (event: string) => Done;
  tooMany: (event: string) => Done;
  sold: (title: string) => Done;
  notYet: () => Done;
  filesRefused: (names: string) => Done;
  undo: Record<"weekly" | "daily" | "monthly" | "resume" | "mute" | "unmute" | "digest-only", string>;
}

export function wordsFor(author: Author): Words {
  return words[LOCALES.find((known) => known === author.locale.slice(0, 2).toLowerCase()) ?? "en"];
}

/** The subject of a thread that begins as an answer to the welcome letter. */
export function greetingSubject(author: Author): string {
  return wordsFor(author).greeting(author.name);
}

const words: Record<Locale, Words> = {
  en: {
    greeting: (name) => `${name} says hello`,
    stopped: (community) => ({
      done: "no more letters come",
      sentence: `No more letters of ${community} come to you. You keep your place, and what you wrote stays. To leave for good, use the preferences link in any letter.`,
    }),
    paused: (day) => ({
      done: day === null ? "your letters pause" : `paused until ${day}`,
      sentence: `No letters come ${day === null ? "until you say so" : `until ${day}`}. You are still a member, and the next digest tells what happened meanwhile.`,
    }),
    resumed: () => ({
      done: "your letters come again",
      sentence: "Letters come to you again, from the next one on.",
    }),
    rhythm: {
      daily: {
        done: "a letter each day",
        sentence: "The digest comes every day from now on, if there is something new.",
      },
      weekly: {
        done: "a letter each week",
        sentence: "The digest comes once a week from now on, if there is something new.",
      },
      monthly: {
        done: "a letter each month",
        sentence: "The digest comes once a month from now on, if there is something new.",
      },
      instant: {
        done: "each post comes at once",
        sentence: "Each post comes to you as it is written, beside the digest.",
      },
      "digest-only": {
        done: "only the digest comes",
        sentence: "Single posts come no more, only the digest.",
      },
    },
    muted: (subject) => ({
      done: "this thread is muted",
      sentence: `You hear no more of “${subject}”. You can still read it and write to it.`,
    }),
    unmuted: (subject) => ({
      done: "this thread is heard again",
      sentence: `You hear of “${subject}” again.`,
    }),
    help: (community, address) => ({
      done: "what you can do by mail",
      sentence: `Reply to a letter of ${community} to take part; write to ${address} to start something new. A reply of one of these words alone is done at once: daily, weekly, monthly, instant, only the digest, pause, pause until 3 May, resume, mute, follow, who, undo, stop. To a digest: more 3, move 1 to 4. To an event: yes, yes +1, maybe, no.`,
    }),
    who: (names) => ({ done: "who is here", sentence: `In the community are: ${names}.` }),
    coming: (event, guests) => ({
      done: "you are coming",
      sentence: `You are on the list for “${event}”${guests === 0 ? "" : `, with ${guests} more`}. Reply “no” if it changes.`,
    }),
    waiting: (event) => ({
      done: "you are on the waiting list",
      sentence: `“${event}” is full. You are on its waiting list, and are told as soon as there is a seat.`,
    }),
    notComing: (event) => ({
      done: "you are not coming",
      sentence: `You said no to “${event}”. Reply “yes” if it changes.`,
    }),
    perhaps: (event) => ({
      done: "perhaps you are coming",
      sentence: `You said maybe to “${event}”. No seat is kept for you so far.`,
    }),
    tooMany: (event) => ({
      done: "there are not enough seats",
      sentence: `There are not that many seats for “${event}”, so nothing was changed. Reply with fewer guests.`,
    }),
    sold: (title) => ({ done: "it is marked as sold", sentence: `“${title}” is shown as sold.` }),
    notYet: () => ({
      done: "nothing, for this is not known here",
      sentence: "This word is not done by mail yet, so nothing was changed. Reply “help” for those that are.",
    }),
    filesRefused: (names) => ({
      done: "posted, without some files",
      sentence: `What you wrote was posted. These files were not passed on, because they can do harm when they are opened, or are too large: ${names}.`,
    }),
    undo: {
      weekly: "weekly",
      daily: "daily",
      monthly: "monthly",
      resume: "resume",
      mute: "mute",
      unmute: "unmute",
      "digest-only": "only the digest",
    },
  },
  de: {
    greeting: (name) => `${name} sagt hallo`,
    stopped: (community) => ({
      done: "es kommen keine Briefe mehr",
      sentence: `Von ${community} kommen keine Briefe mehr zu dir. Dein Platz und was du geschrieben hast, bleiben. Ganz verlassen kannst du die Gemeinschaft über den Link zu den Einstellungen in jedem Brief.`,
    }),
    paused: (day) => ({
      done: day === null ? "deine Briefe pausieren" : `Pause bis ${day}`,
      sentence: `Es kommen keine Briefe, ${day === null ? "bis du es sagst" : `bis ${day}`}. Du bist weiter dabei, und der nächste Rundbrief erzählt, was inzwischen war.`,
    }),
    resumed: () => ({
      done: "deine Briefe kommen wieder",
      sentence: "Ab dem nächsten kommen wieder Briefe zu dir.",
    }),
    rhythm: {
      daily: {
        done: "jeden Tag ein Brief",
        sentence: "Der Rundbrief kommt von nun an täglich, wenn es Neues gibt.",
      },
      weekly: {
        done: "jede Woche ein Brief",
        sentence: "Der Rundbrief kommt von nun an wöchentlich, wenn es Neues gibt.",
      },
      monthly: {
        done: "jeden Monat ein Brief",
        sentence: "Der Rundbrief kommt von nun an monatlich, wenn es Neues gibt.",
      },
      instant: {
        done: "jeder Beitrag kommt gleich",
        sentence: "Jeder Beitrag kommt zu dir, sobald er geschrieben ist, und dazu der Rundbrief.",
      },
      "digest-only": {
        done: "nur der Rundbrief kommt",
        sentence: "Einzelne Beiträge kommen nicht mehr, nur noch der Rundbrief.",
      },
    },
    muted: (subject) => ({
      done: "dieses Gespräch ist stumm",
      sentence: `Von „${subject}“ hörst du nichts mehr. Lesen und schreiben kannst du dort weiter.`,
    }),
    unmuted: (subject) => ({
      done: "dieses Gespräch ist wieder da",
      sentence: `Von „${subject}“ hörst du wieder.`,
    }),
    help: (community, address) => ({
      done: "was per Mail geht",
      sentence: `Antworte auf einen Brief von ${community}, um mitzureden; schreib an ${address}, um etwas Neues anzufangen. Eines dieser Worte allein als Antwort wird gleich getan: täglich, wöchentlich, monatlich, sofort, nur der Rundbrief, Pause, Pause bis 3. Mai, weiter, stumm, folgen, wer, rückgängig, stopp. Auf einen Rundbrief: mehr 3, verschiebe 1 nach 4. Auf eine Veranstaltung: ja, ja +1, vielleicht, nein.`,
    }),
    who: (names) => ({ done: "wer hier ist", sentence: `In der Gemeinschaft sind: ${names}.` }),
    coming: (event, guests) => ({
      done: "du kommst",
      sentence: `Du stehst auf der Liste für „${event}“${guests === 0 ? "" : `, mit ${guests} weiteren`}. Antworte „nein“, wenn sich das ändert.`,
    }),
    waiting: (event) => ({
      done: "du stehst auf der Warteliste",
      sentence: `„${event}“ ist voll. Du stehst auf der Warteliste und erfährst, sobald ein Platz frei ist.`,
    }),
    notComing: (event) => ({
      done: "du kommst nicht",
      sentence: `Du hast für „${event}“ abgesagt. Antworte „ja“, wenn sich das ändert.`,
    }),
    perhaps: (event) => ({
      done: "du kommst vielleicht",
      sentence: `Du kommst vielleicht zu „${event}“. Ein Platz ist noch nicht für dich frei gehalten.`,
    }),
    tooMany: (event) => ({
      done: "es sind nicht genug Plätze da",
      sentence: `So viele Plätze gibt es für „${event}“ nicht; es wurde nichts geändert. Antworte mit weniger Gästen.`,
    }),
    sold: (title) => ({ done: "es gilt als verkauft", sentence: `„${title}“ wird als verkauft gezeigt.` }),
    notYet: () => ({
      done: "nichts, denn das kennen wir nicht",
      sentence:
        "Dieses Wort wirkt per Mail noch nicht; es wurde nichts geändert. Antworte „Hilfe“ für die, die wirken.",
    }),
    filesRefused: (names) => ({
      done: "eingestellt, ohne manche Dateien",
      sentence: `Was du geschrieben hast, ist eingestellt. Diese Dateien wurden nicht weitergegeben, weil sie beim Öffnen schaden können oder zu groß sind: ${names}.`,
    }),
    undo: {
      weekly: "wöchentlich",
      daily: "täglich",
      monthly: "monatlich",
      resume: "weiter",
      mute: "stumm",
      unmute: "Stummschaltung aufheben",
      "digest-only": "nur der Rundbrief",
    },
  },
  fr: {
    greeting: (name) => `${name} dit bonjour`,
    stopped: (community) => ({
      done: "plus aucune lettre ne vient",
      sentence: `Plus aucune lettre de ${community} ne vous vient. Vous gardez votre place, et ce que vous avez écrit reste. Pour partir tout à fait, suivez le lien des préférences dans n'importe quelle lettre.`,
    }),
    paused: (day) => ({
      done: day === null ? "vos lettres font une pause" : `pause jusqu'au ${day}`,
      sentence: `Aucune lettre ne vient ${day === null ? "tant que vous ne le dites pas" : `jusqu'au ${day}`}. Vous restez membre, et le prochain résumé racontera ce qui s'est passé.`,
    }),
    resumed: () => ({
      done: "vos lettres reviennent",
      sentence: "Les lettres vous viennent de nouveau, dès la prochaine.",
    }),
    rhythm: {
      daily: {
        done: "une lettre par jour",
        sentence: "Le résumé vient désormais chaque jour, s'il y a du nouveau.",
      },
      weekly: {
        done: "une lettre par semaine",
        sentence: "Le résumé vient désormais chaque semaine, s'il y a du nouveau.",
      },
      monthly: {
        done: "une lettre par mois",
        sentence: "Le résumé vient désormais chaque mois, s'il y a du nouveau.",
      },
      instant: {
        done: "chaque message vient aussitôt",
        sentence: "Chaque message vous vient dès qu'il est écrit, en plus du résumé.",
      },
      "digest-only": {
        done: "seul le résumé vient",
        sentence: "Les messages seuls ne viennent plus, seulement le résumé.",
      },
    },
    muted: (subject) => ({
      done: "cette conversation est en sourdine",
      sentence: `Vous n'entendez plus parler de « ${subject} ». Vous pouvez toujours la lire et y écrire.`,
    }),
    unmuted: (subject) => ({
      done: "cette conversation revient",
      sentence: `Vous entendez de nouveau parler de « ${subject} ».`,
    }),
    help: (community, address) => ({
      done: "ce qui se fait par courrier",
      sentence: `Répondez à une lettre de ${community} pour participer ; écrivez à ${address} pour commencer autre chose. Un seul de ces mots en réponse est fait aussitôt : quotidien, hebdomadaire, mensuel, immédiat, seulement le résumé, pause, pause jusqu'au 3 mai, reprendre, sourdine, suivre, qui, annuler, arrêter. À un résumé : plus 3, déplace 1 vers 4. À un événement : oui, oui +1, peut-être, non.`,
    }),
    who: (names) => ({ done: "qui est là", sentence: `Dans la communauté : ${names}.` }),
    coming: (event, guests) => ({
      done: "vous venez",
      sentence: `Vous êtes sur la liste de « ${event} »${guests === 0 ? "" : `, avec ${guests} de plus`}. Répondez « non » si cela change.`,
    }),
    waiting: (event) => ({
      done: "vous êtes sur la liste d'attente",
      sentence: `« ${event} » est complet. Vous êtes sur la liste d'attente, et saurez dès qu'une place se libère.`,
    }),
    notComing: (event) => ({
      done: "vous ne venez pas",
      sentence: `Vous avez dit non à « ${event} ». Répondez « oui » si cela change.`,
    }),
    perhaps: (event) => ({
      done: "vous viendrez peut-être",
      sentence: `Vous avez dit peut-être à « ${event} ». Aucune place n'est encore gardée.`,
    }),
    tooMany: (event) => ({
      done: "il n'y a pas assez de places",
      sentence: `Il n'y a pas autant de places pour « ${event} » ; rien n'a changé. Répondez avec moins d'invités.`,
    }),
    sold: (title) => ({ done: "c'est noté comme vendu", sentence: `« ${title} » est montré comme vendu.` }),
    notYet: () => ({
      done: "rien, ce mot n'est pas connu",
      sentence:
        "Ce mot ne fait encore rien par courrier ; rien n'a changé. Répondez « aide » pour ceux qui agissent.",
    }),
    filesRefused: (names) => ({
      done: "publié, sans certains fichiers",
      sentence: `Ce que vous avez écrit est publié. Ces fichiers n'ont pas été transmis, parce qu'ils peuvent nuire ou sont trop grands : ${names}.`,
    }),
    undo: {
      weekly: "hebdomadaire",
      daily: "quotidien",
      monthly: "mensuel",
      resume: "reprendre",
      mute: "sourdine",
      unmute: "réactiver",
      "digest-only": "seulement le résumé",
    },
  },
  es: {
    greeting: (name) => `${name} saluda`,
    stopped: (community) => ({
      done: "no llegan más cartas",
      sentence: `Ya no te llegan cartas de ${community}. Conservas tu sitio y lo que escribiste. Para irte del todo, usa el enlace de preferencias de cualquier carta.`,
    }),
    paused: (day) => ({
      done: day === null ? "tus cartas están en pausa" : `pausa hasta el ${day}`,
      sentence: `No llegan cartas ${day === null ? "hasta que lo digas" : `hasta el ${day}`}. Sigues en la comunidad, y el próximo resumen cuenta lo que pasó.`,
    }),
    resumed: () => ({
      done: "tus cartas vuelven",
      sentence: "Las cartas te llegan de nuevo, desde la próxima.",
    }),
    rhythm: {
      daily: {
        done: "una carta al día",
        sentence: "El resumen llega cada día desde ahora, si hay algo nuevo.",
      },
      weekly: {
        done: "una carta a la semana",
        sentence: "El resumen llega cada semana desde ahora, si hay algo nuevo.",
      },
      monthly: {
        done: "una carta al mes",
        sentence: "El resumen llega cada mes desde ahora, si hay algo nuevo.",
      },
      instant: {
        done: "cada mensaje llega al momento",
        sentence: "Cada mensaje te llega cuando se escribe, además del resumen.",
      },
      "digest-only": {
        done: "solo llega el resumen",
        sentence: "Ya no llegan mensajes sueltos, solo el resumen.",
      },
    },
    muted: (subject) => ({
      done: "esta conversación está en silencio",
      sentence: `Ya no te llega nada de «${subject}». Puedes seguir leyendo y escribiendo.`,
    }),
    unmuted: (subject) => ({
      done: "esta conversación vuelve",
      sentence: `Te llega de nuevo lo de «${subject}».`,
    }),
    help: (community, address) => ({
      done: "lo que se hace por correo",
      sentence: `Responde a una carta de ${community} para participar; escribe a ${address} para empezar algo nuevo. Una de estas palabras sola se hace al momento: diario, semanal, mensual, inmediato, solo el resumen, pausa, pausa hasta el 3 de mayo, continuar, silencio, seguir este hilo, quién, deshacer, parar. A un resumen: más 3, mueve 1 a 4. A un evento: sí, sí +1, quizás, no.`,
    }),
    who: (names) => ({ done: "quién está aquí", sentence: `En la comunidad están: ${names}.` }),
    coming: (event, guests) => ({
      done: "vienes",
      sentence: `Estás en la lista de «${event}»${guests === 0 ? "" : `, con ${guests} más`}. Responde «no» si cambia.`,
    }),
    waiting: (event) => ({
      done: "estás en la lista de espera",
      sentence: `«${event}» está completo. Estás en la lista de espera y lo sabrás en cuanto haya sitio.`,
    }),
    notComing: (event) => ({
      done: "no vienes",
      sentence: `Has dicho que no a «${event}». Responde «sí» si cambia.`,
    }),
    perhaps: (event) => ({
      done: "quizás vienes",
      sentence: `Has dicho quizás a «${event}». Todavía no se guarda sitio.`,
    }),
    tooMany: (event) => ({
      done: "no hay tantos sitios",
      sentence: `No hay tantos sitios para «${event}»; no se ha cambiado nada. Responde con menos invitados.`,
    }),
    sold: (title) => ({ done: "figura como vendido", sentence: `«${title}» se muestra como vendido.` }),
    notYet: () => ({
      done: "nada, esto no se conoce aquí",
      sentence:
        "Esta palabra todavía no hace nada por correo; no se ha cambiado nada. Responde «ayuda» para ver las que sí.",
    }),
    filesRefused: (names) => ({
      done: "publicado, sin algunos archivos",
      sentence: `Lo que escribiste está publicado. Estos archivos no se han pasado, porque pueden hacer daño o son demasiado grandes: ${names}.`,
    }),
    undo: {
      weekly: "semanal",
      daily: "diario",
      monthly: "mensual",
      resume: "continuar",
      mute: "silencio",
      unmute: "quitar silencio",
      "digest-only": "solo el resumen",
    },
  },
};
