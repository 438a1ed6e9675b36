import fc from "fast-check";
import { describe, expect, it, test } from "vitest";

import { COMMAND_WORDS, REPLY_TARGET_KINDS, writeReplyAddress } from "#emails/writing/addresses.ts";
import { scrubTokens } from "#emails/writing/leaked-tokens.ts";
import { type LinkPurpose, writeLinkToken } from "#emails/writing/link-tokens.ts";

const ours = { domain: "letters.example", appUrl: "https://letters.example" };
const key = "a secret of the house";

/** The page of each link that carries a right, by its purpose. What has none does not compile. */
const pages = {
  preferences: "/preferences/",
  unsubscribe: "/unsubscribe/",
  rsvp: "/rsvp/",
  invitation: "/join/",
  "confirm-join": "/confirm/",
  "confirm-follow": "/kiln-circle/follow/",
  seat: "/confirm/",
  "sign-in": "/sign-in/",
  answer: "/answer/",
  archive: "/kiln-circle/archive/open/",
  calendar: "/calendar/",
  inquiry: "/inquiries/",
  held: "/held/",
  proof: "/answer/",
  export: "/export/",
  file: "/files/0190d1c5-7d5e-7000-8000-000000000001?token=",
} as const satisfies Record<LinkPurpose, string>;

const numbers = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const addresses = fc
  .record({
    kind: fc.constantFrom(...REPLY_TARGET_KINDS),
    issuedDay: fc.integer({ min: 0, max: 65_535 }),
    member: numbers,
    target: numbers,
  })
  .map((claim) => {
    const address = writeReplyAddress({
      key,
      keyVersion: 1,
      slug: "kiln-circle",
      domain: ours.domain,
      ...claim,
    });
    return { written: address, token: address.slice("kiln-circle+".length, address.indexOf("@")) };
  });
const links = fc
  .record({
    purpose: fc.constantFrom(...(Object.keys(pages) as LinkPurpose[])),
    subject: numbers,
    extra: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    expires: fc.option(
      fc.date({ min: new Date("2026-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
    ),
  })
  .map(({ purpose, subject, extra, expires }) => {
    const token = writeLinkToken({
      key,
      keyVersion: 1,
      purpose,
      subject,
      extra,
      ...(expires === null ? {} : { expiresAt: expires }),
    });
    return { written: ours.appUrl + pages[purpose] + token, token };
  });
const random = fc
  .record({
    page: fc.constantFrom("/sign-in/", "/setup/", "/ingress/3/"),
    token: fc.stringMatching(/^[A-Za-z0-9_-]{27}$/),
  })
  .map(({ page, token }) => ({ written: ours.appUrl + page + token, token }));

const each = (text: string, write: (sign: string) => string) => Array.from(text, write).join("");
const hex = (sign: string) => sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0");
const isWord = (sign: string) => /[a-z0-9]/i.test(sign);

/** How mail programs write what they quote. */
const dressed: Record<string, (written: string, at: number) => string> = {
  plainly: (written) => written,
  "in capitals": (written) => written.replace(/[^/]+$/, (last) => last.toUpperCase()),
  "between angle brackets, quoted": (written) => `> On Monday we wrote:\n> <${written}>\n> and more`,
  "percent-encoded": (written) => `https://safe.example/?url=${encodeURIComponent(written)}&data=05`,
  "percent-encoded twice": (written) =>
    `https://safe.example/?url=${encodeURIComponent(encodeURIComponent(written))}`,
  "percent-encoded to the last letter": (written) => each(written, (sign) => `%${hex(sign)}`),
  "as an HTML link": (written) => `<p><a href="${written}" rel="nofollow">${written}</a></p>`,
  "as a mailto link": (written) => `<a href="mailto:${encodeURIComponent(written)}?subject=Re">answer</a>`,
  "with character references": (written) =>
    each(written, (sign) => (isWord(sign) ? sign : `&#${String(sign.charCodeAt(0))};`)),
  "with hexadecimal references": (written) =>
    each(written, (sign) => (isWord(sign) ? sign : `&#x${hex(sign).toLowerCase()};`)),
  "with named references": (written) =>
    written
      .replaceAll("+", "&plus;")
      .replaceAll("@", "&commat;")
      .replaceAll("/", "&sol;")
      .replaceAll(":", "&colon;"),
  "in left-over quoted-printable": (written, at) =>
    `${written.slice(0, at)}=\r\n${written.slice(at)}`.replaceAll("+", "=2B").replaceAll("@", "=40"),
  "in left-over quoted-printable, quoted": (written, at) =>
    `> ${written.slice(0, at)}=\n> ${written.slice(at)}\n> and more`,
  "with places to break": (written, at) => `${written.slice(0, at)}<wbr>${written.slice(at)}`,
  "with invisible signs": (written, at) => `${written.slice(0, at)}\u200B${written.slice(at)}`,
};

describe("a token of ours in words that others see", () => {
  test.each(Object.keys(dressed))("is gone, written %s", (how) => {
    const dress = dressed[how];
    fc.assert(
      fc.property(fc.oneof(addresses, links, random), fc.nat(), fc.string(), (leaked, cut, around) => {
        const at = 1 + (cut % (leaked.written.length - 1));
        const before = around.replaceAll(/[^ a-z\n]/gi, "");
        const text = `${before} see ${dress?.(leaked.written, at) ?? ""} soon`;
        const left = scrubTokens(text, ours);

        expect(readable(left)).not.toContain(leaked.token.toLowerCase().slice(-16));
        expect(readable(left)).not.toContain(leaked.token.toLowerCase().slice(0, 16));
        expect(left.startsWith(`${before} see `) && left.endsWith(" soon")).toBe(true);
        expect(scrubTokens(left, ours)).toBe(left);
      }),
      { numRuns: 300 },
    );
  });

  it("is gone when a quoted line was wrapped in the middle of it", () => {
    fc.assert(
      fc.property(
        fc.oneof(addresses, links),
        fc.nat(),
        fc.constantFrom("\n", "\r\n> ", "\n>> ", " \n  "),
        (leaked, cut, wrap) => {
          const at = 1 + (cut % (leaked.written.length - 1));
          const left = scrubTokens(
            `> ${leaked.written.slice(0, at)}${wrap}${leaked.written.slice(at)}\n> Sunday`,
            ours,
          );

          const joined = left.replaceAll(/[\s>]/g, "").toLowerCase();
          expect(joined).not.toContain(leaked.token.slice(-16));
          expect(joined).toContain("sunday");
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is known under another name of this site too, by its own shape", () => {
    fc.assert(
      fc.property(links, ({ written, token }) => {
        const elsewhere = written.replace(ours.appUrl, "http://old.example:3000");
        expect(scrubTokens(elsewhere, ours)).not.toContain(token);
      }),
    );
  });
});

describe("what is no token", () => {
  it.each([
    "Write to kiln-circle@letters.example, or kiln-circle+help@letters.example.",
    ...COMMAND_WORDS.map((word) => `kiln-circle+${word}@letters.example`),
    "My own is ana+clay@example.org, and 100%25 =3D of it.",
    "https://letters.example/kiln-circle/newsletters/3 and https://letters.example/sign-in",
    "https://example.org/join/this-very-interesting-discussion-about-clay",
    "https://example.org/answer/0123456789abcdefghjkmnpqrs",
    "https://letters.example/photos/8c1f00a9e2/320",
    "a=b\n> c &amp; d &nbsp; <p>5 + 3 @ 7</p>",
  ])("stays as it was written: %s", (text) => {
    expect(scrubTokens(text, ours)).toBe(text);
  });

  it("stays, whatever it is", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => scrubTokens(text, ours) === text),
    );
  });

  it("costs time in proportion to its length", () => {
    const time = (length: number) => {
      const text = "> kiln-circle+abc=\n&#43;%2B/preferences/04zz\n".repeat(length);
      const began = process.cpuUsage();
      scrubTokens(text, ours);
      const { user, system } = process.cpuUsage(began);
      return user + system;
    };
    time(2_000);
    expect(time(32_000)).toBeLessThan(Math.max(time(4_000), 2_000) * 8 * 4);
  });
});

/** With every way of writing a sign undone. */
function readable(text: string): string {
  return text
    .replaceAll(/=\r?\n(?:> )?|<wbr>|\u200B/g, "")
    .replaceAll(/%(?:25)*([0-9a-f]{2})/gi, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    )
    .replaceAll(/=([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase();
}
