/** One reply of a mail server (RFC 5321, 4.2): its code, and its lines without it. */
export interface Reply {
  code: number;
  lines: string[];
}

/** RFC 5321 allows 512 octets a line; many servers write more, none writes this much. */
const LONGEST_LINE = 8_192;
const MOST_LINES = 200;

/** What came is no reply of a mail server. */
export class NotAReply extends Error {}

/** Puts replies together from what arrives, in whatever pieces. A bare LF ends a line as well. */
export class ReplyReader {
  private rest = "";
  private lines: string[] = [];
  private code = 0;

  /** Something is here that makes no whole reply yet. */
  get isWithin(): boolean {
    return this.rest !== "" || this.lines.length > 0;
  }

  /** The replies that are complete now. @throws NotAReply */
  read(chunk: Buffer): Reply[] {
    const text = this.rest === "" ? chunk.toString("latin1") : this.rest + chunk.toString("latin1");
    const replies: Reply[] = [];
    let at = 0;
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", at)) {
      const reply = this.readLine(
        text.slice(at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end),
      );
      if (reply) replies.push(reply);
      at = end + 1;
    }
    this.rest = at === 0 ? text : text.slice(at);
    if (this.rest.length > LONGEST_LINE) throw new NotAReply("a reply without end");
    return replies;
  }

  private readLine(line: string): Reply | null {
    const code = Number(line.slice(0, 3));
    const mark = line.charAt(3);
    const isReply = /^[1-5]\d\d/.test(line) && (mark === "" || mark === " " || mark === "-");
    if (!isReply) throw new NotAReply(`not a reply: ${line.slice(0, 80)}`);
    if (line.length > LONGEST_LINE) throw new NotAReply("a line of a reply is too long");
    if (this.lines.length > 0 && code !== this.code) throw new NotAReply("a reply with two codes");

    this.code = code;
    this.lines.push(decode(line.slice(4)));
    if (this.lines.length > MOST_LINES) throw new NotAReply("a reply without end");
    if (mark === "-") return null;
    const reply = { code, lines: this.lines };
    this.lines = [];
    return reply;
  }
}

/** With SMTPUTF8 a server may answer in UTF-8 (RFC 6531, 3.5). */
function decode(latin1: string): string {
  return /[\x80-\xff]/.test(latin1) ? Buffer.from(latin1, "latin1").toString("utf8") : latin1;
}

/** As it is kept beside a delivery. */
export function wordsOf({ code, lines }: Reply): string {
  return `${code} ${lines.join(" ")}`.trim().slice(0, 500);
}
