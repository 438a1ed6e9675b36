import { countingIn } from "#emails/templates/words/counting.ts";
import type { Words } from "#emails/templates/words/en.ts";

const count = countingIn("es");

export const es: Words = {
  greeting: (name) => `Hola, ${name}:`,
  by: { mail: "por correo", web: "en la web" },
  via: (person, community) => `${person} vía ${community}`,
  when: "Cuándo",
  where: "Dónde",
  noPicture: (title) => `Fotografía: ${title}`,
  linkUntil: (deadline) => `El enlace sirve hasta el ${deadline}.`,
  notYou: "Si no fuiste tú, no hay nada que hacer: sin ti no pasa nada.",

  footer: {
    joined: (community, month) => `Recibes esto porque te uniste a ${community} en ${month}.`,
    member: (community) => `Recibes esto porque formas parte de ${community}.`,
    once: (community) => `Una sola carta de ${community}; no estás en ninguna lista por ella.`,
    answer: (community) => `Esto responde a un correo de esta dirección a ${community}.`,
    owner: (community) => `Recibes esto porque cuidas de ${community}.`,
    follower: (community, month) =>
      `Recibes esto porque sigues a ${community}${month ? ` (desde ${month})` : ""}.`,
    preferences: "Elegir qué llega y cada cuánto",
    unsubscribe: "Darse de baja",
    home: (community) => `${community} en la web`,
  },

  digest: {
    subject: (first, more, community, issue) =>
      `${first}${more > 0 ? ` y ${more} más` : ""} – ${community} n.º ${issue}`,
    subjectLong: (first, community) => `La nueva carta de ${community}: ${first}`,
    issue: (issue, day) => `Carta n.º ${issue} · ${day}`,
    also: (titles) => `Además: ${titles}.`,
    invitation: "Responde a lo que quieras respondiendo a esta carta.",
    howToAnswer:
      "Responde a esta carta escribiendo debajo de lo que contestas, o empieza una línea con su número, así:",
    example: "2: Qué bonito, me gustaría probarlo.",
    answerThis: "Responder a esto",
    answerOnWeb: "Responder en la web",
    orWriteTo: "o escribe a",
    posts: (posts) => count(posts, { one: "# mensaje nuevo", other: "# mensajes nuevos" }),
    shortened: "Este mensaje sigue en el archivo.",
    rest: (left) => count(left, { one: "Queda # mensaje más", other: "Quedan # mensajes más" }),
    more: (item) => `Escribe «más ${item}» para recibir el resto, o`,
    readOn: "sigue leyendo",
    readThread: "Leer la conversación",
    showcaseBy: (maker) => `Una pieza de ${maker}`,
    eventAt: "Encuentro",
    rsvp: "Decir si vendrás",
    rsvpGiven: {
      yes: "Vas a venir. Cambiar la respuesta",
      no: "No vas a venir. Cambiar la respuesta",
      maybe: "Quizás vengas. Cambiar la respuesta",
      waiting: "Esperas un sitio. Cambiar la respuesta",
    },
    first: {
      title: (community) => `Tu primera carta de ${community}`,
      how: "En esta carta se reúne el círculo. Lo que respondes llega a todas las personas, dentro de la conversación a la que respondes; no hace falta cuenta ni página.",
      here: (members) =>
        count(members, { one: "Por ahora solo estás tú.", other: "Aquí hay # personas, entre ellas:" }),
      talk: "De lo que más se habló en las últimas semanas:",
      thread: (posts, voices) =>
        `${count(posts, { one: "# mensaje", other: "# mensajes" })} de ${count(voices, { one: "una persona", other: "# personas" })}`,
    },
    newcomers: (people) => count(people, { one: "Alguien se ha sumado", other: "Se han sumado # personas" }),
    headline: "Aquí no cabía todo.",
    ending: "Eso es todo por esta vez.",
  },

  newsletter: {
    subject: (first, more, community) => `${first}${more > 0 ? ` y ${more} más` : ""} – ${community}`,
    subjectLong: (first, community) => `Novedades de los talleres de ${community}: ${first}`,
    issue: (issue, day) => `Boletín n.º ${issue} · ${day}`,
    also: (titles) => `Además: ${titles}.`,
    preheader: (community) => `Lo que se ha hecho en ${community}, y dónde encontrarse.`,
    by: (maker) => `Del taller de ${maker}`,
    see: "Verla, y todo lo demás que se hace",
    event: "Todos los detalles, y una fecha para tu calendario",
    talk: "De una conversación",
    read: "Leer toda la conversación",
    left: (things) =>
      count(things, { one: "Queda una cosa más en la web:", other: "Quedan # cosas más en la web:" }),
    onWeb: "Esta carta en la web",
    passedOn: (community) => `¿Te la ha pasado alguien? Seguir a ${community}`,
    ending: "Gracias por leernos. Esto se hace entre pocas manos, y cada lectura las alegra.",
  },

  confirmInquiry: {
    subject: (maker: string) => `Una pulsación, y ${maker} te lee`,
    preheader:
      "Alguien dio esta dirección para hacer una pregunta. Confirma que fuiste tú; antes no pasa nada.",
    title: "¿Preguntaste tú?",
    body: (maker: string) =>
      `Esto se preguntó a ${maker} en tu nombre. Confírmalo en la página tras este botón, y va allí como carta. Tu dirección queda oculta.`,
    button: "Mirar y confirmar",
  },

  confirmRsvp: {
    subject: (event: string) => `Una pulsación, y vienes a «${event}»`,
    preheader: "Alguien dio esta dirección para venir. Confirma que fuiste tú; antes no pasa nada.",
    title: "¿Quieres venir?",
    body: (event: string) =>
      `Esta dirección se dio para venir a «${event}». Confírmalo en la página tras este botón, y tu plaza queda guardada.`,
    button: "Confirmar y venir",
  },

  confirmFollow: {
    subject: (community) => `Con un solo clic sigues a ${community}`,
    preheader: "Alguien dio esta dirección para recibir el boletín. Confirma que fuiste tú.",
    title: "¿Eres tú quien quiere seguirnos?",
    body: (community) =>
      `Se dio esta dirección para seguir a ${community}. Confírmala en la página que abre este botón, y el próximo boletín te llegará.`,
    button: "Confirmar y seguir",
  },

  following: {
    subject: (community) => `Sigues a ${community}: lo que llega`,
    preheader: "Lo que se enseña a todo el mundo te llega como una carta. Nada más.",
    title: (community) => `Ahora sigues a ${community}`,
    body: "Cuando haya algo que enseñar, te llegará una carta. Con un clic, al final de cada una, deja de llegar.",
    button: "Leer las cartas anteriores",
  },

  instantPost: {
    newThread: (author) => `${author} ha empezado una conversación`,
    reply: (author) => `${author} ha respondido`,
    preheader: (author, community) => `${author} escribe a ${community}; responde simplemente a esta carta.`,
    answer: "Responde a esta carta y te leerán todos los que siguen la conversación.",
    thread: "Toda la conversación",
    mute: "Responde con la sola palabra «silencio» para no recibir más de esta conversación.",
  },

  invitation: {
    subject: (inviter, community) => `${inviter} te invita a ${community}`,
    subjectLong: (community) => `Tienes una invitación para unirte a ${community}`,
    preheader: (community) =>
      `${community} es una pequeña comunidad que vive en el buzón. Mírala antes de decidir.`,
    title: (community) => `Ven a ${community}`,
    says: "escribe",
    invites: (inviter, community) => `A ${inviter} le gustaría tenerte en ${community}.`,
    what: "Es un pequeño círculo de gente que se escribe. Llega como una carta; responder a la carta es participar. No hay contraseña ni nada que instalar.",
    members: (members) => count(members, { one: "Ya hay una persona.", other: "Son # personas." }),
    button: "Ver la invitación",
    reminder: "Esto es un recordatorio, el único.",
    decline: "No, gracias: no me escribáis más",
  },

  confirmJoin: {
    subject: (community) => `Un clic, y ya estás en ${community}`,
    preheader: "Alguien dio esta dirección para unirse. Confirma que fuiste tú; antes no pasa nada.",
    title: "¿Eres tú quien quiere unirse?",
    body: (community) =>
      `Esta dirección se dio para unirse a ${community}. Confírmalo en la página que hay tras este botón, y la próxima carta te llegará también a ti.`,
    button: "Confirmar y unirme",
  },

  welcome: {
    subject: (community) => `Te damos la bienvenida a ${community}`,
    preheader: "Ya estás dentro. Tres cosas que saber y una dirección que guardar.",
    title: (name) => `Hola, ${name}: ya estás dentro`,
    body: (community) =>
      `Ahora formas parte de ${community}. Todo ocurre por correo, así que no hay nada que aprender ni dónde identificarse.`,
    first: (rhythm) => `La carta llega ${rhythm}.`,
    rhythms: {
      daily: "cada día",
      weekly: "una vez por semana",
      monthly: "una vez al mes",
      instant: "en cuanto alguien escribe",
      publish: "cuando se envía a todos",
    },
    second: "Para participar, respóndela. Tu respuesta irá a donde corresponde.",
    third: "Para empezar algo nuevo, escribe a esta dirección:",
    introduce: "Saluda: quién eres y qué haces. Basta con responder a esta carta, y los demás te leerán.",
    button: "Háblanos de ti",
    from: (owner) => `${owner} escribe:`,
  },

  waitingList: {
    subject: (place, community) => `Tienes el n.º ${place} en la lista de ${community}`,
    preheader: "El círculo es pequeño a propósito. Te escribiremos en cuanto haya un sitio libre.",
    title: (place) => `Tu lugar en la lista: ${place}`,
    body: (community, limit) =>
      `${community} está al completo: no pasa de ${limit} personas, para que puedan conocerse. En cuanto haya un sitio libre se ofrece a la siguiente persona de la lista, y se le guarda tres días.`,
    before: (people) =>
      count(people, { one: "Hay una persona antes que tú.", other: "Hay # personas antes que tú." }),
    next: "Tu nombre es el siguiente.",
    leave: "Quitadme de la lista",
  },

  seatOffered: {
    subject: (community) => `Hay un sitio libre para ti en ${community}`,
    preheader: "Te lo guardamos tres días. Tómalo, o déjalo para la siguiente persona.",
    title: "Hay un sitio para ti",
    body: (community, deadline) =>
      `Esperabas un sitio en ${community}, y ya lo hay. Te lo guardamos hasta el ${deadline}; después se ofrecerá a la siguiente persona.`,
    button: "Tomar el sitio",
    decline: "Dejarlo para la siguiente persona",
  },

  signIn: {
    subject: (community) => `Tu enlace y tu código para entrar en ${community}`,
    preheader: "Un enlace que pulsar y un código que escribir. Ambos sirven una vez y por poco tiempo.",
    title: "Por aquí se entra",
    body: "Pulsa el botón en el aparato donde quieras entrar:",
    button: "Entrar",
    code: "O escribe este código en la página donde lo pediste:",
    expires: (minutes) =>
      count(minutes, {
        one: "Ambos sirven una vez, durante un minuto.",
        other: "Ambos sirven una vez, durante # minutos.",
      }),
    notYou: "Si no lo pediste, quizá alguien se equivocó de dirección. Nadie entra sin esta carta.",
  },

  rejection: {
    subject: (subject) => `No se ha aceptado: «${subject}»`,
    subjectLong: (community) => `Lo que escribiste a ${community} no se aceptó`,
    preheader: "No se ha publicado. Aquí está el motivo, y tu texto, para que no se pierda nada.",
    title: "Lo que escribiste no se aceptó",
    body: (community, moment) => `El ${moment} escribiste a ${community}. No se ha publicado:`,
    next: "Lo que puedes hacer:",
    text: "Esto es lo que escribiste:",
    cut: "Guardamos el resto, y quien lleva la comunidad puede leerlo.",
    nobody: "Nadie más lo ha visto. Este aviso lo escribió una máquina; llega uno al día como mucho.",
  },

  heldNotice: {
    subject: (community) => `Te toca decidir sobre algo en ${community}`,
    preheader: "Nadie lo ha visto todavía. Una palabra en respuesta decide.",
    title: "Esto está retenido",
    body: (community, moment, sender) =>
      `El ${moment} llegó algo para ${community} de ${sender} y no estábamos seguros, así que nadie lo ha visto todavía.`,
    text: "Dice:",
    reply: (name) =>
      `Responde «aprobar» para que pase en nombre de ${name}, o «rechazar» y, si quieres, unas palabras debajo para el remitente.`,
    replyUnknown:
      "Nadie aquí tiene esta dirección. Míralo para elegir en nombre de quién pasa; o responde «rechazar» y, si quieres, unas palabras debajo para el remitente.",
    fresh:
      "Tu respuesta vale dos semanas, desde tu propia dirección, para este único mensaje. El recibo dice cómo deshacerlo.",
    button: "Verlo",
  },

  held: {
    subject: (community) => `¿Has escrito tú esto a ${community}?`,
    preheader: "Llegó en tu nombre y no pudimos estar seguros. Espera a que digas sí o no.",
    title: "¿Fuiste tú?",
    body: (community, moment, sender) =>
      `El ${moment} llegó algo para ${community} en tu nombre, de ${sender}. No pudimos comprobar que fueras tú, así que nadie lo ha visto todavía.`,
    text: "Dice:",
    button: "Sí o no",
    reply: "O responde «sí» si lo escribiste, y «no» si no lo hiciste. Si no haces nada, no se publica.",
  },

  question: {
    subject: (subject) => `¿Dónde va esto? «${subject}»`,
    subjectLong: "¿A qué te referías? Una pregunta breve",
    preheader: "No sabíamos a qué respondías, y no quisimos adivinarlo en público.",
    title: "¿A qué te referías?",
    body: "Gracias por tu respuesta. No pudimos saber con certeza a qué corresponde esta parte:",
    choose: "Responde con el número:",
    keeps: "Hasta entonces nadie lo ve, y nada se pierde.",
    button: "Elegir en la web",
  },

  receipt: {
    subject: (done) => `Hecho: ${done}`,
    subjectLong: (community) => `Hecho, como pediste, en ${community}`,
    preheader: (community) => `Escribiste a ${community}, y esto es lo que se hizo. Puedes deshacerlo.`,
    title: "Hecho",
    undo: "Para deshacerlo, responde con la palabra:",
    undoPage: "Deshacerlo en la web",
    undoUntil: (deadline) => `Puedes deshacerlo hasta el ${deadline}.`,
    asked: "Escribiste:",
  },

  eventInvitation: {
    kinds: {
      REQUEST: "Invitación",
      CHANGED: "Cambio",
      CANCEL: "Cancelado",
      REMINDER: "Pronto",
      SEATED: "Tienes sitio",
    },
    subjects: {
      REQUEST: (event) => `Invitación: ${event}`,
      CHANGED: (event) => `Cambia: ${event}`,
      CANCEL: (event) => `Se cancela: ${event}`,
      REMINDER: (event) => `Pronto: ${event}`,
      SEATED: (event) => `Tienes sitio: ${event}`,
    },
    subjectLong: (event, community) => `${event}, un encuentro de ${community}`,
    preheader: (day, place) => `${day}, ${place}. Responde por calendario, por correo o en la página.`,
    organiser: (organiser) => `${organiser} te invita`,
    changed: "Algo ha cambiado. Ahora queda así:",
    cancelled: "No se celebrará. Tu calendario lo quita por sí solo.",
    reminder: "Dijiste que vendrías, y ya falta poco.",
    seated: "Esperabas, y ha quedado un sitio libre: es tuyo. Si ya no puedes venir, dilo, por favor.",
    button: "Decir si vendrás",
    reply: "O responde con palabras sencillas: «sí», «sí +1», «quizá» o «no».",
    page: "Todo sobre el encuentro",
    capacity: (seats) => count(seats, { one: "Queda un sitio.", other: "Quedan # sitios." }),
    there: (time, zone) => `allí ${time} (${zone})`,
  },

  showcaseCard: {
    occasions: {
      draft: {
        subject: (title) => `Tu pieza «${title}»: ¿está bien así?`,
        title: "Así se verá",
        body: "Hemos hecho esta ficha con tu correo. Nadie más la ve hasta que tú lo digas.",
      },
      changed: {
        subject: (title) => `«${title}», como está ahora`,
        title: "Así se ve ahora",
        body: "Está cambiada, y así la ven los demás desde ahora.",
      },
      submitted: {
        subject: (title) => `«${title}» espera una mirada`,
        title: "Ya casi está",
        body: "Alguien del círculo mira las primeras piezas antes de publicarlas. Te escribiremos en cuanto se publique.",
      },
      published: {
        subject: (title) => `«${title}» está publicada`,
        title: "Está publicada",
        body: "Todos la ven con su próxima carta. Lo que digan llega a su propia conversación.",
      },
      hung: {
        subject: (title) => `«${title}» está publicada`,
        title: "Ya está colgada",
        body: "Alguien la ha mirado: todos la ven con su próxima carta.",
      },
    },
    preheader: "Cómo la ven los demás, y qué puedes cambiar con una respuesta.",
    price: "Precio",
    noPrice: "sin indicar",
    stock: "Existencias",
    tags: "Etiquetas",
    photo: "Foto",
    replyDraft:
      "Responde «publicar» para publicarla. Para cambiar algo, escribe una línea como «precio 40», «título: Cuenco azul», «quedan tres» o «cambiar la foto 2» con una nueva adjunta; o escribe todo el texto de nuevo. «Descartar» la tira.",
    replyLive:
      "Más tarde, respondiendo a cualquier carta sobre ella: «vendido», «quedan dos», «de nuevo disponible», «precio 40» o «archivar».",
    buttonDraft: "Verla y publicarla",
    buttonLive: "Verla",
    hints: {
      "no-photo": () => "No venía ninguna foto. Adjunta una a tu respuesta.",
      "which-price": (value) => `Hemos encontrado más de un precio (${value}). Di cuál: «precio 40».`,
      merged: () => "De las imágenes que mostraban lo mismo hemos tomado la mayor.",
      refused: (value) => `No se han podido leer como imágenes: ${value}.`,
      "no-such-photo": (value) => `No hay foto ${value}.`,
      "no-new-photo": (value) =>
        `Tu respuesta no traía ninguna foto nueva, así que la foto ${value} se queda.`,
      "too-many": () => "Doce fotos bastan: las demás se han dejado fuera.",
      "price-unread": (value) => `«${value}» no se ha podido leer como precio.`,
    },
  },

  proof: {
    subject: (issue, community) => `Prueba de la carta n.º ${issue}: ${community}`,
    preheader: (items, moment) =>
      `${count(items, { one: "# tema", other: "# temas" })}, para el ${moment}. Responde «ok».`,
    title: (issue) => `La carta n.º ${issue}, antes de salir`,
    body: (members, moment) =>
      count(members, { one: `A una persona, el ${moment}.`, other: `A # personas, el ${moment}.` }),
    items: "Lo que contiene",
    reply: "Responde «ok» para enviarla a su hora.",
    itself: "Si no haces nada, sale por sí sola a esa hora.",
    waits: "Si no haces nada, espera.",
    button: "Verla y editarla",
    opening: "Tu introducción",
    nothing: "Todavía no contiene nada.",
    exactly: "Un ok vale exactamente para esto: lo que se diga después espera a la próxima carta.",
    test: (subject) => `Prueba: ${subject}`,
    why: {
      asked: null,
      required: "Vuestro círculo no envía ninguna carta sin un ok.",
      changed: "La carta se cambió después de la prueba a la que respondiste. Así está ahora.",
      expired: "La prueba a la que respondiste tenía más de una semana. Así está la carta ahora.",
      reminder: "Ha llegado su hora y todavía espera un ok. No volveremos a preguntar.",
    },
  },

  bounceNotice: {
    subject: (people, community) =>
      count(people, {
        one: `El correo a un miembro de ${community} vuelve`,
        other: `El correo a # miembros de ${community} vuelve`,
      }),
    preheader: "Su servidor nos devuelve las cartas. Aquí está a quién, por qué y qué puedes hacer.",
    title: "Cartas devueltas",
    body: (people) =>
      count(people, {
        one: "Nuestras cartas a esta persona vuelven. Ya no escribimos a esa dirección, para no dañar el resto del correo.",
        other:
          "Nuestras cartas a estas personas vuelven. Ya no escribimos a esas direcciones, para no dañar el resto del correo.",
      }),
    reasons: {
      unknown: "ese buzón no existe",
      full: "el buzón está lleno",
      refused: "el servidor rechazó la carta",
      complaint: "la carta se marcó como no deseada",
      other: "la carta volvió",
    },
    since: (day) => `desde el ${day}`,
    do: "Pídeles otra dirección cuando los veas, o que escriban a la comunidad desde una nueva.",
    ask: (inviter) => `Preguntar a ${inviter}, de quien vino la invitación`,
    askSubject: (member) => `¿Tienes otra dirección de ${member}?`,
    askBody: (member, community) =>
      `Nuestras cartas de ${community} a ${member} nos vuelven. ¿Conoces otra dirección, o podrías preguntar?`,
    button: "Verlos",
  },

  inquiry: {
    subject: (title) => `Alguien pregunta por tu pieza «${title}»`,
    preheader: (asker) => `${asker} pregunta por tu pieza. Responde sin más; tu dirección queda oculta.`,
    title: (asker) => `${asker} pregunta por tu trabajo`,
    answerTitle: (maker) => `${maker} te responde`,
    answerPreheader: (maker) =>
      `${maker} ha respondido a lo que preguntaste. Responde para seguir; tu dirección queda oculta.`,
    answerSubject: (title: string) => `Una respuesta sobre «${title}»`,
    workSubject: "Alguien pregunta por lo que haces",
    workAnswerSubject: "Una respuesta a tu pregunta",
    filesLeftOut: (files: number) =>
      files === 1
        ? "Venía con un archivo, que no se transmite."
        : `Venía con ${files} archivos, que no se transmiten.`,
    hidden: "Responde a esta carta. Ninguno ve la dirección del otro.",
    block: "¿No lo deseas? Bloquear o denunciar",
    showcase: "La pieza",
  },

  closing: {
    closes: {
      subject: (community) => `${community} cierra: qué significa esto`,
      preheader: "No sale ninguna carta más. Todo se guarda treinta días y luego se borra.",
      title: "Este círculo cierra",
      body: (owner, community) =>
        `${owner} ha cerrado ${community}. Desde ahora no sale ninguna carta, y el correo que llegue no se reparte.`,
      until: (day) =>
        `Todo se guarda hasta el ${day}, y hasta entonces el círculo puede abrirse de nuevo. Después se borra todo: lo escrito, las imágenes y tu dirección.`,
    },
    opens: {
      subject: (community) => `${community} está abierto de nuevo`,
      preheader: "No se perdió nada. Las cartas llegan como habías elegido.",
      title: "Este círculo está abierto de nuevo",
      body: (owner, community) => `${owner} ha abierto de nuevo ${community}. No se perdió nada.`,
      goOn: "Las cartas llegan como habías elegido, y puedes escribir como antes.",
    },
    answer: "Quien responde a esta carta escribe a quienes cuidan del círculo.",
  },
  exportReady: {
    subject: (community) => `Lo que pediste está listo: ${community}`,
    preheader: "Todo en un archivo, para recogerlo durante unos días. Después lo borramos.",
    title: "Tu exportación está lista",
    body: (what, community) => `Esto es ${what} de ${community}, en un archivo.`,
    kinds: {
      person: "todo sobre ti",
      members: "la lista de miembros",
      archive: "el archivo de todas las conversaciones",
      community: "todo",
    },
    size: "Tamaño",
    until: "Para recoger hasta el",
    button: "Recogerlo",
    careful: "Puede contener lo que otros escribieron en confianza. Guárdalo como guardarías sus cartas.",
  },
};
