import { expect, test } from "vitest";
import { mailProgram } from "#emails/reading/mail-program.ts";
import { readMessage } from "#emails/reading/parse-message.ts";

test.each([
  ["X-Mailer: iPhone Mail (21F90)", "iPhone"],
  ["X-Mailer: Apple Mail (2.3774.600.62)", "Apple Mail"],
  ["User-Agent: Mozilla Thunderbird", "Thunderbird"],
  ["X-Mailer: Microsoft Outlook 16.0", "Outlook"],
  ["User-Agent: Roundcube Webmail/1.6.1", "Roundcube"],
  ["X-Mailer: WebService/1.1.22544 YMailNorrin", "Yahoo Mail"],
  ["User-Agent: K-9 Mail for Android", "K-9 Mail"],
  ["Message-ID: <CAHk-=wh4x@mail.gmail.com>", "Gmail"],
  ["Message-ID: <DB7PR04MB5098.eurprd04.prod.outlook.com>", "Outlook"],
  ["Message-ID: <trinity-8f0d6c1b@3c-app-gmx-bs12>", "GMX"],
  ["Message-ID: <1234@mail.example.org>", null],
  ["X-Mailer: ", null],
])("a mail with “%s” was written with %s", (header, name) => {
  expect(mailProgram(readMessage(Buffer.from(`${header}\r\n\r\nHello`)))).toBe(name);
});

test("headers without an end cost no more than short ones", () => {
  const long = readMessage(Buffer.from(`X-Mailer: ${"WebService/".repeat(50_000)}\r\n\r\nHello`));
  expect(mailProgram(long)).toBeNull();
});
