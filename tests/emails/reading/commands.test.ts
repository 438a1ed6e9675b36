import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCommand, type Command } from "#emails/reading/commands.ts";
import { readReaction } from "#emails/reading/reaction.ts";

const today = new Date("2026-04-20T08:00:00Z");
const rsvp = (answer: "yes" | "no" | "maybe", guests = 0): Command => ({ name: "rsvp", answer, guests });
const rhythm = (word: "daily" | "weekly" | "monthly" | "instant" | "digest-only"): Command => ({
  name: "rhythm",
  rhythm: word,
});

/** Each command in English, German, French and Spanish. */
const commands: [Command, string[]][] = [
  [
    { name: "stop" },
    ["stop", "unsubscribe", "abmelden", "stopp", "arrêter", "me désinscrire", "parar", "darme de baja"],
  ],
  [{ name: "pause", until: null }, ["pause", "pausieren", "faire une pause", "pausa"]],
  [
    { name: "pause", until: "2026-05-03" },
    [
      "pause until 3 May",
      "pause until May 3rd",
      "Pause bis 3. Mai",
      "pause jusqu'au 3 mai",
      "pausa hasta el 3 de mayo",
    ],
  ],
  [{ name: "resume" }, ["resume", "weiter", "reprendre", "continuar"]],
  [rhythm("daily"), ["daily", "täglich", "chaque jour", "diario"]],
  [rhythm("weekly"), ["weekly", "wöchentlich", "hebdomadaire", "semanal"]],
  [rhythm("monthly"), ["monthly", "monatlich", "mensuel", "mensual"]],
  [rhythm("instant"), ["every post", "sofort", "immédiat", "al instante"]],
  [
    rhythm("digest-only"),
    ["only the digest", "nur der Rundbrief", "nur den Rundbrief", "seulement le résumé", "solo el resumen"],
  ],
  [{ name: "mute" }, ["mute", "stumm", "sourdine", "silencio"]],
  [{ name: "unmute" }, ["unmute", "Stummschaltung aufheben", "réactiver", "quitar silencio"]],
  [{ name: "follow" }, ["follow", "folgen", "suivre", "seguir este hilo"]],
  [{ name: "unfollow" }, ["unfollow", "nicht mehr folgen", "ne plus suivre", "dejar de seguir"]],
  [{ name: "help" }, ["help", "Hilfe", "aide", "ayuda"]],
  [{ name: "who" }, ["who", "wer", "qui", "quién"]],
  [{ name: "more", item: 3 }, ["more 3", "mehr 3", "plus 3", "más 3"]],
  [{ name: "undo" }, ["undo", "rückgängig", "annuler", "deshacer"]],
  [
    { name: "move", from: 1, to: 4 },
    ["move 1 to 4", "verschiebe 1 nach 4", "déplace 1 vers 4", "mueve 1 a 4"],
  ],
  [{ name: "share" }, ["share", "teilen", "partager", "compartir"]],
  [{ name: "sold" }, ["sold", "verkauft", "vendu", "vendido"]],
  [{ name: "approve" }, ["approve", "freigeben", "approuver", "aprobar"]],
  [{ name: "reject" }, ["reject", "ablehnen", "refuser", "rechazar"]],
  [{ name: "ok" }, ["ok", "passt", "d'accord", "vale"]],
  [rsvp("yes"), ["yes", "ja", "oui", "sí"]],
  [rsvp("yes", 1), ["yes +1", "ja +1", "oui +1", "sí +1"]],
  [rsvp("no"), ["no", "nein", "non"]],
  [rsvp("maybe"), ["maybe", "vielleicht", "peut-être", "quizás"]],
];
const wordings = commands.flatMap(([command, words]) => words.map((word) => [word, command] as const));

describe("the whole new text is a command", () => {
  it.each(wordings)("%s", (word, command) => {
    expect(readCommand(word, today)).toEqual(command);
  });

  const front = [
    "",
    "Please ",
    "Bitte ",
    "Hi, ",
    "Hallo Ana, ",
    "Dear all,\n\n",
    "Bonjour,\n",
    "Hola Ana:\n",
    "Could you ",
    "Ich möchte ",
  ];
  const back = [
    "",
    ".",
    "!",
    ", please",
    " bitte",
    ", s'il vous plaît",
    " por favor",
    ". Thanks!",
    ", danke",
    "\n\nBo",
    "\n\nThanks,\nBo Lind",
    "\nViele Grüße\nBo",
    ". Merci, Bo",
    "\n– Bo",
  ];

  it("with a greeting, polite words and a name around it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...wordings),
        fc.constantFrom(...front),
        fc.constantFrom(...back),
        ([word, command], above, below) => {
          expect([above + word + below, readCommand(above + word + below, today)]).toEqual([
            above + word + below,
            command,
          ]);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe("a sentence that merely contains the word is none", () => {
  const other =
    "spoons kiln glaze market we they always never nine tomorrow barn clay wheel because when which my your her lovely often again here there Ton Ofen Markt wir immer morgen Scheune four marché nous toujours demain horno mercado nosotros siempre".split(
      " ",
    );
  const words = fc.array(fc.constantFrom(...other), { minLength: 1, maxLength: 6 });

  it("whatever stands before or after it", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...wordings),
        words,
        fc.option(words),
        fc.boolean(),
        ([word], some, more, first) => {
          const around = first ? [...some, word, ...(more ?? [])] : [word, ...some, ...(more ?? [])];
          const sentence = around.join(" ");
          expect([sentence, readCommand(sentence, today)]).toEqual([sentence, null]);
          expect([sentence, readCommand(`${sentence}.\n\nThanks,\nBo`, today)]).toEqual([sentence, null]);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it.each([
    "Stop, Ana!",
    "stop?",
    "Should I stop?",
    "more 3 or more 4?",
    "Please stop making such lovely pots",
    "I will pause until the kiln is cold",
    "pause until whenever",
    "pause until then",
    "Who wants two spoons?",
    "Help is on its way",
    "Undo the lid before firing",
    "Move 1 to 4 pots over, please, and the rest too",
    "Daily bread is what I bake",
    "Weekly? Or daily?",
    "I sold them all",
    "yes, but when?",
    "yes and no",
    "no problem",
    "No, thank Ana instead",
    "ok let's meet at nine",
    "Stop by on Saturday",
    "Unsubscribe links are broken in the last letter",
    "mute swans on the river",
    "follow the path to the barn",
    "Arrêter le four à neuf heures",
    "Wer kommt mit?",
    "Stopp das Wasser im Keller",
    "Para mí dos, por favor",
    "plus de trois",
    "Send it to me please",
    "share the table with me?",
    "reject the cracked ones",
    "Hi Ana, stop by when you can. Thanks, Bo",
    "+1 for the idea to stop at nine",
    "move the kiln to 4",
    "please",
    "Thanks, Ana",
  ])("%s", (text) => {
    expect(readCommand(text, today)).toBeNull();
  });
});

describe("a reaction", () => {
  it.each([
    ["+1", "👍"],
    ["👍🏽", "👍🏽"],
    ["👍🏿👍🏿", "👍🏿"],
    ["❤", "❤"],
    ["❤️❤️❤️", "❤️"],
    ["👩🏾‍🎨", "👩🏾‍🎨"],
    ["thanks!", "🙏"],
    ["Thank you so much!!", "🙏"],
    ["danke", "🙏"],
    ["¡Gracias!", "🙏"],
    ["Merci ❤️", "🙏"],
    ["love it", "❤️"],
    ["I love it!", "❤️"],
    ["j'adore !", "❤️"],
    ["me encanta", "❤️"],
    ["wunderschön!", "❤️"],
    ["Thanks, love it!", "🙏"],
    ["Ja, danke", "👍"],
  ])("%s", (text, emoji) => {
    expect(readReaction(text)).toBe(emoji);
  });

  it.each([
    "thanks, but when?",
    "danke, aber wann?",
    "love it, where can I buy one?",
    "thanks for the spoons",
    "👍 but not on Saturday",
    "+1 for Saturday",
    "merci de me dire quand",
    "no thanks",
    "gracias, ¿cuándo?",
    "1",
    "",
  ])("and this is none: %s", (text) => {
    expect(readReaction(text)).toBeNull();
  });

  it("is never what has a question in it", () => {
    const nods = ["thanks", "danke", "merci", "gracias", "love it", "👍", "+1", "super", "great"];
    const questions = ["but when?", "where?", "wann?", "quand ?", "¿cuándo?", "and for whom?"];
    for (const nod of nods)
      for (const question of questions) expect(readReaction(`${nod}, ${question}`)).toBeNull();
  });
});
