/**
 * Which headers a signature covers, when they are there (RFC 6376, 5.4.1): whom it is from and to, how it is answered,
 * threaded and left, and how its body is to be read. One-click unsubscribing only counts when both its headers are
 * covered (RFC 8058, 4).
 */
const COVERED = [
  "from",
  "to",
  "cc",
  "subject",
  "date",
  "message-id",
  "in-reply-to",
  "references",
  "reply-to",
  "list-id",
  "list-post",
  "list-help",
  "list-owner",
  "list-archive",
  "list-subscribe",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "feedback-id",
  "auto-submitted",
  "precedence",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
] as const;

/** Named once more than they occur, so that nobody can add a second one to a letter of ours (5.4, "oversigning"). */
const NEVER_ADDED = new Set<string>(["from", "to", "cc", "subject", "reply-to", "list-unsubscribe"]);

/** The `h=` list and the covered header lines in their relaxed form, in that order, each ending in CRLF. */
export function coverHeaders(head: string): { names: string[]; lines: string } {
  const lines = new Map<string, string[]>();
  for (const line of unfoldHead(head)) {
    const name = nameOf(line);
    lines.set(name, [...(lines.get(name) ?? []), line]);
  }

  const names: string[] = [];
  let covered = "";
  for (const name of COVERED) {
    // Of several, the last is the first to be signed (5.4.2).
    for (const line of (lines.get(name) ?? []).toReversed()) {
      names.push(name);
      covered += `${relaxHeader(line)}\r\n`;
    }
    if (NEVER_ADDED.has(name)) names.push(name);
  }
  return { names, lines: covered };
}

/** RFC 6376, 3.4.2: the name in lower case, one space for each run of white space, none at the ends. */
export function relaxHeader(line: string): string {
  const colon = line.indexOf(":");
  const value = line
    .slice(colon + 1)
    .replace(/[ \t\r\n]+/g, " ")
    .trim();
  return `${nameOf(line)}:${value}`;
}

function unfoldHead(head: string): string[] {
  return head.split(/\r\n(?![ \t])/).filter((line) => line.includes(":"));
}

function nameOf(line: string): string {
  return line.slice(0, line.indexOf(":")).trim().toLowerCase();
}
