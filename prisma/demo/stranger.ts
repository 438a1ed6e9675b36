/** A letter to the circle from somebody whom nobody knows, as their mail program wrote it (RFC 5322). */
export function strangersMessage(recipient: string, at: Date) {
  const from = "gustav.lindqvist@example.net";
  const lines = [
    `From: Gustav Lindqvist <${from}>`,
    `To: <${recipient}>`,
    "Subject: Two pots without a fire",
    `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <two-pots-${at.getTime()}@example.net>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8; format=flowed",
    "Content-Transfer-Encoding: 8bit",
    "",
    "Good evening,",
    "",
    "we met for half a minute at the market, at the table under the lime tree; ",
    "I was the one who bought the plum spoon and asked too many questions. ",
    "I have two pots that are dry and no kiln. Might I put them into one of your ",
    "firings? I can pay, carry, sweep, or bring smoked perch.",
    "",
    "Gustav",
    "",
    "-- ",
    "Gustav Lindqvist",
    "Ferry Street 31",
    "",
  ];
  return {
    ingress: "smtp",
    envelopeFrom: from,
    recipient,
    remoteHost: "mail.example.net",
    raw: Buffer.from(lines.join("\r\n")),
  };
}
