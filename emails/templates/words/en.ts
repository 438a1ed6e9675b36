import { countingIn } from "#emails/templates/words/counting.ts";

const count = countingIn("en");

/** English, the first of the languages: its shape is what every other must fill. */
export const en = {
  greeting: (name: string) => `Dear ${name},`,
  by: { mail: "by mail", web: "on the web" },
  via: (person: string, community: string) => `${person} via ${community}`,
  when: "When",
  where: "Where",
  noPicture: (title: string) => `Photograph: ${title}`,
  linkUntil: (deadline: string) => `The link works until ${deadline}.`,
  notYou: "If this was not you, there is nothing to do: without you, nothing happens.",

  footer: {
    joined: (community: string, month: string) => `You get this because you joined ${community} in ${month}.`,
    member: (community: string) => `You get this because you are a member of ${community}.`,
    once: (community: string) => `A single letter from ${community}; you are on no list because of it.`,
    answer: (community: string) => `This answers what came to ${community} from this address.`,
    owner: (community: string) => `You get this because you look after ${community}.`,
    follower: (community: string, month: string | null) =>
      `You get this because you follow ${community}${month ? ` (since ${month})` : ""}.`,
    preferences: "Choose what comes, and how often",
    unsubscribe: "Unsubscribe",
    home: (community: string) => `${community} on the web`,
  },

  digest: {
    subject: (first: string, more: number, community: string, issue: number) =>
      `${first}${more > 0 ? ` and ${more} more` : ""} – ${community} no. ${issue}`,
    subjectLong: (first: string, community: string) => `The new letter from ${community}: ${first}`,
    issue: (issue: number, day: string) => `Letter no. ${issue} · ${day}`,
    also: (titles: string) => `Also: ${titles}.`,
    invitation: "Answer any of it by replying to this letter.",
    howToAnswer:
      "Reply to this letter and write under what you answer, or begin a line with its number, like this:",
    example: "2: How lovely, I would like to try that.",
    answerThis: "Answer this",
    answerOnWeb: "Answer on the web",
    orWriteTo: "or write to",
    posts: (posts: number) => count(posts, { one: "# new post", other: "# new posts" }),
    shortened: "This post goes on in the archive.",
    rest: (left: number) => count(left, { one: "# more post", other: "# more posts" }),
    more: (item: number) => `Write “more ${item}” to be sent the rest, or`,
    readOn: "read on",
    readThread: "Read the thread",
    showcaseBy: (maker: string) => `A showcase by ${maker}`,
    eventAt: "Event",
    rsvp: "Say whether you will come",
    rsvpGiven: {
      yes: "You are coming. Change your answer",
      no: "You are not coming. Change your answer",
      maybe: "Perhaps you come. Change your answer",
      waiting: "You wait for a seat. Change your answer",
    },
    first: {
      title: (community: string) => `Your first letter from ${community}`,
      how: "This letter is where the circle meets. What you answer goes to everybody, as part of the thread that you answer; you need no account and no page.",
      here: (members: number) =>
        count(members, { one: "You are the only one here so far.", other: "# people are here, among them:" }),
      talk: "What was talked about most in the last weeks:",
      thread: (posts: number, voices: number) =>
        `${count(posts, { one: "# post", other: "# posts" })} by ${count(voices, { one: "one person", other: "# people" })}`,
    },
    newcomers: (people: number) => count(people, { one: "New among us", other: "New among us: # people" }),
    headline: "There was no room for all of it here.",
    ending: "That is all for this time.",
  },

  newsletter: {
    subject: (first: string, more: number, community: string) =>
      `${first}${more > 0 ? ` and ${more} more` : ""} – ${community}`,
    subjectLong: (first: string, community: string) => `New in the workshops of ${community}: ${first}`,
    issue: (issue: number, day: string) => `Newsletter no. ${issue} · ${day}`,
    also: (titles: string) => `Also: ${titles}.`,
    preheader: (community: string) => `What was made at ${community} lately, and where to meet the makers.`,
    by: (maker: string) => `From the workshop of ${maker}`,
    see: "See it, and what else they make",
    event: "All about it, and a date for your calendar",
    talk: "From the conversation",
    read: "Read the whole conversation",
    left: (things: number) =>
      count(things, {
        one: "One more thing is told on the web:",
        other: "# more things are told on the web:",
      }),
    onWeb: "This letter on the web",
    passedOn: (community: string) => `Did somebody pass this on to you? Follow ${community}`,
    ending: "Thank you for reading. Few hands make this, and they are glad of every reader.",
  },

  confirmInquiry: {
    subject: (maker: string) => `One press, and ${maker} reads it`,
    preheader: "Someone gave this address to ask a maker. Confirm that it was you; nothing happens before.",
    title: "Was it you who asked?",
    body: (maker: string) =>
      `This is what was asked of ${maker} in your name. Confirm it on the page behind this button, and it goes there as a letter. Your address stays hidden.`,
    button: "Look at it and confirm",
  },

  confirmRsvp: {
    subject: (event: string) => `One press, and you come to “${event}”`,
    preheader: "Someone gave this address to come. Confirm that it was you; nothing happens before.",
    title: "Was it you who wants to come?",
    body: (event: string) =>
      `This address was given to come to “${event}”. Confirm it on the page behind this button, and your seat is kept.`,
    button: "Confirm and come",
  },

  confirmFollow: {
    subject: (community: string) => `One press, and you follow ${community}`,
    preheader:
      "Someone gave this address to get the newsletter. Confirm that it was you; nothing happens before.",
    title: "Was it you who wants to follow?",
    body: (community: string) =>
      `This address was given to follow ${community}. Confirm it on the page behind this button, and the next newsletter comes to you.`,
    button: "Confirm and follow",
  },

  following: {
    subject: (community: string) => `You follow ${community}, and what comes`,
    preheader: "What the makers show everybody comes to you as a letter. Nothing else does.",
    title: (community: string) => `You follow ${community} now`,
    body: "When the makers have something to show, a letter comes to you. It can be stopped by one press, at the foot of each.",
    button: "Read the letters so far",
  },

  instantPost: {
    newThread: (author: string) => `${author} started a thread`,
    reply: (author: string) => `${author} answered`,
    preheader: (author: string, community: string) =>
      `${author} wrote this to ${community}; answer by replying.`,
    answer: "Reply to this letter, and everyone who follows the thread will read you.",
    thread: "The whole thread",
    mute: "Answer with the single word “mute” to hear no more of this thread.",
  },

  invitation: {
    subject: (inviter: string, community: string) => `${inviter} invites you to ${community}`,
    subjectLong: (community: string) => `You are invited to join ${community}`,
    preheader: (community: string) =>
      `${community} is a small community that lives in the inbox. Have a look before you decide.`,
    title: (community: string) => `Come and join ${community}`,
    says: "writes",
    invites: (inviter: string, community: string) => `${inviter} would like to have you in ${community}.`,
    what: "It is a small circle that writes to one another. It arrives as a letter; answering the letter is taking part. There is no password and nothing to install.",
    members: (members: number) =>
      count(members, { one: "One person is in it so far.", other: "# people are in it." }),
    button: "See the invitation",
    reminder: "This is a reminder, the only one.",
    decline: "No, thank you: do not write to me again",
  },

  confirmJoin: {
    subject: (community: string) => `One press, and you are in ${community}`,
    preheader: "Someone gave this address to join. Confirm that it was you; nothing happens before.",
    title: "Was it you who wants to join?",
    body: (community: string) =>
      `This address was given to join ${community}. Confirm it on the page behind this button, and the next letter comes to you too.`,
    button: "Confirm and join",
  },

  welcome: {
    subject: (community: string) => `Welcome to ${community}, and how it works`,
    preheader: "You are in. Three things to know, and an address to keep.",
    title: (name: string) => `Welcome, ${name}`,
    body: (community: string) =>
      `You are now a member of ${community}. Everything happens by mail, so there is nothing to learn and nothing to log in to.`,
    first: (rhythm: string) => `The letter comes ${rhythm}.`,
    rhythms: {
      daily: "every day",
      weekly: "once a week",
      monthly: "once a month",
      instant: "as people write",
      publish: "when the owner sends it out",
    },
    second: "To take part, reply to it. Your answer goes where it belongs.",
    third: "To start something new, write to this address:",
    introduce:
      "Say hello: who you are and what you make. Replying to this letter is enough, and the others will read it.",
    button: "Tell us about yourself",
    from: (owner: string) => `${owner} writes:`,
  },

  waitingList: {
    subject: (place: number, community: string) => `You are no. ${place} on the list for ${community}`,
    preheader: "The circle is kept small on purpose. We write to you as soon as a seat is free.",
    title: (place: number) => `Your place on the list: ${place}`,
    body: (community: string, limit: number) =>
      `${community} is full: it is kept to ${limit} people, so that they can know one another. As soon as a seat is free, it is offered to the next on the list, and kept for three days.`,
    before: (people: number) =>
      count(people, { one: "One person is before you.", other: "# people are before you." }),
    next: "You are the next.",
    leave: "Take me off the list",
  },

  seatOffered: {
    subject: (community: string) => `A seat for you in ${community} is free`,
    preheader: "It is kept for you for three days. Take it, or let it go to the next.",
    title: "There is a seat for you",
    body: (community: string, deadline: string) =>
      `You were waiting for ${community}, and now a seat is free. It is kept for you until ${deadline}; then it is offered to the next.`,
    button: "Take the seat",
    decline: "Let it go to the next",
  },

  signIn: {
    subject: (community: string) => `Your link and code to sign in to ${community}`,
    preheader: "A link to press and a code to type. Both work once, for a short time only.",
    title: "Here is your way in",
    body: "Press the button on the device where you want to sign in:",
    button: "Sign in",
    code: "Or type this code on the page where you asked for it:",
    expires: (minutes: number) =>
      count(minutes, { one: "Both work once, for one minute.", other: "Both work once, for # minutes." }),
    notYou:
      "If you did not ask for this, someone may have typed your address by mistake. Nobody gets in without this letter.",
  },

  rejection: {
    subject: (subject: string) => `Not taken: “${subject}”`,
    subjectLong: (community: string) => `What you wrote to ${community} was not taken`,
    preheader: "It was not published. Here is the reason, and your text, so that nothing is lost.",
    title: "What you wrote was not taken",
    body: (community: string, moment: string) =>
      `On ${moment} you wrote to ${community}. It was not published:`,
    next: "What you can do:",
    text: "This is what you wrote:",
    cut: "The rest of it is kept with us, and the owner can read it.",
    nobody: "Nobody else has seen it. This notice was written by a machine; one comes a day at most.",
  },

  heldNotice: {
    subject: (community: string) => `Held for you to decide, in ${community}`,
    preheader: "Nobody has seen it yet. A word in reply decides.",
    title: "This is held",
    body: (community: string, moment: string, sender: string) =>
      `On ${moment} something came for ${community} from ${sender} that we were not sure about, so nobody has seen it yet.`,
    text: "It says:",
    reply: (name: string) =>
      `Reply with “approve” to let it pass in the name of ${name}, or with “reject” and, if you like, a few words for the sender below it.`,
    replyUnknown:
      "Nobody here has this address. Look at it to choose in whose name it is let pass; or reply with “reject” and, if you like, a few words for the sender below it.",
    fresh:
      "Your reply counts for two weeks, from your own address, for this one message. The receipt tells how to take it back.",
    button: "Look at it",
  },

  held: {
    subject: (community: string) => `Did you write this to ${community}?`,
    preheader: "It came in your name, and we could not be sure. It waits until you say yes or no.",
    title: "Was this you?",
    body: (community: string, moment: string, sender: string) =>
      `On ${moment} something came for ${community} in your name, from ${sender}. We could not verify that it was you, so nobody has seen it yet.`,
    text: "It says:",
    button: "Yes or no",
    reply:
      "Or reply with “yes” if you wrote it, and with “no” if you did not. If you do neither, it is not published.",
  },

  question: {
    subject: (subject: string) => `Where does it belong? “${subject}”`,
    subjectLong: "Which one did you mean? One short question",
    preheader: "We were not sure which item you answered, and did not want to guess in public.",
    title: "Which one did you mean?",
    body: "Thank you for your answer. We could not tell for certain which item this part belongs to:",
    choose: "Reply with the number:",
    keeps: "Until then nobody sees it, and nothing of it is lost.",
    button: "Choose on the web",
  },

  receipt: {
    subject: (done: string) => `Done: ${done}`,
    subjectLong: (community: string) => `Done as you asked, in ${community}`,
    preheader: (community: string) =>
      `You wrote to ${community}, and this is what was done. You can take it back.`,
    title: "Done",
    undo: "To undo it, reply with the word:",
    undoPage: "Undo it on the web",
    undoUntil: (deadline: string) => `You can undo it until ${deadline}.`,
    asked: "You wrote:",
  },

  eventInvitation: {
    kinds: {
      REQUEST: "Invitation",
      CHANGED: "Changed",
      CANCEL: "Called off",
      REMINDER: "Soon",
      SEATED: "You have a seat",
    },
    subjects: {
      REQUEST: (event: string) => `Invitation: ${event}`,
      CHANGED: (event: string) => `Changed: ${event}`,
      CANCEL: (event: string) => `Called off: ${event}`,
      REMINDER: (event: string) => `Soon: ${event}`,
      SEATED: (event: string) => `You have a seat: ${event}`,
    },
    subjectLong: (event: string, community: string) => `${event}, an event in ${community}`,
    preheader: (day: string, place: string) =>
      `${day}, ${place}. Answer by calendar, by mail or on the page.`,
    organiser: (organiser: string) => `${organiser} invites you`,
    changed: "Something has changed. This is how it is now:",
    cancelled: "It will not take place. Your calendar takes it out by itself.",
    reminder: "You said that you would come, and it is soon.",
    seated:
      "You were waiting, and a seat came free: it is yours. If you cannot come any more, please say so.",
    button: "Say whether you will come",
    reply: "Or reply in plain words: “yes”, “yes +1”, “maybe” or “no”.",
    page: "All about the event",
    capacity: (seats: number) => count(seats, { one: "One seat is left.", other: "# seats are left." }),
    there: (time: string, zone: string) => `${time} there (${zone})`,
  },

  showcaseCard: {
    occasions: {
      draft: {
        subject: (title: string) => `Your showcase “${title}”: is it right so?`,
        title: "This is how it will look",
        body: "We made this card from your mail. Nobody else sees it until you say so.",
      },
      changed: {
        subject: (title: string) => `“${title}” as it is now`,
        title: "This is how it looks now",
        body: "It is changed, and this is how others see it from now on.",
      },
      submitted: {
        subject: (title: string) => `“${title}” waits for a look`,
        title: "Almost there",
        body: "A curator looks at first showcases before they hang. You hear from us as soon as it does.",
      },
      published: {
        subject: (title: string) => `“${title}” is published`,
        title: "It is published",
        body: "Everyone sees it with their next letter. What they say comes to its own thread.",
      },
      hung: {
        subject: (title: string) => `“${title}” is published`,
        title: "It hangs",
        body: "A curator has looked at it: everyone sees it with their next letter.",
      },
    },
    preheader: "How others see it, and what you can change by an answer.",
    price: "Price",
    noPrice: "not given",
    stock: "Stock",
    tags: "Tags",
    photo: "Photo",
    replyDraft:
      "Reply with “publish” to publish it. To change something, write a line such as “price 40”, “title: Blue bowl”, “three left” or “swap photo 2” with a new one attached; or write the whole text anew. “Drop” throws it away.",
    replyLive:
      "Later, by an answer to any letter about it: “sold”, “two left”, “back in stock”, “price 40” or “archive”.",
    buttonDraft: "Look at it and publish",
    buttonLive: "Look at it",
    hints: {
      "no-photo": () => "There was no photo with it. Attach one to your answer.",
      "which-price": (value: string) => `We found more than one price (${value}). Say which one: “price 40”.`,
      merged: () => "Of pictures that showed the same we took the largest.",
      refused: (value: string) => `These could not be read as pictures: ${value}.`,
      "no-such-photo": (value: string) => `There is no photo ${value}.`,
      "no-new-photo": (value: string) => `There was no new photo with your answer, so photo ${value} stays.`,
      "too-many": () => "Twelve photos are enough: the others were left out.",
      "price-unread": (value: string) => `“${value}” could not be read as a price.`,
    },
  },

  proof: {
    subject: (issue: number, community: string) => `Proof of letter no. ${issue}: ${community}`,
    preheader: (items: number, moment: string) =>
      `${count(items, { one: "# item", other: "# items" })}, to go out on ${moment}. Reply “ok” to send it.`,
    title: (issue: number) => `Letter no. ${issue}, before it goes out`,
    body: (members: number, moment: string) =>
      count(members, { one: `To one member, on ${moment}.`, other: `To # members, on ${moment}.` }),
    items: "What is in it",
    reply: "Reply with “ok” to send it at its hour.",
    itself: "If you do nothing, it goes out by itself at that hour.",
    waits: "If you do nothing, it waits.",
    button: "Look at it and edit",
    opening: "Your opening",
    nothing: "Nothing is in it yet.",
    exactly: "An ok is for exactly this: what is said from now on waits for the next letter.",
    test: (subject: string) => `Test: ${subject}`,
    why: {
      asked: null as string | null,
      required: "Your circle sends no letter without an ok.",
      changed: "The letter was changed after the proof that you answered. This is how it stands now.",
      expired: "The proof that you answered was more than a week old. This is how the letter stands now.",
      reminder: "Its hour has come, and it still waits for an ok. We will not ask again.",
    },
  },

  bounceNotice: {
    subject: (people: number, community: string) =>
      count(people, {
        one: `Mail to one member of ${community} fails`,
        other: `Mail to # members of ${community} fails`,
      }),
    preheader: "Their mail server sends our letters back. Here is who, why, and what you can do.",
    title: "Letters that came back",
    body: (people: number) =>
      count(people, {
        one: "Our letters to this member come back. We have stopped writing to the address, so that other mail is not harmed.",
        other:
          "Our letters to these members come back. We have stopped writing to the addresses, so that other mail is not harmed.",
      }),
    reasons: {
      unknown: "there is no such mailbox",
      full: "the mailbox is full",
      refused: "their server refused the letter",
      complaint: "the letter was marked as junk",
      other: "the letter came back",
    },
    since: (day: string) => `since ${day}`,
    do: "Ask them for another address when you see them, or let them write to the community from a new one.",
    ask: (inviter: string) => `Ask ${inviter}, who invited them`,
    askSubject: (member: string) => `Do you have another address of ${member}?`,
    askBody: (member: string, community: string) =>
      `Our letters from ${community} to ${member} come back. Do you know another address, or could you ask?`,
    button: "Look at them",
  },

  inquiry: {
    subject: (title: string) => `Someone asks about your “${title}”`,
    preheader: (asker: string) =>
      `${asker} asks about your showcase. Reply to answer; your address stays hidden.`,
    title: (asker: string) => `${asker} asks about your work`,
    answerTitle: (maker: string) => `${maker} answers you`,
    answerPreheader: (maker: string) =>
      `${maker} has answered what you asked. Reply to go on; your address stays hidden.`,
    answerSubject: (title: string) => `An answer about “${title}”`,
    workSubject: "Someone asks about what you make",
    workAnswerSubject: "An answer to what you asked",
    filesLeftOut: (files: number) =>
      files === 1
        ? "One file came with it, which is not passed on."
        : `${files} files came with it, which are not passed on.`,
    hidden: "Reply to this letter to answer. Neither of you sees the other’s address.",
    block: "Not wanted? Block or report it",
    showcase: "The showcase",
  },

  closing: {
    closes: {
      subject: (community: string) => `${community} closes: what that means`,
      preheader: "No more letters go out. What was said is kept for thirty days, then it is deleted.",
      title: "This circle closes",
      body: (owner: string, community: string) =>
        `${owner} has closed ${community}. From now on no letter goes out, and mail to it is not passed on.`,
      until: (day: string) =>
        `Everything is kept until ${day}, and the circle can be opened again until then. After that day all of it is deleted: what was written, the pictures, and your address.`,
    },
    opens: {
      subject: (community: string) => `${community} is open again, as before`,
      preheader: "Nothing was lost. Letters come as you had chosen.",
      title: "This circle is open again",
      body: (owner: string, community: string) => `${owner} has opened ${community} again. Nothing was lost.`,
      goOn: "Letters come as you had chosen, and you can write as before.",
    },
    answer: "Who answers this letter writes to those who look after the circle.",
  },
  exportReady: {
    subject: (community: string) => `What you asked for is packed: ${community}`,
    preheader: "Everything in one file, to fetch for some days. Then it is deleted from our side.",
    title: "Your export is ready",
    body: (what: string, community: string) => `This is ${what} of ${community}, in one file.`,
    kinds: {
      person: "everything about you",
      members: "the list of members",
      archive: "the archive of all threads",
      community: "everything",
    },
    size: "Size",
    until: "To fetch until",
    button: "Fetch it",
    careful:
      "It may contain what others wrote in confidence. Please keep it as you would keep their letters.",
  },
};

/** What every language must say. */
export type Words = typeof en;
