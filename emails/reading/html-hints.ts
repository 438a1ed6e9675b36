import type { HtmlElement } from "#emails/reading/html-tree.ts";
import type { LineHint } from "#emails/reading/lines.ts";

export interface ElementHint {
  hint: LineHint | null;
  /** How many quote levels the element adds. */
  deeper: number;
}

interface HintRow {
  client: string;
  /** Class, id, name or data attribute, tested against `class #id name=… data-…`. */
  test: RegExp;
  hint: LineHint | null;
  deeper: number;
}

/** What each client calls the quote, the line above it and the signature. A new client is a new row. */
const rows: HintRow[] = [
  { client: "Gmail", test: /(?:^|\s)gmail_attr\b/, hint: "attribution", deeper: 0 },
  { client: "Gmail", test: /gmail_signature(?:_prefix)?(?:\s|$)/, hint: "signature", deeper: 0 },
  {
    client: "Thunderbird",
    test: /moz-cite-prefix|moz-email-headers-table|moz-forward-container-prefix/,
    hint: "attribution",
    deeper: 0,
  },
  { client: "Thunderbird", test: /moz-signature/, hint: "signature", deeper: 0 },
  { client: "Outlook for Mac", test: /OLK_SRC_BODY_SECTION/i, hint: "quote", deeper: 0 },
  { client: "Outlook mobile", test: /ms-outlook-mobile-signature/i, hint: "signature", deeper: 0 },
  {
    client: "Outlook mobile",
    test: /ms-outlook-mobile-reference-message|mail-editor-reference-message-container|reference-message-container/i,
    hint: "quote",
    deeper: 0,
  },
  {
    client: "Outlook web",
    test: /(?:^|\s)#Signature(?:\s|$)|elementToProof-signature/,
    hint: "signature",
    deeper: 0,
  },
  { client: "Outlook web", test: /#divRplyFwdMsg(?:\s|$)/, hint: "header-block", deeper: 0 },
  { client: "Windows Mail", test: /data-signatureblock/, hint: "signature", deeper: 0 },
  { client: "Yahoo", test: /yahoo_quoted|yahoo-quoted|yQTDBase/i, hint: "quote", deeper: 0 },
  {
    client: "Yahoo",
    test: /ydp\w*signature|#ymail_(?:android|ios)_signature/i,
    hint: "signature",
    deeper: 0,
  },
  { client: "ProtonMail", test: /protonmail_signature_block/, hint: "signature", deeper: 0 },
  { client: "Zoho", test: /zmail_extra|#Zm-_Id_-Sgn1/, hint: null, deeper: 0 },
  { client: "GMX, web.de", test: /(?:^|\s)name=quote\b/i, hint: "quote", deeper: 1 },
  { client: "Superhuman", test: /sh-quoted-content|sh-quoted/, hint: "quote", deeper: 0 },
  { client: "Superhuman", test: /sh-signature/, hint: "signature", deeper: 0 },
  { client: "Spark", test: /name=messageReplySection/, hint: null, deeper: 0 },
  { client: "Spark", test: /name=messageSignatureSection/, hint: "signature", deeper: 0 },
  { client: "Samsung", test: /composer_signature/, hint: "signature", deeper: 0 },
  { client: "Samsung", test: /quoted_body-editable-DIV|#quoted_header/i, hint: "quote", deeper: 0 },
  { client: "Apple Mail", test: /AppleMailSignature|#AppleMailSignature/, hint: "signature", deeper: 0 },
  {
    client: "Help desks",
    test: /freshdesk_quote|zd-quote|intercom-quote|fd-quoted|front-quote|helpscout-quote/i,
    hint: "quote",
    deeper: 0,
  },
  { client: "Mail.ru", test: /data-signature-widget/, hint: "signature", deeper: 0 },
  { client: "Notes", test: /(?:^|\s)iNotesHistory(?:\s|$)/, hint: "quote", deeper: 0 },
  { client: "NetEase", test: /ntes-mailmaster-quote/, hint: "quote", deeper: 0 },
  { client: "Roundcube", test: /#reply-intro(?:\s|$)/, hint: "attribution", deeper: 0 },
  { client: "Zimbra", test: /data-marker=__HEADERS__/, hint: "header-block", deeper: 0 },
  { client: "Zimbra", test: /data-marker=__QUOTED_TEXT__/, hint: "quote", deeper: 0 },
  { client: "Zimbra", test: /data-marker=__SIG_/, hint: "signature", deeper: 0 },
  {
    client: "Any",
    test: /(?:^|\s)(?:#?[\w-]*[sS]ignature|#?\w+[_-]sign?|#?\w*Sig)(?:\s|$)/,
    hint: "signature",
    deeper: 0,
  },
  { client: "QQ", test: /(?:^|\s)#?xm_mail_oringinal_describe|foxmail_reply/i, hint: "quote", deeper: 0 },
];

const nothing: ElementHint = { hint: null, deeper: 0 };

/** What an element says by its names alone. */
export function hintOf(element: HtmlElement): ElementHint {
  const names = namesOf(element);
  if (element.name === "blockquote") return isIndent(element) ? nothing : { hint: "quote", deeper: 1 };
  if (names === "") return nothing;
  const row = rows.find((each) => each.test.test(names));
  if (row !== undefined) return { hint: row.hint, deeper: row.deeper };
  if (
    /(?:^|\s)(?:gmail_quote|gmail_extra_quote|protonmail_quote|zimbra_quote)\b/.test(names) &&
    !holdsBlockquote(element, { left: 400 })
  ) {
    return { hint: "quote", deeper: 0 };
  }
  return nothing;
}

/** Gmail's "indent more": a quotation element that only moves words to the right, and says so. */
function isIndent(element: HtmlElement): boolean {
  const { attributes } = element;
  if (attributes.has("class") || attributes.has("type") || attributes.has("cite")) return false;
  return /margin:\s?0(?:px)? 0(?:px)? 0(?:px)? 40px;\s?border:\s?(?:none|medium)/.test(
    attributes.get("style") ?? "",
  );
}

function namesOf(element: HtmlElement): string {
  const { attributes } = element;
  if (attributes.size === 0) return "";
  const pieces: string[] = [];
  for (const [name, value] of attributes) {
    if (value.length > 300) continue;
    if (name === "class") pieces.push(value);
    else if (name === "id") pieces.push(`#${value}`);
    else if (name === "name") pieces.push(`name=${value}`);
    else if (name.startsWith("data-")) pieces.push(`${name}=${value}`);
  }
  return pieces.join(" ");
}

/** Inside Gmail's own container answers may stand between the quotes; without any blockquote all of it is quoted. */
function holdsBlockquote(element: HtmlElement, budget: { left: number }): boolean {
  for (const child of element.children) {
    if (child.kind !== "element") continue;
    if (child.name === "blockquote") return true;
    if (budget.left-- <= 0) return false;
    if (holdsBlockquote(child, budget)) return true;
  }
  return false;
}
