import type { ReadMessage } from "#emails/reading/parse-message.ts";

/** Which program or service a mail was written with, as far as its own headers tell; null when they do not. */
export function mailProgram(message: Pick<ReadMessage, "header" | "messageId">): string | null {
  const said = ["x-mailer", "user-agent", "x-mailer-version"]
    .map((name) => message.header(name) ?? "")
    .join(" ");
  return nameIn(said.slice(0, 400), bySaying) ?? nameIn((message.messageId ?? "").slice(0, 998), byMessageId);
}

type Names = readonly (readonly [test: RegExp, name: string])[];

/** What programs say of themselves. The first that fits; a new one is a new row. */
const bySaying: Names = [
  [/\biPhone Mail\b|\biPad Mail\b|\biOS\b/i, "iPhone"],
  [/\bApple Mail\b/i, "Apple Mail"],
  [/\bThunderbird\b/i, "Thunderbird"],
  [/\bMicrosoft[- ](?:Office )?Outlook\b|\bMicrosoft-MacOutlook\b|\bOutlook Express\b/i, "Outlook"],
  [/\bWebService\/.*\bYahoo|\bYMail/i, "Yahoo Mail"],
  [/\bYahooMail\b/i, "Yahoo Mail"],
  [/\bK-9 Mail\b/i, "K-9 Mail"],
  [/\bFairEmail\b/i, "FairEmail"],
  [/\bKMail\b/i, "KMail"],
  [/\bEvolution\b/i, "Evolution"],
  [/\bGeary\b/i, "Geary"],
  [/\bRoundcube\b/i, "Roundcube"],
  [/\bZimbra\b/i, "Zimbra"],
  [/\bOpen-Xchange\b/i, "Open-Xchange"],
  [/\bSOGoMail\b/i, "SOGo"],
  [/\bHorde\b/i, "Horde"],
  [/\bSquirrelMail\b/i, "SquirrelMail"],
  [/\bClaws Mail\b/i, "Claws Mail"],
  [/\bAirmail\b/i, "Airmail"],
  [/\bSpark\b/i, "Spark"],
  [/\bBlueMail\b/i, "BlueMail"],
  [/\bThe Bat!/i, "The Bat!"],
  [/\bMailMate\b/i, "MailMate"],
  [/\bMutt\b|\bNeoMutt\b/i, "Mutt"],
  [/\bGnus\b/i, "Gnus"],
  [/\bmu4e\b/i, "mu4e"],
  [/\baerc\b/i, "aerc"],
  [/\bLotus Notes\b|\bHCL Notes\b/i, "Notes"],
];

/** Services that say nothing, but make their ids in their own way. */
const byMessageId: Names = [
  [/@mail\.gmail\.com>?$/i, "Gmail"],
  [/\.(?:outlook|prod\.exchangelabs)\.com>?$/i, "Outlook"],
  [/@(?:email\.)?android\.com>?$/i, "Android"],
  [/@mail\.yahoo\.com>?$/i, "Yahoo Mail"],
  [/@protonmail\.(?:com|ch|internalid)>?$/i, "Proton Mail"],
  [/@(?:tutanota|tuta)\.(?:com|de|io)>?$/i, "Tuta"],
  [/@(?:www\.)?fastmail\.com>?$|\.messagingengine\.com>?$/i, "Fastmail"],
  [/@(?:web\.de|gmx\.[a-z]{2,3})>?$|^<?trinity-/i, "GMX"],
  [/@(?:hermes|posteo)\.de>?$/i, "Posteo"],
];

function nameIn(text: string, names: Names): string | null {
  return text === "" ? null : (names.find(([test]) => test.test(text))?.[1] ?? null);
}
