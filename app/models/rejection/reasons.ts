import type { Locale } from "#emails/writing/locale.ts";

/**
 * Why a message is not filed, and what happens to it: in silence (a machine wrote it, or nothing follows from it),
 * held until a person decides, or not taken with a notice to its sender. A reason without words does not compile.
 */
export interface Reason {
  fate: Fate;
  /** For the console. */
  why: string;
}

export type Fate = "silence" | "hold" | "notice";

export interface NoticeWords {
  reason: string;
  advice: string | null;
}

export const reasons = {
  "own-mail": { fate: "silence", why: "One of our own letters came back." },
  loop: { fate: "silence", why: "It went around in a circle between machines." },
  "auto-reply": { fate: "silence", why: "A machine answered: out of office, or the like." },
  "read-receipt": { fate: "silence", why: "A receipt that a letter was read or delivered." },
  "mailing-list": { fate: "silence", why: "It was written to a mailing list, not to the community." },
  "machine-mail": { fate: "silence", why: "A machine wrote it." },
  "bounce-unknown": { fate: "silence", why: "A delivery report about none of our letters." },
  challenge: { fate: "silence", why: "A machine asks us to prove that we are people." },
  spam: { fate: "silence", why: "Somebody here set it aside: nobody asked for it." },

  "unknown-sender": { fate: "hold", why: "Nobody here has this sender’s address." },
  "another-sender": { fate: "hold", why: "It was sent to one member's reply address from another address." },
  "address-not-valid": { fate: "hold", why: "The reply address is not one of ours, or was revoked." },
  "forged-sender": { fate: "hold", why: "The sender’s domain says that it did not send this." },
  "unproven-sender": {
    fate: "hold",
    why: "It carries a member's name, and nothing proves that it is from them.",
  },
  "forged-stranger": {
    fate: "silence",
    why: "The sender’s domain says that it did not send this, and nobody here has that address.",
  },
  "not-a-member-now": { fate: "hold", why: "The sender has left, or is not in yet." },
  "may-not-post": { fate: "hold", why: "A follower wrote; only members post." },
  "curators-start": {
    fate: "hold",
    why: "It begins a thread, and here only owners and moderators write to everybody.",
  },
  "first-post": {
    fate: "hold",
    why: "Their first words here: somebody looks at them before others see them.",
  },
  "community-closed": { fate: "hold", why: "The community is closed." },
  "no-new-words": { fate: "hold", why: "Nothing new was found in it beside what it quotes." },
  "for-the-owners": { fate: "hold", why: "It was written to those who look after the community." },
  "answers-a-machine": {
    fate: "hold",
    why: "It answers a letter that only tells something, in words that are no command.",
  },
  encrypted: { fate: "hold", why: "It is encrypted, and we have no key." },
  "too-many": { fate: "hold", why: "More than ten messages within an hour from one address." },

  "thread-closed": { fate: "notice", why: "The thread is closed." },
  "target-gone": { fate: "notice", why: "What it answers is not here any more." },
  "event-over": { fate: "notice", why: "The event is over." },
  "event-cancelled": { fate: "notice", why: "The event has been called off." },
  "act-unproven": { fate: "notice", why: "It decides something, and nothing proves whom it is from." },
  "act-stale": { fate: "notice", why: "It decides something, by an address of a letter that is too old." },
  "nothing-asked": { fate: "notice", why: "The question that it answers was answered before." },
  "by-hand": { fate: "notice", why: "Somebody here decided not to take it." },
} as const satisfies Record<string, Reason>;

export type RejectionReason = keyof typeof reasons;

export type NoticeReason = {
  [Key in RejectionReason]: (typeof reasons)[Key]["fate"] extends "notice" ? Key : never;
}[RejectionReason];

export function isReason(key: string): key is RejectionReason {
  return Object.hasOwn(reasons, key);
}

export function isNotice(key: RejectionReason): key is NoticeReason {
  return reasons[key].fate === "notice";
}

export const noticeWords: Record<NoticeReason, Record<Locale, NoticeWords>> = {
  "thread-closed": {
    en: {
      reason: "The thread that you answered is closed.",
      advice: "To go on with it, start a new thread by writing to the community's address.",
    },
    de: {
      reason: "Das Gespräch, auf das du geantwortet hast, ist geschlossen.",
      advice: "Beginne ein neues, indem du an die Adresse der Gemeinschaft schreibst.",
    },
    fr: {
      reason: "La conversation à laquelle vous avez répondu est close.",
      advice: "Commencez-en une autre en écrivant à l'adresse de la communauté.",
    },
    es: {
      reason: "La conversación a la que respondiste está cerrada.",
      advice: "Empieza otra escribiendo a la dirección de la comunidad.",
    },
  },
  "target-gone": {
    en: {
      reason: "What you answered is not here any more.",
      advice: "If it still matters, write to the community's address.",
    },
    de: {
      reason: "Worauf du geantwortet hast, gibt es hier nicht mehr.",
      advice: "Wenn es noch wichtig ist, schreib an die Adresse der Gemeinschaft.",
    },
    fr: {
      reason: "Ce à quoi vous avez répondu n'est plus ici.",
      advice: "Si cela compte encore, écrivez à l'adresse de la communauté.",
    },
    es: {
      reason: "Aquello a lo que respondiste ya no está aquí.",
      advice: "Si aún importa, escribe a la dirección de la comunidad.",
    },
  },
  "event-over": {
    en: { reason: "The event that you answered is over.", advice: null },
    de: { reason: "Die Veranstaltung, auf die du geantwortet hast, ist vorbei.", advice: null },
    fr: { reason: "L'événement auquel vous avez répondu est passé.", advice: null },
    es: { reason: "El evento al que respondiste ya pasó.", advice: null },
  },
  "event-cancelled": {
    en: { reason: "The event that you answered has been called off.", advice: null },
    de: { reason: "Die Veranstaltung, auf die du geantwortet hast, ist abgesagt.", advice: null },
    fr: { reason: "L'événement auquel vous avez répondu a été annulé.", advice: null },
    es: { reason: "El evento al que respondiste se ha cancelado.", advice: null },
  },
  "nothing-asked": {
    en: { reason: "The question that you answered has been settled already.", advice: null },
    de: { reason: "Die Frage, auf die du geantwortet hast, ist schon geklärt.", advice: null },
    fr: { reason: "La question à laquelle vous avez répondu est déjà réglée.", advice: null },
    es: { reason: "La pregunta a la que respondiste ya está resuelta.", advice: null },
  },
  "act-unproven": {
    en: {
      reason:
        "Your reply decides something, and we could not be sure that it was from you. Nothing was changed.",
      advice: "Please decide in the console, where you sign in.",
    },
    de: {
      reason:
        "Deine Antwort entscheidet etwas, und wir waren nicht sicher, ob sie von dir ist. Nichts ist geändert.",
      advice: "Bitte entscheide es in der Konsole, wo du dich anmeldest.",
    },
    fr: {
      reason:
        "Votre réponse décide de quelque chose, et nous n'étions pas sûrs qu'elle vienne de vous. Rien n'a changé.",
      advice: "Décidez-en dans la console, où vous vous connectez.",
    },
    es: {
      reason: "Tu respuesta decide algo y no estábamos seguros de que fuera tuya. Nada ha cambiado.",
      advice: "Decídelo en la consola, donde inicias sesión.",
    },
  },
  "act-stale": {
    en: {
      reason: "The letter that you answered is more than two weeks old, so nothing was changed.",
      advice: "What still waits for you is in the console.",
    },
    de: {
      reason: "Der Brief, auf den du geantwortet hast, ist über zwei Wochen alt, darum ist nichts geändert.",
      advice: "Was noch auf dich wartet, steht in der Konsole.",
    },
    fr: {
      reason: "La lettre à laquelle vous avez répondu a plus de deux semaines ; rien n'a donc changé.",
      advice: "Ce qui vous attend encore est dans la console.",
    },
    es: {
      reason: "La carta a la que respondiste tiene más de dos semanas, así que nada ha cambiado.",
      advice: "Lo que aún te espera está en la consola.",
    },
  },
  "by-hand": {
    en: {
      reason: "One of those who look after the community decided not to take it.",
      advice: "If you think that this is a mistake, write to them directly.",
    },
    de: {
      reason: "Jemand von denen, die sich um die Gemeinschaft kümmern, hat es nicht angenommen.",
      advice: "Wenn das ein Irrtum ist, schreib ihnen direkt.",
    },
    fr: {
      reason: "L'une des personnes qui veillent sur la communauté a décidé de ne pas le prendre.",
      advice: "Si c'est une erreur, écrivez-leur directement.",
    },
    es: {
      reason: "Una de las personas que cuidan la comunidad decidió no aceptarlo.",
      advice: "Si crees que es un error, escríbeles directamente.",
    },
  },
};
