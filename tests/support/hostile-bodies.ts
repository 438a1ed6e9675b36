import fc from "fast-check";

/**
 * Bodies and whole messages as nobody sends them on purpose: the pieces that mail programs write, torn, nested, repeated
 * and in the wrong order. Shrinks piece by piece. For many at once: `fc.sample(hostileMessage(), { numRuns, seed })`.
 */
const words = [
  "The kiln is free on Saturday.",
  "yes",
  "Danke!",
  "Sent from my workshop",
  "שלום, מי פותח?",
  "土曜日の朝は大丈夫です",
  "👍",
  "1",
  "a".repeat(300),
];

const textPieces = [
  ...words,
  "> quoted",
  ">> twice",
  ">",
  "> ",
  "| bar",
  "AB> initials",
  "-- ",
  "--",
  "__________",
  "=====",
  "```",
  "~~~",
  "On Tue, May 5, 2026 at 9:14 AM Mira <mira@kiln.example> wrote:",
  "On Tue, May 5, 2026 at 9:14 AM",
  "Mira <",
  "mira@kiln.example> wrote:",
  "wrote:",
  "Am 05.05.2026 um 09:14 schrieb Mira:",
  "2026年5月5日(火) 9:14 Mira <mira@kiln.example>:",
  "في الثلاثاء، ٥ مايو ٢٠٢٦ في ٩:١٤ ص كتب <mira@kiln.example>:",
  "-----Original Message-----",
  "Begin forwarded message:",
  "From: Mira Holt <mira@kiln.example>",
  "*From:* Mira",
  "Sent: Tuesday, May 5, 2026 9:14 AM",
  "To: Bo",
  "Subject: Glaze",
  "Von:",
  "| From | Mira<mira@kiln.example> |",
  "Mira Holt <mira@kiln.example>",
  "05/05/2026 09:14",
  "To",
  "Best regards,",
  "Bo Lind",
  "Sent from my iPhone",
  "Get Outlook for iOS<https://aka.example>",
  "+44 1234 567890",
  "This email is confidential and intended only for the recipient; delete it if received in error.",
  "-- Reply above this line --",
  "[3] The kiln",
  "3: lovely",
  "<",
  "a@",
  "(((((",
  "\u200b",
  "\u202b",
  "\ufeff",
  "\u0000",
  "\ud800",
  " ".repeat(80),
];

const breaks = ["\n", "\n", "\n", "\r\n", "\n\n", "\r", "\n\r", "", " ", "\u2028"];

const htmlPieces = [
  ...words,
  "<div>",
  "</div>",
  "<p>",
  "</p>",
  "<br>",
  "<hr>",
  "<blockquote>",
  '<blockquote type="cite">',
  "</blockquote>",
  '<div class="gmail_quote">',
  '<div class="gmail_attr">',
  '<div class="gmail_signature">',
  '<div class="moz-cite-prefix">',
  '<div id="divRplyFwdMsg">',
  '<div id="appendonsend"></div>',
  '<span id="OLK_SRC_BODY_SECTION">',
  '<div class="yahoo_quoted">',
  '<div name="quote">',
  '<div style="border:none;border-top:solid #E1E1E1 1.0pt">',
  '<div style="display:none">',
  "<table><tr><td>",
  "</td></tr></table>",
  "<ul><li>",
  "</ul>",
  '<ol start="99999999999">',
  "<pre>",
  "</pre>",
  "<style>",
  "</style>",
  "<script>alert(1)</script>",
  "<!--",
  "-->",
  "<![CDATA[",
  "<o:p>",
  '<a href="javascript:alert(1)">',
  '<a href="https://a.example/" onclick="x()">',
  "</a>",
  '<img src="cid:a" onerror="x()">',
  '<img src="data:text/html,x">',
  "<svg onload=x()>",
  "<iframe src=//a.example>",
  "<b",
  '="',
  "&lt;script&gt;",
  "&#0;",
  "&#x110000;",
  "&amp",
  "<b>From:</b> Mira &lt;mira@kiln.example&gt;<br><b>Sent:</b> Tuesday, May 5, 2026 9:14 AM<br>",
  "On Tue, May 5, 2026 at 9:14 AM Mira &lt;mira@kiln.example&gt; wrote:",
];

/** A piece a few times over, because repetition is what makes a careless reader slow. */
function repeated(pieces: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...pieces), fc.constantFrom(1, 1, 1, 1, 2, 3, 30))
    .map(([piece, times]) => (piece.length > 100 ? piece : piece.repeat(times)));
}

export function hostileText(): fc.Arbitrary<string> {
  const row = fc.tuple(repeated(textPieces), fc.constantFrom(...breaks)).map((pair) => pair.join(""));
  return fc.array(row, { maxLength: 40 }).map((rows) => rows.join(""));
}

export function hostileHtml(): fc.Arbitrary<string> {
  return fc.array(repeated(htmlPieces), { maxLength: 60 }).map((pieces) => pieces.join(""));
}

const headerLines = [
  "From: Bo Lind <bo@lind.example>",
  "From: =?utf-8?q?B=C3=B6?= <bo@lind.example>",
  "From: \u00e4\u00f6 <bo@lind.example>",
  "From:",
  "To: kiln@kiln.example",
  "Subject: =?utf-8?b?U3BhbQ?=",
  "Subject: Re: the kiln",
  "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes",
  "Content-Type: text/html; charset=iso-8859-1",
  "Content-Type: text/plain; charset=shift_jis",
  "Content-Type: text/plain; charset=nobody-knows",
  "Content-Type",
  "Content-Transfer-Encoding: quoted-printable",
  "Content-Transfer-Encoding: base64",
  "Content-Transfer-Encoding: 8bit",
  "Auto-Submitted: auto-replied",
  "Return-Path: <>",
  "Message-ID: <a@lind.example>",
  "References: <a@b> <c@d> <",
  "Received: from x by y",
  " folded line",
  "no header at all",
];

/** A message of such bodies: alone, both side by side, enclosed, or with its boundary lost. */
export function hostileMessage(): fc.Arbitrary<Buffer> {
  const headers = fc
    .array(fc.constantFrom(...headerLines), { maxLength: 10 })
    .map((rows) => rows.join("\r\n"));
  const shape = fc.constantFrom("text", "html", "both", "enclosed", "torn");
  return fc
    .tuple(headers, hostileText(), hostileHtml(), shape)
    .map(([head, text, html, kind]) => Buffer.from(messageOf(head, text, html, kind), "utf8"));
}

type Shape = "text" | "html" | "both" | "enclosed" | "torn";

function messageOf(head: string, text: string, html: string, shape: Shape): string {
  const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
  const multipart = (type: string) => `${head}\r\nContent-Type: multipart/${type}; boundary=b\r\n\r\n`;
  switch (shape) {
    case "text":
      return `${head}\r\n\r\n${text}`;
    case "html":
      return `${head}\r\nContent-Type: text/html\r\n\r\n${html}`;
    case "both":
      return `${multipart("alternative")}${part("text/plain", text)}${part("text/html", html)}--b--\r\n`;
    case "enclosed":
      return `${multipart("mixed")}${part("message/rfc822", `${head}\r\n\r\n${text}`)}${part("text/html", html)}--b--`;
    case "torn":
      return `${multipart("mixed")}${part("text/plain", text)}${part("multipart/related; boundary=c", html)}--`;
  }
}
