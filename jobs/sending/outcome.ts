import { statusIn } from "#emails/reading/delivery-reasons.ts";

/** What became of one letter, in the mail server's words. */
export type SendResult = { response: string } & (
  | { outcome: "accepted" }
  /** Later: 4xx about this letter or its recipient. */
  | { outcome: "deferred" }
  /** The server does not answer, or not as it should: this is about no letter, and others would fare the same. */
  | { outcome: "away" }
  /** Refused for good. `code` is the enhanced status (RFC 3463) where one was told. */
  | { outcome: "bounced"; code: string | null }
  /** The connection broke after the letter had begun to go over: the server may have it or not. */
  | { outcome: "uncertain" }
  /** The transport was closed before this one's turn came. */
  | { outcome: "unsent" }
);

/** Where in the dialogue a reply came, or should have come. */
export type Step = "connect" | "greeting" | "ehlo" | "starttls" | "auth" | "mail" | "rcpt" | "data" | "end";

/** Said of a recipient, but about us: nobody's address is to blame for it. */
const ABOUT_US =
  /relay(?:ing)?\b[^.\n]{0,40}(?:denied|not permitted|prohibited|not allowed)|not permitted to relay|unable to relay|authentication (?:is )?required/i;

/** Codes with which a server speaks of the letter although it answers MAIL: it is too large, or in the wrong letters. */
const ABOUT_THE_LETTER = new Set(["5.3.4", "5.6.7", "5.2.3"]);

/** A refusal: what it means depends on where it came. Whatever comes before MAIL is about no letter. */
export function judgeRefusal(step: Step, code: number, response: string): SendResult {
  const status = statusIn(response);
  const permanent = code >= 500 && code < 600;
  const transient = code >= 400 && code < 500;
  const away: SendResult = { outcome: "away", response };

  // 421: it closes the connection, and would to anybody (RFC 5321, 3.8).
  if (code === 421) return away;
  if (step === "mail") {
    if (transient) return { outcome: "deferred", response };
    const tooLarge = permanent && (code === 552 || (status !== null && ABOUT_THE_LETTER.has(status)));
    return tooLarge ? { outcome: "bounced", response, code: status ?? "5.3.4" } : away;
  }
  if (step === "rcpt" || step === "data" || step === "end") {
    if (transient) return { outcome: "deferred", response };
    if (code === 503 || code === 530 || code === 535 || ABOUT_US.test(response)) return away;
    if (permanent) return { outcome: "bounced", response, code: status };
    return step === "end" ? { outcome: "uncertain", response } : away;
  }
  return away;
}
