import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { db } from "#app/db/client.ts";
import { amendConfig } from "#app/lib/config.ts";
import { keepFile, keepImage } from "#app/models/blob.ts";
import { storeLetter } from "#app/models/mailroom.ts";
import { mintOneClickSignIn } from "#app/models/session.ts";
import { loader as openHome } from "#app/routes/$slug.tsx";
import { loader as openFile } from "#app/routes/files.$attachmentId.ts";
import { loader as openLetterHtml } from "#app/routes/mailroom.$id.html.ts";
import { loader as openMailroom } from "#app/routes/mailroom.tsx";
import { loader as openPhoto } from "#app/routes/photos.$blobId.$width.ts";
import { action as signIn } from "#app/routes/sign-in_.$token.tsx";
import { aCommunity, aMember, aPost, aThread, type MemberOfTest } from "#tests/support/circle.ts";
import { openPage, press } from "#tests/support/pages.ts";

async function cookieOf({ personId }: MemberOfTest): Promise<string> {
  const token = await mintOneClickSignIn(personId);
  const { headers } = await press(signIn, `/sign-in/${token}`, {}, { params: { token } });
  return headers.get("set-cookie")?.split(";")[0] ?? "";
}

describe("a community's page", () => {
  const open = (slug: string, cookie?: string) =>
    openPage(openHome, `/${slug}`, { params: { slug }, ...(cookie && { cookie }) });

  it("is there for everybody where the community wants it", async () => {
    const { slug } = await aCommunity({ publicHome: true });

    expect(await open(slug)).toMatchObject({
      status: 200,
      page: { community: { name: "Kiln Circle" }, isPublic: true, me: null },
    });
  });

  it("tells a stranger the same where it is private and where there is none", async () => {
    const { slug } = await aCommunity();
    const [closed, none] = [await open(slug), await open("no-such-circle")];

    expect(closed.status).toBe(404);
    expect(closed.page).toEqual(none.page);
    expect(none.status).toBe(404);
  });

  it("is there for its members, and not for members of another", async () => {
    const [here, elsewhere] = [await aCommunity(), await aCommunity()];
    const cookie = await cookieOf(await aMember(here, { name: "Ben" }));

    expect(await open(here.slug, cookie)).toMatchObject({
      status: 200,
      page: { me: { name: "Ben", curates: false } },
    });
    expect(await open(elsewhere.slug, cookie)).toMatchObject({ status: 404, page: { community: null } });
  });
});

describe("pictures and files", () => {
  it("shows a picture of ours at its widths, to be kept for ever", async () => {
    const { id } = await keepImage(
      await sharp({ create: { width: 900, height: 600, channels: 3, background: "#9a4a2f" } })
        .png()
        .toBuffer(),
    );
    const open = (blobId: string, width: string) =>
      openPage(openPhoto, `/photos/${blobId}/${width}`, { params: { blobId, width } });

    const { status, headers } = await open(id, "320");
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/jpeg",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
    expect(await open(id, "321")).toMatchObject({ status: 404 });
    expect(await open("f".repeat(64), "320")).toMatchObject({ status: 404 });
    expect(await open("../../secret-key", "320")).toMatchObject({ status: 404 });
  });

  it("gives a file only to the members of its community, to save and never to show", async () => {
    const [here, elsewhere] = [await aCommunity(), await aCommunity()];
    const member = await aMember(here);
    const post = await aPost(await aThread(here), member);
    const blob = await keepFile(Buffer.from("<script>alert(1)</script>"), "text/html");
    const { id } = await db().attachment.create({
      data: { communityId: here.id, postId: post.id, blobId: blob.id, filename: "Glasur „neu“.html" },
    });
    const open = (attachmentId: string, cookie?: string) =>
      openPage(openFile, `/files/${attachmentId}`, { params: { attachmentId }, ...(cookie && { cookie }) });

    expect(await open(id)).toMatchObject({
      status: 302,
      location: `/sign-in?to=${encodeURIComponent(`/files/${id}`)}`,
    });
    expect(await open(id, await cookieOf(await aMember(elsewhere)))).toMatchObject({ status: 404 });
    const cookie = await cookieOf(member);
    expect(await open(randomUUID(), cookie)).toMatchObject({ status: 404 });
    const { status, headers } = await open(id, cookie);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/octet-stream");
    expect(headers.get("content-disposition")).toBe(
      "attachment; filename=\"Glasur _neu_.html\"; filename*=UTF-8''Glasur%20%E2%80%9Eneu%E2%80%9C.html",
    );
    expect(headers.get("content-security-policy")).toContain("sandbox");
  });
});

describe("the mailroom", () => {
  const raw = Buffer.from(
    [
      "From: Kiln Circle <kiln@roundletter.test>",
      "To: Ben <ben@example.org>",
      "Subject: A letter",
      "MIME-Version: 1.0",
      "Content-Type: text/html; charset=utf-8",
      "",
      '<style>@media (prefers-color-scheme: dark) { p { color: #fff } }</style><p><a href="mailto:kiln+abc@roundletter.test?subject=Re:%20Clay">Answer</a> <a href="https://elsewhere.example/">Out</a><script>alert(1)</script></p>',
    ].join("\r\n"),
  );

  it("shows a letter in a frame where no script runs, and leads its mail links back into the mailroom", async () => {
    await storeLetter({ from: "kiln@roundletter.test", recipients: ["ben@example.org"] }, raw);
    const { id } = await db().mailroomLetter.findFirstOrThrow();
    const where = { params: { id } };

    const { headers, response } = await openPage(openLetterHtml, `/mailroom/${id}/html`, where);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox (?!.*allow-scripts)/);
    const html = (await response?.text()) ?? "";
    expect(html).toContain("@media not all");
    expect(html).toContain(
      `href="http://roundletter.test/mailroom/${id}?to=kiln%2Babc%40roundletter.test&amp;subject=Re%3A+Clay#answer"`,
    );
    expect(html).toContain('<a target="_blank" rel="noopener noreferrer" href="https://elsewhere.example/">');
    const night = await openPage(openLetterHtml, `/mailroom/${id}/html?light=night`, where);
    expect(await night.response?.text()).toContain("@media all");
  });

  it("is shut in production, and where mail really goes out", async () => {
    expect(await openPage(openMailroom, "/mailroom")).toMatchObject({ status: 200 });

    amendConfig({ smtpUrl: "smtp://mail.example.org" });
    expect(await openPage(openMailroom, "/mailroom")).toMatchObject({ status: 404 });
    amendConfig({ smtpUrl: null, production: true });
    expect(await openPage(openMailroom, "/mailroom")).toMatchObject({ status: 404 });
    amendConfig({ production: false });
  });
});
