import { countingIn } from "#emails/templates/words/counting.ts";
import type { Words } from "#emails/templates/words/en.ts";

const count = countingIn("de");
const andMore = (more: number): string =>
  more > 0 ? ` und ${count(more, { one: "noch eines", other: "# weitere" })}` : "";

export const de: Words = {
  greeting: (name) => `Hallo ${name},`,
  by: { mail: "per Mail", web: "im Web" },
  via: (person, community) => `${person} via ${community}`,
  when: "Wann",
  where: "Wo",
  noPicture: (title) => `Foto: ${title}`,
  linkUntil: (deadline) => `Der Link gilt bis ${deadline}.`,
  notYou: "Wenn du das nicht warst, ist nichts zu tun: Ohne dich geschieht nichts.",

  footer: {
    joined: (community, month) => `Du bekommst das, weil du seit ${month} bei ${community} bist.`,
    member: (community) => `Du bekommst das, weil du Mitglied bei ${community} bist.`,
    once: (community) => `Ein einzelner Brief von ${community}; du stehst deshalb auf keiner Liste.`,
    answer: (community) => `Das antwortet auf eine Mail von dieser Adresse an ${community}.`,
    owner: (community) => `Du bekommst das, weil du dich um ${community} kümmerst.`,
    follower: (community, month) =>
      `Du bekommst das, weil du ${community} folgst${month ? ` (seit ${month})` : ""}.`,
    preferences: "Bestimmen, was kommt und wie oft",
    unsubscribe: "Abbestellen",
    home: (community) => `${community} im Web`,
  },

  digest: {
    subject: (first, more, community, issue) => `${first}${andMore(more)} – ${community} Nr. ${issue}`,
    subjectLong: (first, community) => `Der neue Brief von ${community}: ${first}`,
    issue: (issue, day) => `Brief Nr. ${issue} · ${day}`,
    also: (titles) => `Außerdem: ${titles}.`,
    invitation: "Worauf du auch antworten willst: Antworte einfach auf diesen Brief.",
    howToAnswer:
      "Antworte auf diesen Brief und schreib unter das, worauf du antwortest, oder beginne eine Zeile mit der Nummer, so:",
    example: "2: Wie schön, das möchte ich auch versuchen.",
    answerThis: "Darauf antworten",
    answerOnWeb: "Im Web antworten",
    orWriteTo: "oder schreib an",
    posts: (posts) => count(posts, { one: "# neuer Beitrag", other: "# neue Beiträge" }),
    shortened: "Dieser Beitrag geht im Archiv weiter.",
    rest: (left) => count(left, { one: "Noch # Beitrag", other: "Noch # Beiträge" }),
    more: (item) => `Schreib „mehr ${item}“, dann kommt der Rest, oder`,
    readOn: "lies weiter",
    readThread: "Das Gespräch lesen",
    showcaseBy: (maker) => `Ein Werkstück von ${maker}`,
    eventAt: "Veranstaltung",
    rsvp: "Sagen, ob du kommst",
    rsvpGiven: {
      yes: "Du kommst. Antwort ändern",
      no: "Du kommst nicht. Antwort ändern",
      maybe: "Du kommst vielleicht. Antwort ändern",
      waiting: "Du wartest auf einen Platz. Antwort ändern",
    },
    first: {
      title: (community) => `Dein erster Brief von ${community}`,
      how: "In diesem Brief trifft sich der Kreis. Was du antwortest, geht an alle, in das Gespräch, auf das du antwortest; du brauchst kein Konto und keine Seite.",
      here: (members) =>
        count(members, { one: "Bisher bist nur du hier.", other: "# Menschen sind hier, unter ihnen:" }),
      talk: "Worüber in den letzten Wochen am meisten gesprochen wurde:",
      thread: (posts, voices) =>
        `${count(posts, { one: "# Beitrag", other: "# Beiträge" })} von ${count(voices, { one: "einem Menschen", other: "# Menschen" })}`,
    },
    newcomers: (people) => count(people, { one: "Neu bei uns", other: "Neu bei uns: # Leute" }),
    headline: "Für alles war hier kein Platz.",
    ending: "Das war alles für dieses Mal.",
  },

  newsletter: {
    subject: (first, more, community) => `${first}${andMore(more)} – ${community}`,
    subjectLong: (first, community) => `Neues aus den Werkstätten von ${community}: ${first}`,
    issue: (issue, day) => `Rundbrief Nr. ${issue} · ${day}`,
    also: (titles) => `Außerdem: ${titles}.`,
    preheader: (community) => `Was bei ${community} zuletzt entstand, und wo man sich trifft.`,
    by: (maker) => `Aus der Werkstatt von ${maker}`,
    see: "Ansehen, und was sonst noch entsteht",
    event: "Alles dazu, und ein Termin für den Kalender",
    talk: "Aus dem Gespräch",
    read: "Das ganze Gespräch lesen",
    left: (things) =>
      count(things, { one: "Noch etwas steht im Web:", other: "Noch # Dinge stehen im Web:" }),
    onWeb: "Dieser Brief im Web",
    passedOn: (community) => `Hat dir das jemand weitergegeben? ${community} folgen`,
    ending: "Danke fürs Lesen. Hier sind wenige Hände am Werk, und sie freuen sich über alle, die lesen.",
  },

  confirmInquiry: {
    subject: (maker: string) => `Ein Druck, und ${maker} liest es`,
    preheader:
      "Jemand hat diese Adresse angegeben, um zu fragen. Bestätige, dass du es warst; vorher geschieht nichts.",
    title: "Hast du gefragt?",
    body: (maker: string) =>
      `Das wurde ${maker} in deinem Namen gefragt. Bestätige es auf der Seite hinter diesem Knopf, und es geht als Brief dorthin. Deine Adresse bleibt verborgen.`,
    button: "Ansehen und bestätigen",
  },

  confirmRsvp: {
    subject: (event: string) => `Ein Druck, und du kommst zu „${event}“`,
    preheader:
      "Jemand hat diese Adresse angegeben, um zu kommen. Bestätige, dass du es warst; vorher geschieht nichts.",
    title: "Willst du kommen?",
    body: (event: string) =>
      `Diese Adresse wurde angegeben, um zu „${event}“ zu kommen. Bestätige es auf der Seite hinter diesem Knopf, und dein Platz ist sicher.`,
    button: "Bestätigen und kommen",
  },

  confirmFollow: {
    subject: (community) => `Ein Klick, und du folgst ${community}`,
    preheader: "Jemand hat diese Adresse für den Rundbrief angegeben. Bestätige, dass du es warst.",
    title: "Warst du das, willst du folgen?",
    body: (community) =>
      `Diese Adresse wurde angegeben, um ${community} zu folgen. Bestätige sie auf der Seite hinter diesem Knopf, dann kommt der nächste Rundbrief auch zu dir.`,
    button: "Bestätigen und folgen",
  },

  following: {
    subject: (community) => `Du folgst ${community}: was nun kommt`,
    preheader: "Was hier allen gezeigt wird, kommt als Brief zu dir. Sonst kommt nichts.",
    title: (community) => `Du folgst jetzt ${community}`,
    body: "Wenn es etwas zu zeigen gibt, kommt ein Brief zu dir. Mit einem Klick am Ende jedes Briefs ist damit Schluss.",
    button: "Die bisherigen Briefe lesen",
  },

  instantPost: {
    newThread: (author) => `${author} hat ein Gespräch begonnen`,
    reply: (author) => `${author} hat geantwortet`,
    preheader: (author, community) =>
      `${author} schreibt an ${community}; antworte einfach auf diesen Brief.`,
    answer: "Antworte auf diesen Brief, und alle, die dem Gespräch folgen, lesen dich.",
    thread: "Das ganze Gespräch",
    mute: "Antworte mit dem einen Wort „stumm“, um von diesem Gespräch nichts mehr zu hören.",
  },

  invitation: {
    subject: (inviter, community) => `${inviter} lädt dich zu ${community} ein`,
    subjectLong: (community) => `Du bist zu ${community} eingeladen`,
    preheader: (community) =>
      `${community} ist eine kleine Gemeinschaft, die im Posteingang lebt. Schau sie dir erst an.`,
    title: (community) => `Komm zu ${community}`,
    says: "schreibt",
    invites: (inviter, community) => `${inviter} hätte dich gern bei ${community} dabei.`,
    what: "Es ist ein kleiner Kreis, der einander schreibt. Er kommt als Brief; auf den Brief zu antworten heißt mitzumachen. Es gibt kein Passwort und nichts zu installieren.",
    members: (members) =>
      count(members, { one: "Eine Person ist schon dabei.", other: "# Leute sind dabei." }),
    button: "Die Einladung ansehen",
    reminder: "Das ist eine Erinnerung, die einzige.",
    decline: "Nein, danke: Schreibt mir nicht mehr",
  },

  confirmJoin: {
    subject: (community) => `Ein Klick, und du bist bei ${community}`,
    preheader:
      "Diese Adresse wurde zum Beitritt angegeben. Bestätige, dass du es warst; vorher geschieht nichts.",
    title: "Möchtest du beitreten?",
    body: (community) =>
      `Diese Adresse wurde angegeben, um bei ${community} mitzumachen. Bestätige es auf der Seite hinter diesem Knopf, dann kommt der nächste Brief auch zu dir.`,
    button: "Bestätigen und beitreten",
  },

  welcome: {
    subject: (community) => `Willkommen bei ${community}, und wie es geht`,
    preheader: "Du bist dabei. Drei Dinge, die du wissen solltest, und eine Adresse zum Merken.",
    title: (name) => `Willkommen, ${name}`,
    body: (community) =>
      `Du bist jetzt Mitglied bei ${community}. Alles geschieht per Mail, es gibt also nichts zu lernen und nichts, wo du dich anmelden musst.`,
    first: (rhythm) => `Der Brief kommt ${rhythm}.`,
    rhythms: {
      daily: "jeden Tag",
      weekly: "einmal in der Woche",
      monthly: "einmal im Monat",
      instant: "sobald jemand schreibt",
      publish: "wenn er verschickt wird",
    },
    second: "Um mitzumachen, antworte darauf. Deine Antwort kommt dorthin, wo sie hingehört.",
    third: "Um etwas Neues zu beginnen, schreib an diese Adresse:",
    introduce:
      "Sag Hallo: wer du bist und was du machst. Eine Antwort auf diesen Brief genügt, und die anderen lesen sie.",
    button: "Erzähl uns von dir",
    from: (owner) => `${owner} schreibt:`,
  },

  waitingList: {
    subject: (place, community) => `Du bist Nr. ${place} auf der Liste für ${community}`,
    preheader: "Der Kreis bleibt mit Absicht klein. Wir schreiben dir, sobald ein Platz frei ist.",
    title: (place) => `Dein Platz auf der Liste: ${place}`,
    body: (community, limit) =>
      `${community} ist voll: Es bleibt bei ${limit} Leuten, damit sie einander kennen können. Sobald ein Platz frei wird, wird er der nächsten Person auf der Liste angeboten und drei Tage freigehalten.`,
    before: (people) => count(people, { one: "Eine Person ist vor dir.", other: "# Leute sind vor dir." }),
    next: "Du kommst als Nächstes.",
    leave: "Nehmt mich von der Liste",
  },

  seatOffered: {
    subject: (community) => `Ein Platz für dich bei ${community} ist frei`,
    preheader: "Er wird drei Tage für dich freigehalten. Nimm ihn, oder gib ihn weiter.",
    title: "Ein Platz ist für dich frei",
    body: (community, deadline) =>
      `Du hast auf ${community} gewartet, und nun ist ein Platz frei. Er wird bis ${deadline} für dich freigehalten; danach wird er der nächsten Person angeboten.`,
    button: "Den Platz nehmen",
    decline: "Den Platz weitergeben",
  },

  signIn: {
    subject: (community) => `Dein Link und Code zum Anmelden bei ${community}`,
    preheader: "Ein Link zum Anklicken und ein Code zum Abtippen. Beide gelten einmal und nur kurz.",
    title: "Hier geht es hinein",
    body: "Drück den Knopf auf dem Gerät, auf dem du dich anmelden willst:",
    button: "Anmelden",
    code: "Oder tippe diesen Code auf der Seite ein, auf der du ihn angefordert hast:",
    expires: (minutes) =>
      count(minutes, {
        one: "Beide gelten einmal, eine Minute lang.",
        other: "Beide gelten einmal, # Minuten lang.",
      }),
    notYou:
      "Wenn du das nicht angefordert hast, hat sich vielleicht jemand vertippt. Ohne diesen Brief kommt niemand hinein.",
  },

  rejection: {
    subject: (subject) => `Nicht angenommen: „${subject}“`,
    subjectLong: (community) => `Deine Mail an ${community} wurde nicht angenommen`,
    preheader: "Es wurde nicht veröffentlicht. Hier der Grund, und dein Text, damit nichts verloren geht.",
    title: "Deine Mail wurde nicht angenommen",
    body: (community, moment) =>
      `Am ${moment} hast du an ${community} geschrieben. Es wurde nicht veröffentlicht:`,
    next: "Was du tun kannst:",
    text: "Das hast du geschrieben:",
    cut: "Der Rest ist bei uns aufgehoben, und wer die Gemeinschaft führt, kann ihn lesen.",
    nobody:
      "Niemand sonst hat es gesehen. Diese Zeilen schrieb eine Maschine; solche kommen höchstens einmal am Tag.",
  },

  heldNotice: {
    subject: (community) => `In ${community} wartet etwas auf dich`,
    preheader: "Es hat noch niemand gesehen. Ein Wort als Antwort entscheidet.",
    title: "Das ist zurückgehalten",
    body: (community, moment, sender) =>
      `Am ${moment} kam etwas für ${community} von ${sender}, bei dem wir nicht sicher waren, darum hat es noch niemand gesehen.`,
    text: "Darin steht:",
    reply: (name) =>
      `Antworte mit „freigeben“, damit es im Namen von ${name} durchgeht, oder mit „ablehnen“ und, wenn du magst, ein paar Worten darunter für den Absender.`,
    replyUnknown:
      "Niemand hier hat diese Adresse. Sieh es dir an, um zu wählen, in wessen Namen es durchgeht; oder antworte mit „ablehnen“ und, wenn du magst, ein paar Worten darunter.",
    fresh:
      "Deine Antwort gilt zwei Wochen lang, von deiner eigenen Adresse, für diese eine Nachricht. Die Bestätigung sagt, wie du sie zurücknimmst.",
    button: "Ansehen",
  },

  held: {
    subject: (community) => `Hast du das an ${community} geschrieben?`,
    preheader: "Es kam in deinem Namen, und wir waren nicht sicher. Es wartet, bis du Ja oder Nein sagst.",
    title: "Warst du das?",
    body: (community, moment, sender) =>
      `Am ${moment} kam etwas für ${community} in deinem Namen, von ${sender}. Wir konnten nicht prüfen, ob du es warst, darum hat es noch niemand gesehen.`,
    text: "Darin steht:",
    button: "Ja oder Nein",
    reply:
      "Oder antworte mit „ja“, wenn du es geschrieben hast, und mit „nein“, wenn nicht. Tust du beides nicht, wird es nicht veröffentlicht.",
  },

  question: {
    subject: (subject) => `Wohin gehört das? „${subject}“`,
    subjectLong: "Was hast du gemeint? Eine kurze Frage",
    preheader: "Wir waren nicht sicher, worauf du geantwortet hast, und wollten nicht öffentlich raten.",
    title: "Was hast du gemeint?",
    body: "Danke für deine Antwort. Wir konnten nicht sicher sagen, wozu dieser Teil gehört:",
    choose: "Antworte mit der Nummer:",
    keeps: "Bis dahin sieht es niemand, und nichts davon geht verloren.",
    button: "Im Web auswählen",
  },

  receipt: {
    subject: (done) => `Erledigt: ${done}`,
    subjectLong: (community) => `Erledigt, wie du wolltest, bei ${community}`,
    preheader: (community) =>
      `Du hast an ${community} geschrieben, und das wurde getan. Du kannst es zurücknehmen.`,
    title: "Erledigt",
    undo: "Um es rückgängig zu machen, antworte mit dem Wort:",
    undoPage: "Im Web rückgängig machen",
    undoUntil: (deadline) => `Du kannst es bis ${deadline} rückgängig machen.`,
    asked: "Du hast geschrieben:",
  },

  eventInvitation: {
    kinds: {
      REQUEST: "Einladung",
      CHANGED: "Geändert",
      CANCEL: "Abgesagt",
      REMINDER: "Bald",
      SEATED: "Du hast einen Platz",
    },
    subjects: {
      REQUEST: (event) => `Einladung: ${event}`,
      CHANGED: (event) => `Geändert: ${event}`,
      CANCEL: (event) => `Abgesagt: ${event}`,
      REMINDER: (event) => `Bald: ${event}`,
      SEATED: (event) => `Du hast einen Platz: ${event}`,
    },
    subjectLong: (event, community) => `${event}, eine Veranstaltung bei ${community}`,
    preheader: (day, place) => `${day}, ${place}. Antworte per Kalender, per Mail oder auf der Seite.`,
    organiser: (organiser) => `${organiser} lädt dich ein`,
    changed: "Etwas hat sich geändert. So ist es jetzt:",
    cancelled: "Es findet nicht statt. Dein Kalender nimmt es von selbst heraus.",
    reminder: "Du hast zugesagt, und es ist bald so weit.",
    seated:
      "Du hast gewartet, und ein Platz ist frei geworden: Er gehört dir. Kannst du doch nicht, sag es bitte.",
    button: "Sagen, ob du kommst",
    reply: "Oder antworte in einfachen Worten: „ja“, „ja +1“, „vielleicht“ oder „nein“.",
    page: "Alles zur Veranstaltung",
    capacity: (seats) => count(seats, { one: "Ein Platz ist noch frei.", other: "# Plätze sind noch frei." }),
    there: (time, zone) => `dort ${time} (${zone})`,
  },

  showcaseCard: {
    occasions: {
      draft: {
        subject: (title) => `Dein Werkstück „${title}“: Ist es so richtig?`,
        title: "So wird es aussehen",
        body: "Wir haben diese Karte aus deiner Mail gemacht. Niemand sonst sieht sie, bis du es sagst.",
      },
      changed: {
        subject: (title) => `„${title}“, wie es jetzt aussieht`,
        title: "So sieht es jetzt aus",
        body: "Es ist geändert; so sehen es ab jetzt die anderen.",
      },
      submitted: {
        subject: (title) => `„${title}“ wird noch angesehen`,
        title: "Fast so weit",
        body: "Erste Werkstücke sieht sich vorher jemand an, der sie betreut. Du hörst von uns, sobald es hängt.",
      },
      published: {
        subject: (title) => `„${title}“ ist veröffentlicht`,
        title: "Es ist veröffentlicht",
        body: "Alle sehen es mit ihrem nächsten Brief. Was sie dazu sagen, kommt in ein eigenes Gespräch.",
      },
      hung: {
        subject: (title) => `„${title}“ ist veröffentlicht`,
        title: "Es hängt",
        body: "Jemand hat es sich angesehen: Alle sehen es mit ihrem nächsten Brief.",
      },
    },
    preheader: "Wie andere es sehen, und was du mit einer Antwort ändern kannst.",
    price: "Preis",
    noPrice: "nicht angegeben",
    stock: "Vorrat",
    tags: "Stichworte",
    photo: "Foto",
    replyDraft:
      "Antworte mit „veröffentlichen“, um es zu veröffentlichen. Um etwas zu ändern, schreib eine Zeile wie „Preis 40“, „Titel: Blaue Schale“, „noch drei“ oder „Foto 2 tauschen“ mit einem neuen im Anhang; oder schreib den ganzen Text neu. „Verwerfen“ wirft es weg.",
    replyLive:
      "Später, als Antwort auf jeden Brief darüber: „verkauft“, „noch zwei“, „wieder da“, „Preis 40“ oder „archivieren“.",
    buttonDraft: "Ansehen und veröffentlichen",
    buttonLive: "Ansehen",
    hints: {
      "no-photo": () => "Es war kein Foto dabei. Häng eines an deine Antwort.",
      "which-price": (value) =>
        `Wir haben mehr als einen Preis gefunden (${value}). Sag, welcher gilt: „Preis 40“.`,
      merged: () => "Von Bildern, die dasselbe zeigen, haben wir das größte genommen.",
      refused: (value) => `Diese ließen sich nicht als Bilder lesen: ${value}.`,
      "no-such-photo": (value) => `Ein Foto ${value} gibt es nicht.`,
      "no-new-photo": (value) => `Bei deiner Antwort war kein neues Foto, deshalb bleibt Foto ${value}.`,
      "too-many": () => "Zwölf Fotos sind genug: Die übrigen haben wir weggelassen.",
      "price-unread": (value) => `„${value}“ ließ sich nicht als Preis lesen.`,
    },
  },

  proof: {
    subject: (issue, community) => `Probedruck von Brief Nr. ${issue}: ${community}`,
    preheader: (items, moment) =>
      `${count(items, { one: "# Eintrag", other: "# Einträge" })}, geht am ${moment} hinaus. Antworte „ok“.`,
    title: (issue) => `Brief Nr. ${issue}, bevor er hinausgeht`,
    body: (members, moment) =>
      count(members, { one: `An ein Mitglied, am ${moment}.`, other: `An # Mitglieder, am ${moment}.` }),
    items: "Was darin steht",
    reply: "Antworte mit „ok“, um ihn zu seiner Stunde zu verschicken.",
    itself: "Tust du nichts, geht er zu dieser Stunde von selbst hinaus.",
    waits: "Tust du nichts, wartet er.",
    button: "Ansehen und bearbeiten",
    opening: "Deine Einleitung",
    nothing: "Noch steht nichts darin.",
    exactly: "Ein Ok gilt genau diesem Stand: Was danach gesagt wird, wartet auf den nächsten Brief.",
    test: (subject) => `Probe: ${subject}`,
    why: {
      asked: null,
      required: "Euer Kreis verschickt keinen Brief ohne ein Ok.",
      changed:
        "Der Brief wurde geändert, nachdem der beantwortete Probedruck verschickt war. So steht er jetzt.",
      expired: "Der beantwortete Probedruck war über eine Woche alt. So steht der Brief jetzt.",
      reminder: "Seine Stunde ist da, und er wartet noch auf ein Ok. Wir fragen nicht noch einmal.",
    },
  },

  bounceNotice: {
    subject: (people, community) =>
      count(people, {
        one: `Mail an ein Mitglied von ${community} kommt zurück`,
        other: `Mail an # Mitglieder von ${community} kommt zurück`,
      }),
    preheader: "Ihr Mailserver schickt unsere Briefe zurück. Hier steht, wer, warum und was du tun kannst.",
    title: "Briefe, die zurückkamen",
    body: (people) =>
      count(people, {
        one: "Unsere Briefe an dieses Mitglied kommen zurück. Wir schreiben nicht mehr an die Adresse, damit andere Mail nicht darunter leidet.",
        other:
          "Unsere Briefe an diese Mitglieder kommen zurück. Wir schreiben nicht mehr an die Adressen, damit andere Mail nicht darunter leidet.",
      }),
    reasons: {
      unknown: "dieses Postfach gibt es nicht",
      full: "das Postfach ist voll",
      refused: "der Server hat den Brief abgelehnt",
      complaint: "der Brief wurde als Spam gemeldet",
      other: "der Brief kam zurück",
    },
    since: (day) => `seit ${day}`,
    do: "Frag nach einer anderen Adresse, wenn ihr euch seht, oder bitte darum, von einer neuen an die Gemeinschaft zu schreiben.",
    ask: (inviter) => `${inviter} fragen, von dort kam die Einladung`,
    askSubject: (member) => `Hast du eine andere Adresse von ${member}?`,
    askBody: (member, community) =>
      `Unsere Briefe von ${community} an ${member} kommen zurück. Weißt du eine andere Adresse, oder kannst du nachfragen?`,
    button: "Ansehen",
  },

  inquiry: {
    subject: (title) => `Jemand fragt nach deinem Stück „${title}“`,
    preheader: (asker) =>
      `${asker} fragt nach deinem Werkstück. Antworte einfach; deine Adresse bleibt verborgen.`,
    title: (asker) => `${asker} fragt nach deiner Arbeit`,
    answerTitle: (maker) => `${maker} antwortet dir`,
    answerPreheader: (maker) =>
      `${maker} hat dir geantwortet. Antworte, um weiterzureden; deine Adresse bleibt verborgen.`,
    answerSubject: (title: string) => `Eine Antwort zu „${title}“`,
    workSubject: "Jemand fragt nach dem, was du machst",
    workAnswerSubject: "Eine Antwort auf deine Frage",
    filesLeftOut: (files: number) =>
      files === 1
        ? "Eine Datei war dabei; sie wird nicht weitergegeben."
        : `${files} Dateien waren dabei; sie werden nicht weitergegeben.`,
    hidden: "Antworte auf diesen Brief. Keiner von euch sieht die Adresse des anderen.",
    block: "Unerwünscht? Sperren oder melden",
    showcase: "Das Werkstück",
  },

  closing: {
    closes: {
      subject: (community) => `${community} schließt: was das heißt`,
      preheader:
        "Es gehen keine Briefe mehr hinaus. Dreißig Tage bleibt alles aufgehoben, dann wird es gelöscht.",
      title: "Dieser Kreis schließt",
      body: (owner, community) =>
        `${owner} hat ${community} geschlossen. Ab jetzt geht kein Brief mehr hinaus, und Post dorthin wird nicht weitergegeben.`,
      until: (day) =>
        `Bis ${day} bleibt alles aufgehoben, und so lange kann der Kreis wieder geöffnet werden. Danach wird alles gelöscht: was geschrieben wurde, die Bilder und deine Adresse.`,
    },
    opens: {
      subject: (community) => `${community} ist wieder offen, wie zuvor`,
      preheader: "Es ging nichts verloren. Briefe kommen, wie du es gewählt hattest.",
      title: "Dieser Kreis ist wieder offen",
      body: (owner, community) => `${owner} hat ${community} wieder geöffnet. Es ging nichts verloren.`,
      goOn: "Briefe kommen, wie du es gewählt hattest, und du kannst schreiben wie zuvor.",
    },
    answer: "Wer auf diesen Brief antwortet, schreibt denen, die sich um den Kreis kümmern.",
  },
  exportReady: {
    subject: (community) => `Was du wolltest, ist gepackt: ${community}`,
    preheader: "Alles in einer Datei, einige Tage zum Abholen. Danach wird sie bei uns gelöscht.",
    title: "Dein Export ist fertig",
    body: (what, community) => `Das ist ${what} von ${community}, in einer Datei.`,
    kinds: {
      person: "alles über dich",
      members: "die Liste der Mitglieder",
      archive: "das Archiv aller Gespräche",
      community: "alles",
    },
    size: "Größe",
    until: "Abholen bis",
    button: "Abholen",
    careful:
      "Es kann enthalten, was andere im Vertrauen geschrieben haben. Bewahre es so auf wie ihre Briefe.",
  },
};
