import type { Locale } from "#emails/writing/locale.ts";
import type { Done } from "#jobs/handlers/process-inbound/receipt-words.ts";

/** What comes back to an answer to a proof. */
interface ProofWords {
  approved: (moment: string) => Done;
  approvedNow: Done;
  changed: Done;
  expired: Done;
  left: Done;
  held: Done;
  unread: Done;
  notAllowed: Done;
}

export const proofWords: Record<Locale, ProofWords> = {
  en: {
    approved: (moment) => ({
      done: "the letter goes out",
      sentence: `Thank you. The letter goes out as you saw it, from ${moment} on, to each member at their hour. What is said from now on waits for the next one.`,
    }),
    approvedNow: {
      done: "the letter goes out",
      sentence: "Thank you. The letter goes out now, as you saw it.",
    },
    changed: {
      done: "a new proof is on its way",
      sentence:
        "The letter was changed after this proof. Nothing goes out yet: a new proof follows. Say ok to that one.",
    },
    expired: {
      done: "a new proof is on its way",
      sentence:
        "This proof is more than a week old. Nothing goes out yet: a new one follows. Say ok to that one.",
    },
    left: {
      done: "it is settled already",
      sentence: "The letter of this proof has gone out already, or was stopped. Your answer changed nothing.",
    },
    held: {
      done: "the letter waits",
      sentence:
        "The letter does not go out by itself now. Release it on the page of the digest, or ask for a new proof.",
    },
    unread: {
      done: "your answer was not understood",
      sentence:
        "A proof is answered with “ok”, which sends the letter, or “no”, which lets it wait. Nothing was changed; your words are below.",
    },
    notAllowed: {
      done: "this is for owners and moderators",
      sentence: "Your role does not allow you to send a letter to everybody. Nothing was changed.",
    },
  },
  de: {
    approved: (moment) => ({
      done: "der Brief geht hinaus",
      sentence: `Danke. Der Brief geht so hinaus, wie du ihn gesehen hast, ab ${moment}, zu jedem Mitglied zu seiner Stunde. Was von jetzt an gesagt wird, wartet auf den nächsten.`,
    }),
    approvedNow: {
      done: "der Brief geht hinaus",
      sentence: "Danke. Der Brief geht jetzt hinaus, so wie du ihn gesehen hast.",
    },
    changed: {
      done: "ein neuer Probedruck kommt",
      sentence:
        "Der Brief wurde nach diesem Probedruck geändert. Noch geht nichts hinaus: Ein neuer folgt. Antworte dem mit ok.",
    },
    expired: {
      done: "ein neuer Probedruck kommt",
      sentence:
        "Dieser Probedruck ist über eine Woche alt. Noch geht nichts hinaus: Ein neuer folgt. Antworte dem mit ok.",
    },
    left: {
      done: "es ist schon erledigt",
      sentence:
        "Der Brief zu diesem Probedruck ist schon hinausgegangen oder wurde angehalten. Deine Antwort hat nichts geändert.",
    },
    held: {
      done: "der Brief wartet",
      sentence:
        "Der Brief geht jetzt nicht von selbst hinaus. Gib ihn auf der Seite des Briefs frei, oder bitte um einen neuen Probedruck.",
    },
    unread: {
      done: "deine Antwort wurde nicht verstanden",
      sentence:
        "Auf einen Probedruck antwortet man mit „ok“, dann geht der Brief hinaus, oder mit „nein“, dann wartet er. Geändert wurde nichts; deine Worte stehen unten.",
    },
    notAllowed: {
      done: "das dürfen Gastgeber und Moderatoren",
      sentence: "Deine Rolle erlaubt dir nicht, einen Brief an alle zu schicken. Geändert wurde nichts.",
    },
  },
  fr: {
    approved: (moment) => ({
      done: "la lettre part",
      sentence: `Merci. La lettre part telle que vous l’avez vue, à partir du ${moment}, à l’heure de chaque membre. Ce qui se dit désormais attend la suivante.`,
    }),
    approvedNow: {
      done: "la lettre part",
      sentence: "Merci. La lettre part maintenant, telle que vous l’avez vue.",
    },
    changed: {
      done: "une nouvelle épreuve arrive",
      sentence:
        "La lettre a été modifiée après cette épreuve. Rien ne part encore : une nouvelle suit. Répondez ok à celle-là.",
    },
    expired: {
      done: "une nouvelle épreuve arrive",
      sentence:
        "Cette épreuve a plus d’une semaine. Rien ne part encore : une nouvelle suit. Répondez ok à celle-là.",
    },
    left: {
      done: "c’est déjà réglé",
      sentence:
        "La lettre de cette épreuve est déjà partie, ou a été arrêtée. Votre réponse n’a rien changé.",
    },
    held: {
      done: "la lettre attend",
      sentence:
        "La lettre ne part pas d’elle-même pour l’instant. Libérez-la sur sa page, ou demandez une nouvelle épreuve.",
    },
    unread: {
      done: "votre réponse n’a pas été comprise",
      sentence:
        "On répond à une épreuve par « ok », qui envoie la lettre, ou « non », qui la fait attendre. Rien n’a changé ; vos mots sont ci-dessous.",
    },
    notAllowed: {
      done: "c’est l’affaire des responsables",
      sentence: "Votre rôle ne vous permet pas d’envoyer une lettre à tout le monde. Rien n’a changé.",
    },
  },
  es: {
    approved: (moment) => ({
      done: "la carta sale",
      sentence: `Gracias. La carta sale tal como la viste, a partir del ${moment}, a la hora de cada persona. Lo que se diga desde ahora espera a la siguiente.`,
    }),
    approvedNow: {
      done: "la carta sale",
      sentence: "Gracias. La carta sale ahora, tal como la viste.",
    },
    changed: {
      done: "llega una prueba nueva",
      sentence:
        "La carta se cambió después de esta prueba. Todavía no sale nada: llega una nueva. Responde ok a esa.",
    },
    expired: {
      done: "llega una prueba nueva",
      sentence:
        "Esta prueba tiene más de una semana. Todavía no sale nada: llega una nueva. Responde ok a esa.",
    },
    left: {
      done: "ya está resuelto",
      sentence: "La carta de esta prueba ya salió, o se detuvo. Tu respuesta no cambió nada.",
    },
    held: {
      done: "la carta espera",
      sentence: "La carta no sale por sí sola por ahora. Libérala en su página, o pide una prueba nueva.",
    },
    unread: {
      done: "no se entendió tu respuesta",
      sentence:
        "A una prueba se responde «ok», que envía la carta, o «no», que la deja esperar. No ha cambiado nada; tus palabras están abajo.",
    },
    notAllowed: {
      done: "esto es cosa de quienes cuidan el círculo",
      sentence: "Tu papel no te permite enviar una carta a todo el mundo. No ha cambiado nada.",
    },
  },
};
