import { expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { startSession } from "#app/models/session.ts";
import { action as press_, loader as open } from "#app/routes/account.tsx";
import { action as signIn } from "#app/routes/sign-in_.passkey.ts";
import { sessionCookie } from "#app/web/session-cookie.ts";
import { deviceWords } from "#app/web/device-words.ts";
import { aCommunity, aMember } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

const firefox = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0";

async function signedIn(times = 1) {
  const member = await aMember(await aCommunity());
  const cookies: string[] = [];
  for (let time = 0; time < times; time++) {
    const { token } = await transaction((tx) => startSession(tx, member.personId, firefox));
    cookies.push(sessionCookie(token).split(";")[0] ?? "");
  }
  return { member, cookies };
}

it("a person sees where they are signed in, and ends one or all", async () => {
  const { member, cookies } = await signedIn(3);
  const [cookie = ""] = cookies;
  const sessions = async () =>
    (await openPage(open, "/account", { cookie })).page.sessions as {
      id: string;
      isThis: boolean;
      device: string;
    }[];
  expect(await sessions()).toHaveLength(3);
  const other = (await sessions()).find(({ isThis }) => !isThis);
  expect(other?.device).toBe("Firefox on a Mac");

  await press(press_, "/account", { intent: "end-session", session: other?.id ?? "" }, { cookie });
  expect(await sessions()).toHaveLength(2);
  const stranger = await signedIn();
  await press(
    press_,
    "/account",
    { intent: "end-session", session: (await sessions())[0]?.id ?? "" },
    { cookie: stranger.cookies[0] ?? "" },
  );
  expect(await sessions()).toHaveLength(2);

  await press(press_, "/account", { intent: "end-all" }, { cookie });
  expect(await db().session.count({ where: { personId: member.personId } })).toBe(0);
  expect((await openPage(open, "/account", { cookie })).location).toBe("/sign-in?to=%2Faccount");
});

it("a passkey is removed by whoever it belongs to alone; a made-up one opens nothing", async () => {
  const { member, cookies } = await signedIn();
  const passkey = await db().passkey.create({
    data: {
      personId: member.personId,
      credentialId: `key-${member.id}`,
      publicKey: Buffer.from([1]),
      name: "A key",
    },
  });
  const stranger = await signedIn();
  const asStranger = { cookie: stranger.cookies[0] ?? "" };
  expect(
    (await press(press_, "/account", { intent: "remove-passkey", passkey: passkey.id }, asStranger)).status,
  ).toBe(404);

  const answer = await signIn({
    request: new Request("http://roundletter.test/sign-in/passkey", {
      method: "POST",
      body: JSON.stringify({
        id: passkey.credentialId,
        rawId: passkey.credentialId,
        type: "public-key",
        response: {},
      }),
    }),
    params: {},
    context: { nonce: "" },
  });
  expect(answer.status).toBe(400);

  await press(
    press_,
    "/account",
    { intent: "remove-passkey", passkey: passkey.id },
    { cookie: cookies[0] ?? "" },
  );
  expect(await db().passkey.count({ where: { personId: member.personId } })).toBe(0);
});

it("a device is called by what its owner knows it by", () => {
  expect(
    deviceWords("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"),
  ).toBe("Safari on an iPhone");
  expect(deviceWords("curl/8")).toBe("A browser");
});
