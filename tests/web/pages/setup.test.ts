import { expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { mintSetupToken } from "#app/models/setup.ts";
import { loader as openFirst } from "#app/routes/_index.tsx";
import { action, loader } from "#app/routes/setup.$token.tsx";
import { openPage, press } from "#tests/support/pages.ts";

const wanted = {
  name: "Kiln Circle",
  slug: "kiln-circle",
  tagline: "Potters of the valley",
  accent: "#4c6a3a",
  ownAccent: "#9a4a2f",
  timeZone: "Europe/Lisbon",
  ownerName: "Ana Ferreira",
  address: "ana@example.org",
};

it("makes the first community once, by the link on the terminal, and signs its owner in", async () => {
  expect(await openPage(openFirst, "/")).toMatchObject({ page: { kind: "new" } });
  const token = (await mintSetupToken()) ?? "";
  const where = { params: { token } };
  const send = (fields: Partial<typeof wanted>) =>
    press(action, `/setup/${token}`, { ...wanted, ...fields }, where);

  expect(await openPage(loader, "/setup/wrong", { params: { token: "wrong" } })).toMatchObject({
    status: 410,
    page: { open: false, done: false },
  });
  expect(await openPage(loader, `/setup/${token}`, where)).toMatchObject({
    status: 200,
    page: { open: true },
  });
  expect(await send({ slug: "x" })).toMatchObject({
    status: 400,
    page: { errors: { slug: expect.any(String) as string }, typed: { name: "Kiln Circle" } },
  });
  expect(await send({ slug: "console" })).toMatchObject({
    status: 400,
    page: { errors: { slug: expect.any(String) as string } },
  });
  expect(await send({ address: "ana" })).toMatchObject({
    status: 400,
    page: { errors: { address: expect.any(String) as string } },
  });
  expect(await send({ ownerName: "" })).toMatchObject({
    status: 400,
    page: { errors: { ownerName: "Your name is missing." } },
  });
  expect(await db().community.count()).toBe(0);

  const made = await send({});
  expect(made).toMatchObject({ status: 302, location: "/console/kiln-circle" });
  expect(await db().community.findFirst()).toMatchObject({
    slug: "kiln-circle",
    accent: "#4c6a3a",
    timeZone: "Europe/Lisbon",
  });
  const cookie = made.headers.get("set-cookie")?.split(";")[0] ?? "";
  expect(await openPage(openFirst, "/", { cookie })).toMatchObject({ location: "/console/kiln-circle" });

  expect(await openPage(loader, `/setup/${token}`, where)).toMatchObject({
    status: 410,
    page: { done: true },
  });
  expect(await send({ slug: "another" })).toMatchObject({ status: 400 });
  expect(await db().community.count()).toBe(1);
});
