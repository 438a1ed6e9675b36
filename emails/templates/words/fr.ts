import { countingIn } from "#emails/templates/words/counting.ts";
import type { Words } from "#emails/templates/words/en.ts";

const count = countingIn("fr");

export const fr: Words = {
  greeting: (name) => `Bonjour ${name},`,
  by: { mail: "par courriel", web: "sur le web" },
  via: (person, community) => `${person} via ${community}`,
  when: "Quand",
  where: "Où",
  noPicture: (title) => `Photographie : ${title}`,
  linkUntil: (deadline) => `Le lien est valable jusqu’au ${deadline}.`,
  notYou: "Si ce n’était pas vous, il n’y a rien à faire : sans vous, rien ne se passe.",

  footer: {
    joined: (community, month) => `Vous recevez ceci parce que vous avez rejoint ${community} en ${month}.`,
    member: (community) => `Vous recevez ceci parce que vous êtes membre de ${community}.`,
    once: (community) => `Une seule lettre de ${community} ; elle ne vous inscrit sur aucune liste.`,
    answer: (community) => `Ceci répond à un courriel de cette adresse à ${community}.`,
    owner: (community) => `Vous recevez ceci parce que vous vous occupez de ${community}.`,
    follower: (community, month) =>
      `Vous recevez ceci parce que vous suivez ${community}${month ? ` (depuis ${month})` : ""}.`,
    preferences: "Choisir ce qui arrive, et quand",
    unsubscribe: "Se désabonner",
    home: (community) => `${community} sur le web`,
  },

  digest: {
    subject: (first, more, community, issue) =>
      `${first}${more > 0 ? ` et ${more} de plus` : ""} – ${community} nº ${issue}`,
    subjectLong: (first, community) => `La nouvelle lettre de ${community} : ${first}`,
    issue: (issue, day) => `Lettre nº ${issue} · ${day}`,
    also: (titles) => `Et aussi : ${titles}.`,
    invitation: "Répondez à tout cela en répondant à cette lettre.",
    howToAnswer:
      "Répondez à cette lettre en écrivant sous ce à quoi vous répondez, ou commencez une ligne par son numéro, ainsi :",
    example: "2: Très beau, j’aimerais essayer aussi.",
    answerThis: "Y répondre",
    answerOnWeb: "Répondre sur le web",
    orWriteTo: "ou écrivez à",
    posts: (posts) => count(posts, { one: "# nouveau message", other: "# nouveaux messages" }),
    shortened: "La suite de ce message est dans les archives.",
    rest: (left) => count(left, { one: "Encore # message", other: "Encore # messages" }),
    more: (item) => `Écrivez « plus ${item} » pour recevoir la suite, ou`,
    readOn: "lisez-la ici",
    readThread: "Lire la conversation",
    showcaseBy: (maker) => `Une pièce de ${maker}`,
    eventAt: "Événement",
    rsvp: "Dire si vous viendrez",
    rsvpGiven: {
      yes: "Vous venez. Changer de réponse",
      no: "Vous ne venez pas. Changer de réponse",
      maybe: "Vous viendrez peut-être. Changer de réponse",
      waiting: "Vous attendez une place. Changer de réponse",
    },
    first: {
      title: (community) => `Votre première lettre de ${community}`,
      how: "C’est dans cette lettre que le cercle se retrouve. Ce que vous répondez va à tout le monde, dans la conversation à laquelle vous répondez ; il ne faut ni compte ni page.",
      here: (members) =>
        count(members, {
          one: "Vous êtes la seule personne ici pour l’instant.",
          other: "Il y a # personnes ici, parmi elles :",
        }),
      talk: "Ce dont on a le plus parlé ces dernières semaines :",
      thread: (posts, voices) =>
        `${count(posts, { one: "# message", other: "# messages" })} de ${count(voices, { one: "une personne", other: "# personnes" })}`,
    },
    newcomers: (people) => count(people, { one: "Une arrivée parmi nous", other: "# arrivées parmi nous" }),
    headline: "Il n’y avait pas la place pour tout ici.",
    ending: "C’est tout pour cette fois.",
  },

  newsletter: {
    subject: (first, more, community) => `${first}${more > 0 ? ` et ${more} de plus` : ""} – ${community}`,
    subjectLong: (first, community) => `Du nouveau dans les ateliers de ${community} : ${first}`,
    issue: (issue, day) => `Lettre publique nº ${issue} · ${day}`,
    also: (titles) => `Et aussi : ${titles}.`,
    preheader: (community) => `Ce qui s’est fait chez ${community}, et où se rencontrer.`,
    by: (maker) => `De l’atelier de ${maker}`,
    see: "Voir la pièce, et ce qui se fait d’autre",
    event: "Tous les détails, et une date pour l’agenda",
    talk: "Dans la conversation",
    read: "Lire toute la conversation",
    left: (things) =>
      count(things, {
        one: "Une autre chose à lire sur le web :",
        other: "# autres choses à lire sur le web :",
      }),
    onWeb: "Cette lettre sur le web",
    passedOn: (community) => `Quelqu’un vous l’a transmise ? Suivre ${community}`,
    ending: "Merci de votre lecture. Peu de mains font tout cela, et chaque lecture leur fait plaisir.",
  },

  confirmInquiry: {
    subject: (maker: string) => `Une pression, et ${maker} vous lit`,
    preheader:
      "Quelqu’un a donné cette adresse pour poser une question. Confirmez que c’était vous ; rien ne se passe avant.",
    title: "Est-ce vous qui avez demandé ?",
    body: (maker: string) =>
      `Voici ce qui a été demandé à ${maker} en votre nom. Confirmez sur la page derrière ce bouton, et cela part par lettre. Votre adresse reste cachée.`,
    button: "Regarder et confirmer",
  },

  confirmRsvp: {
    subject: (event: string) => `Une pression, et vous venez à « ${event} »`,
    preheader:
      "Quelqu’un a donné cette adresse pour venir. Confirmez que c’était vous ; rien ne se passe avant.",
    title: "Voulez-vous venir ?",
    body: (event: string) =>
      `Cette adresse a été donnée pour venir à « ${event} ». Confirmez sur la page derrière ce bouton, et votre place est gardée.`,
    button: "Confirmer et venir",
  },

  confirmFollow: {
    subject: (community) => `Un seul geste, et vous suivez ${community}`,
    preheader: "Quelqu’un a donné cette adresse pour recevoir la lettre. Confirmez que c’était vous.",
    title: "Est-ce vous qui voulez suivre ?",
    body: (community) =>
      `Cette adresse a été donnée pour suivre ${community}. Confirmez-la sur la page derrière ce bouton, et la prochaine lettre viendra aussi à vous.`,
    button: "Confirmer et suivre",
  },

  following: {
    subject: (community) => `Vous suivez ${community} : ce qui arrive`,
    preheader: "Ce qui est montré à tous vous arrive par lettre. Rien d’autre.",
    title: (community) => `Vous suivez maintenant ${community}`,
    body: "Quand il y a quelque chose à montrer, une lettre vous arrive. Un seul geste, à la fin de chacune, suffit pour l’arrêter.",
    button: "Lire les lettres passées",
  },

  instantPost: {
    newThread: (author) => `${author} a ouvert une conversation`,
    reply: (author) => `${author} a répondu`,
    preheader: (author, community) => `${author} écrit à ${community} ; répondez simplement à cette lettre.`,
    answer: "Répondez à cette lettre : tous ceux qui suivent la conversation vous liront.",
    thread: "Toute la conversation",
    mute: "Répondez par le seul mot « sourdine » pour ne plus rien recevoir de cette conversation.",
  },

  invitation: {
    subject: (inviter, community) => `${inviter} vous invite dans ${community}`,
    subjectLong: (community) => `Une invitation à rejoindre ${community}`,
    preheader: (community) =>
      `${community} est un petit cercle qui vit dans la boîte de réception. Voyez avant de choisir.`,
    title: (community) => `Rejoignez ${community}`,
    says: "vous écrit",
    invites: (inviter, community) => `${inviter} aimerait vous compter dans ${community}.`,
    what: "C’est un petit cercle de gens qui s’écrivent. Il arrive sous forme de lettre ; répondre à la lettre, c’est participer. Il n’y a ni mot de passe ni rien à installer.",
    members: (members) =>
      count(members, { one: "Une personne en fait partie.", other: "# personnes en font partie." }),
    button: "Voir l’invitation",
    reminder: "Ceci est un rappel, le seul.",
    decline: "Non merci : ne m’écrivez plus",
  },

  confirmJoin: {
    subject: (community) => `Un clic, et vous êtes dans ${community}`,
    preheader:
      "Cette adresse a été donnée pour s’inscrire. Confirmez que c’était vous ; rien ne se passe avant.",
    title: "Est-ce vous qui voulez venir ?",
    body: (community) =>
      `Cette adresse a été donnée pour rejoindre ${community}. Confirmez-le sur la page derrière ce bouton, et la prochaine lettre viendra aussi chez vous.`,
    button: "Confirmer et rejoindre",
  },

  welcome: {
    subject: (community) => `Bienvenue dans ${community}, et comment ça marche`,
    preheader: "Vous en êtes. Trois choses à savoir, et une adresse à garder.",
    title: (name) => `Bienvenue, ${name}`,
    body: (community) =>
      `Vous êtes maintenant membre de ${community}. Tout se passe par courriel : rien à apprendre, aucun compte à ouvrir.`,
    first: (rhythm) => `La lettre arrive ${rhythm}.`,
    rhythms: {
      daily: "chaque jour",
      weekly: "une fois par semaine",
      monthly: "une fois par mois",
      instant: "dès que quelqu’un écrit",
      publish: "quand elle est envoyée à tous",
    },
    second: "Pour participer, répondez-y. Votre réponse ira là où il faut.",
    third: "Pour commencer quelque chose de nouveau, écrivez à cette adresse :",
    introduce:
      "Dites bonjour : qui vous êtes et ce que vous faites. Il suffit de répondre à cette lettre, et les autres vous liront.",
    button: "Parlez-nous de vous",
    from: (owner) => `${owner} écrit :`,
  },

  waitingList: {
    subject: (place, community) => `Vous êtes nº ${place} sur la liste de ${community}`,
    preheader: "Le cercle reste petit, exprès. Nous vous écrivons dès qu’une place se libère.",
    title: (place) => `Votre place sur la liste : ${place}`,
    body: (community, limit) =>
      `${community} est au complet : le cercle se limite à ${limit} personnes, pour que chacun puisse connaître les autres. Dès qu’une place se libère, elle est proposée à la personne suivante, et gardée trois jours.`,
    before: (people) =>
      count(people, { one: "Une personne est avant vous.", other: "# personnes sont avant vous." }),
    next: "Vous êtes le prochain nom de la liste.",
    leave: "Me retirer de la liste",
  },

  seatOffered: {
    subject: (community) => `Une place s’est libérée pour vous dans ${community}`,
    preheader: "Elle vous est gardée trois jours. Prenez-la, ou laissez-la à la personne suivante.",
    title: "Il y a une place pour vous",
    body: (community, deadline) =>
      `Vous attendiez une place dans ${community}, et il y en a une. Elle vous est gardée jusqu’au ${deadline} ; ensuite elle sera proposée à la personne suivante.`,
    button: "Prendre la place",
    decline: "La laisser à la personne suivante",
  },

  signIn: {
    subject: (community) => `Votre lien et votre code pour ${community}`,
    preheader: "Un lien à suivre et un code à taper. Chacun ne sert qu’une fois, et peu de temps.",
    title: "Voici comment entrer",
    body: "Appuyez sur le bouton, sur l’appareil où vous voulez vous connecter :",
    button: "Se connecter",
    code: "Ou tapez ce code sur la page où vous l’avez demandé :",
    expires: (minutes) =>
      count(minutes, {
        one: "Chacun ne sert qu’une fois, pendant une minute.",
        other: "Chacun ne sert qu’une fois, pendant # minutes.",
      }),
    notYou:
      "Si vous ne l’avez pas demandé, quelqu’un s’est peut-être trompé d’adresse. Personne n’entre sans cette lettre.",
  },

  rejection: {
    subject: (subject) => `Pas accepté : « ${subject} »`,
    subjectLong: (community) => `Votre courriel à ${community} n’a pas été accepté`,
    preheader: "Il n’a pas été publié. Voici la raison, et votre texte, pour que rien ne se perde.",
    title: "Votre courriel n’a pas été accepté",
    body: (community, moment) => `Le ${moment}, vous avez écrit à ${community}. Cela n’a pas été publié :`,
    next: "Ce que vous pouvez faire :",
    text: "Voici ce que vous avez écrit :",
    cut: "Le reste est conservé chez nous, et la personne responsable peut le lire.",
    nobody:
      "Personne d’autre ne l’a vu. Ce mot a été écrit par une machine ; il en vient un par jour au plus.",
  },

  heldNotice: {
    subject: (community) => `À vous de décider, dans ${community}`,
    preheader: "Personne ne l’a encore vu. Un mot en réponse suffit pour décider.",
    title: "Ce message est retenu",
    body: (community, moment, sender) =>
      `Le ${moment}, quelque chose est arrivé pour ${community} de ${sender}, et nous avions un doute ; personne ne l’a donc encore vu.`,
    text: "On y lit :",
    reply: (name) =>
      `Répondez « accepter » pour le laisser passer au nom de ${name}, ou « refuser » et, si vous voulez, quelques mots en dessous pour l’expéditeur.`,
    replyUnknown:
      "Personne ici n’a cette adresse. Regardez-le pour choisir au nom de qui il passe ; ou répondez « refuser » et, si vous voulez, quelques mots en dessous pour l’expéditeur.",
    fresh:
      "Votre réponse vaut pendant deux semaines, depuis votre propre adresse, pour ce seul message. Le reçu dit comment revenir en arrière.",
    button: "Le regarder",
  },

  held: {
    subject: (community) => `Avez-vous écrit ceci à ${community} ?`,
    preheader: "C’est venu en votre nom, sans que nous en soyons sûrs. Cela attend votre oui ou votre non.",
    title: "Était-ce vous ?",
    body: (community, moment, sender) =>
      `Le ${moment}, quelque chose est arrivé pour ${community} en votre nom, de ${sender}. Nous n’avons pas pu vérifier que c’était vous ; personne ne l’a donc encore vu.`,
    text: "On y lit :",
    button: "Oui ou non",
    reply:
      "Ou répondez « oui » si vous l’avez écrit, et « non » dans le cas contraire. Sans réponse, ce ne sera pas publié.",
  },

  question: {
    subject: (subject) => `Où le mettre ? « ${subject} »`,
    subjectLong: "De quoi parliez-vous ? Une courte question",
    preheader: "Nous ne savions pas à quoi vous répondiez, et ne voulions pas deviner en public.",
    title: "De quoi parliez-vous ?",
    body: "Merci de votre réponse. Nous n’avons pas pu dire avec certitude à quoi se rapporte ce passage :",
    choose: "Répondez par le numéro :",
    keeps: "D’ici là personne ne le voit, et rien n’en est perdu.",
    button: "Choisir sur le web",
  },

  receipt: {
    subject: (done) => `C’est fait : ${done}`,
    subjectLong: (community) => `C’est fait, comme demandé, dans ${community}`,
    preheader: (community) =>
      `Vous avez écrit à ${community}, et voici ce qui a été fait. Cela peut s’annuler.`,
    title: "C’est fait",
    undo: "Pour l’annuler, répondez par le mot :",
    undoPage: "L’annuler sur le web",
    undoUntil: (deadline) => `Vous pouvez l’annuler jusqu’au ${deadline}.`,
    asked: "Vous avez écrit :",
  },

  eventInvitation: {
    kinds: {
      REQUEST: "Invitation",
      CHANGED: "Changement",
      CANCEL: "Annulation",
      REMINDER: "Bientôt",
      SEATED: "Vous avez une place",
    },
    subjects: {
      REQUEST: (event) => `Invitation : ${event}`,
      CHANGED: (event) => `Modifié : ${event}`,
      CANCEL: (event) => `Annulé : ${event}`,
      REMINDER: (event) => `Bientôt : ${event}`,
      SEATED: (event) => `Vous avez une place : ${event}`,
    },
    subjectLong: (event, community) => `${event}, un événement de ${community}`,
    preheader: (day, place) => `${day}, ${place}. Répondez par calendrier, par courriel ou sur la page.`,
    organiser: (organiser) => `${organiser} vous invite`,
    changed: "Quelque chose a changé. Voici ce qu’il en est maintenant :",
    cancelled: "Cela n’aura pas lieu. Votre calendrier le retire de lui-même.",
    reminder: "Vous avez dit que vous viendriez, et c’est bientôt.",
    seated:
      "Vous attendiez, et une place s’est libérée : elle est à vous. Si vous ne pouvez plus venir, dites-le, s’il vous plaît.",
    button: "Dire si vous viendrez",
    reply: "Ou répondez simplement : « oui », « oui +1 », « peut-être » ou « non ».",
    page: "Tout sur l’événement",
    capacity: (seats) => count(seats, { one: "Il reste une place.", other: "Il reste # places." }),
    there: (time, zone) => `sur place ${time} (${zone})`,
  },

  showcaseCard: {
    occasions: {
      draft: {
        subject: (title) => `Votre pièce « ${title} » : est-ce bien ainsi ?`,
        title: "Voici ce que cela donnera",
        body: "Nous avons fait cette carte à partir de votre courriel. Personne ne la voit avant que vous ne le disiez.",
      },
      changed: {
        subject: (title) => `« ${title} », telle qu’elle est maintenant`,
        title: "Voici ce que cela donne",
        body: "C’est changé ; voici ce que les autres voient désormais.",
      },
      submitted: {
        subject: (title) => `« ${title} » attend un regard`,
        title: "C’est presque fait",
        body: "Une personne du cercle regarde les premières pièces avant leur publication. Nous vous écrirons dès que ce sera fait.",
      },
      published: {
        subject: (title) => `« ${title} » est publiée`,
        title: "C’est publié",
        body: "Chacun la voit avec sa prochaine lettre. Ce que les autres en disent arrive dans sa propre conversation.",
      },
      hung: {
        subject: (title) => `« ${title} » est publiée`,
        title: "Elle est accrochée",
        body: "Quelqu’un l’a regardée : chacun la voit avec sa prochaine lettre.",
      },
    },
    preheader: "Comment les autres la voient, et ce qu’une réponse peut changer.",
    price: "Prix",
    noPrice: "non indiqué",
    stock: "Stock",
    tags: "Mots-clés",
    photo: "Photo",
    replyDraft:
      "Répondez « publier » pour la publier. Pour changer quelque chose, écrivez une ligne comme « prix 40 », « titre : Bol bleu », « il en reste trois » ou « remplacer la photo 2 » avec une nouvelle en pièce jointe ; ou récrivez tout le texte. « Jeter » l’abandonne.",
    replyLive:
      "Plus tard, en réponse à toute lettre à son sujet : « vendu », « il en reste deux », « de nouveau disponible », « prix 40 » ou « archiver ».",
    buttonDraft: "Regarder et publier",
    buttonLive: "Regarder",
    hints: {
      "no-photo": () => "Il n’y avait pas de photo. Joignez-en une à votre réponse.",
      "which-price": (value) => `Nous avons trouvé plus d’un prix (${value}). Dites lequel : « prix 40 ».`,
      merged: () => "Des images qui montrent la même chose, nous avons pris la plus grande.",
      refused: (value) => `Ces fichiers n’ont pas pu être lus comme images : ${value}.`,
      "no-such-photo": (value) => `Il n’y a pas de photo ${value}.`,
      "no-new-photo": (value) => `Votre réponse n’avait pas de nouvelle photo : la photo ${value} reste.`,
      "too-many": () => "Douze photos suffisent : les autres ont été laissées de côté.",
      "price-unread": (value) => `« ${value} » n’a pas pu être lu comme un prix.`,
    },
  },

  proof: {
    subject: (issue, community) => `Épreuve de la lettre nº ${issue} : ${community}`,
    preheader: (items, moment) =>
      `${count(items, { one: "# sujet", other: "# sujets" })}, pour le ${moment}. Répondez « ok ».`,
    title: (issue) => `La lettre nº ${issue}, avant son départ`,
    body: (members, moment) =>
      count(members, { one: `À un membre, le ${moment}.`, other: `À # membres, le ${moment}.` }),
    items: "Ce qu’elle contient",
    reply: "Répondez « ok » pour l’envoyer à son heure.",
    itself: "Si vous ne faites rien, elle part d’elle-même à cette heure.",
    waits: "Si vous ne faites rien, elle attend.",
    button: "La regarder et la modifier",
    opening: "Votre introduction",
    nothing: "Elle ne contient encore rien.",
    exactly: "Un ok vaut exactement pour ceci : ce qui se dira ensuite attendra la lettre suivante.",
    test: (subject) => `Essai : ${subject}`,
    why: {
      asked: null,
      required: "Votre cercle n’envoie aucune lettre sans un ok.",
      changed: "La lettre a été modifiée après l’épreuve à laquelle vous avez répondu. La voici maintenant.",
      expired: "L’épreuve à laquelle vous avez répondu avait plus d’une semaine. Voici la lettre maintenant.",
      reminder: "Son heure est venue, et elle attend toujours un ok. Nous ne le redemanderons pas.",
    },
  },

  bounceNotice: {
    subject: (people, community) =>
      count(people, {
        one: `Le courrier d’un membre de ${community} revient`,
        other: `Le courrier de # membres de ${community} revient`,
      }),
    preheader: "Leur serveur nous renvoie nos lettres. Voici qui, pourquoi, et ce que vous pouvez faire.",
    title: "Des lettres revenues",
    body: (people) =>
      count(people, {
        one: "Nos lettres à ce membre reviennent. Nous n’écrivons plus à cette adresse, pour ne pas nuire au reste du courrier.",
        other:
          "Nos lettres à ces membres reviennent. Nous n’écrivons plus à ces adresses, pour ne pas nuire au reste du courrier.",
      }),
    reasons: {
      unknown: "cette boîte n’existe pas",
      full: "la boîte est pleine",
      refused: "le serveur a refusé la lettre",
      complaint: "la lettre a été marquée comme indésirable",
      other: "la lettre est revenue",
    },
    since: (day) => `depuis le ${day}`,
    do: "Demandez-leur une autre adresse quand vous les voyez, ou qu’ils écrivent d’une nouvelle adresse.",
    ask: (inviter) => `Demander à ${inviter}, de qui venait l’invitation`,
    askSubject: (member) => `Auriez-vous une autre adresse pour ${member} ?`,
    askBody: (member, community) =>
      `Nos lettres de ${community} à ${member} nous reviennent. Connaissez-vous une autre adresse, ou pourriez-vous demander ?`,
    button: "Les regarder",
  },

  inquiry: {
    subject: (title) => `Une question sur votre pièce « ${title} »`,
    preheader: (asker) =>
      `${asker} s’intéresse à votre pièce. Répondez simplement ; votre adresse reste cachée.`,
    title: (asker) => `${asker} vous interroge sur votre travail`,
    answerTitle: (maker) => `${maker} vous répond`,
    answerPreheader: (maker) =>
      `${maker} vous a répondu. Répondez pour continuer ; votre adresse reste cachée.`,
    answerSubject: (title: string) => `Une réponse sur « ${title} »`,
    workSubject: "Quelqu’un s’intéresse à ce que vous faites",
    workAnswerSubject: "Une réponse à votre question",
    filesLeftOut: (files: number) =>
      files === 1
        ? "Un fichier l’accompagnait ; il n’est pas transmis."
        : `${files} fichiers l’accompagnaient ; ils ne sont pas transmis.`,
    hidden: "Répondez à cette lettre. Aucun de vous ne voit l’adresse de l’autre.",
    block: "Indésirable ? Bloquer ou signaler",
    showcase: "La pièce",
  },

  closing: {
    closes: {
      subject: (community) => `${community} ferme : ce que cela veut dire`,
      preheader: "Plus aucune lettre ne part. Tout est gardé trente jours, puis effacé.",
      title: "Ce cercle ferme",
      body: (owner, community) =>
        `${owner} a fermé ${community}. Désormais aucune lettre ne part, et le courrier qui lui est adressé n’est plus transmis.`,
      until: (day) =>
        `Tout est gardé jusqu’au ${day}, et le cercle peut être rouvert d’ici là. Ensuite, tout est effacé : ce qui a été écrit, les images et ton adresse.`,
    },
    opens: {
      subject: (community) => `${community} est de nouveau ouvert`,
      preheader: "Rien n’a été perdu. Les lettres viennent comme tu l’avais choisi.",
      title: "Ce cercle est de nouveau ouvert",
      body: (owner, community) => `${owner} a rouvert ${community}. Rien n’a été perdu.`,
      goOn: "Les lettres viennent comme tu l’avais choisi, et tu peux écrire comme avant.",
    },
    answer: "Répondre à cette lettre, c’est écrire à celles et ceux qui s’occupent du cercle.",
  },
  exportReady: {
    subject: (community) => `Ce que vous avez demandé est prêt : ${community}`,
    preheader: "Tout en un seul fichier, à prendre pendant quelques jours. Puis il est effacé chez nous.",
    title: "Votre export est prêt",
    body: (what, community) => `${community} : ${what}, en un seul fichier.`,
    kinds: {
      person: "tout ce qui vous concerne",
      members: "la liste des membres",
      archive: "les archives de toutes les conversations",
      community: "tout",
    },
    size: "Taille",
    until: "À prendre avant le",
    button: "Le prendre",
    careful:
      "Il peut contenir ce que d’autres ont écrit en confiance. Gardez-le comme vous garderiez leurs lettres.",
  },
};
