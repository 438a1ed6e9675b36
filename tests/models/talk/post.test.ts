import { expect, test } from "vitest";
import { db } from "#app/db/client.ts";
import { transaction } from "#app/db/transaction.ts";
import { setClock } from "#app/lib/clock.ts";
import { attachmentById, tidyFilename } from "#app/models/attachment.ts";
import { keepFile } from "#app/models/blob.ts";
import { editPost, postReply, removePost, restorePost, revertPost, type NewPost } from "#app/models/post.ts";
import { closeThread, threadById, threadWithPosts } from "#app/models/thread.ts";
import { actorOf, aCommunity, aMember, anOwner, aThread } from "#tests/support/circle.ts";

async function aConversation() {
  const community = await aCommunity();
  const actor = actorOf(await anOwner(community), community);
  const noor = await aMember(community, { name: "Noor Haddad" });
  const thread = await aThread(community, { by: noor });
  const say = (text: string, more: Partial<NewPost> = {}) =>
    transaction((tx) =>
      postReply(tx, {
        communityId: community.id,
        threadId: thread.id,
        authorId: noor.id,
        text,
        html: null,
        folded: [],
        source: "mail",
        ...more,
      }),
    );
  return { community, actor, noor, thread, say };
}

function anInboundMessage(communityId: string) {
  return db().inboundMessage.create({
    data: {
      communityId,
      ingress: "smtp",
      envelopeFrom: "noor@example.org",
      recipient: "circle@roundletter.test",
      raw: Buffer.from("Subject: clay\r\n\r\nHello"),
      fingerprint: String(Math.random()),
    },
  });
}

test("a post carries its thread's count and hour", async () => {
  const { community, thread, say } = await aConversation();
  setClock(new Date("2030-01-01T10:00:00Z"));
  await say("First");
  setClock(new Date("2030-01-02T10:00:00Z"));
  const second = await say("Second");

  expect(await threadById(community.id, thread.id)).toMatchObject({
    postCount: 2,
    lastPostAt: new Date("2030-01-02T10:00:00Z"),
  });
  expect(second.createdAt).toEqual(new Date("2030-01-02T10:00:00Z"));
});

test("thirty who speak at once are all counted", async () => {
  const { community, thread, say } = await aConversation();
  await Promise.all(Array.from({ length: 30 }, (_, index) => say(`Voice ${String(index)}`)));
  expect((await threadById(community.id, thread.id))?.postCount).toBe(30);
  expect(await db().post.count({ where: { threadId: thread.id } })).toBe(30);
});

test("one answer of one message is filed once, however often and however closely it comes", async () => {
  const { community, actor, thread, say } = await aConversation();
  const { id: inboundMessageId } = await anInboundMessage(community.id);

  const filed = await Promise.all([0, 0, 0, 1].map((answer) => say("Lovely", { inboundMessageId, answer })));
  expect(new Set(filed.map(({ id }) => id)).size).toBe(2);
  expect((await threadById(community.id, thread.id))?.postCount).toBe(2);

  // A replay after the thread was closed still finds what was filed.
  await closeThread(actor, thread.id);
  expect((await say("Lovely", { inboundMessageId, answer: 1 })).id).toBe(filed[3]?.id);
});

test("a closed thread takes no posts, and neither does another community's", async () => {
  const { actor, thread, say } = await aConversation();
  await closeThread(actor, thread.id);
  await expect(say("One more thing")).rejects.toMatchObject({ name: "Refusal", reason: "thread-closed" });

  const elsewhere = await aConversation();
  await expect(say("Hello", { threadId: elsewhere.thread.id })).rejects.toMatchObject({
    reason: "not-found",
  });
  await expect(elsewhere.say("Hello", { authorId: actor.membership.id })).rejects.toMatchObject({
    reason: "not-found",
  });
});

test("a picture needs no words; nothing at all is refused", async () => {
  const { community, say } = await aConversation();
  await expect(say(" \n ")).rejects.toMatchObject({ reason: "nothing-written" });

  const { id: blobId } = await keepFile(Buffer.from("%PDF-1.7"), "application/pdf");
  const post = await say("", { attachments: [{ blobId, filename: "../../kiln\u202Elog.pdf" }] });
  const [attachment] = await db().attachment.findMany({ where: { postId: post.id } });
  expect(attachment).toMatchObject({ filename: "kilnlog.pdf", blobId });
  expect(await attachmentById(community.id, attachment?.id ?? "")).toMatchObject({ blob: { byteSize: 8 } });
  expect(await attachmentById((await aCommunity()).id, attachment?.id ?? "")).toBeNull();
});

test.each([
  ["", "attachment"],
  ["..", "attachment"],
  ["C:\\kiln\\glaze.txt", "glaze.txt"],
])("the file “%s” is saved as “%s”", (given, filename) => {
  expect(tidyFilename(given)).toBe(filename);
});

test("a removed post is out of the count, kept, and can come back", async () => {
  const { community, actor, noor, thread, say } = await aConversation();
  setClock(new Date("2030-01-01T10:00:00Z"));
  await say("First");
  setClock(new Date("2030-01-02T10:00:00Z"));
  const second = await say("Second");

  await removePost(actorOf(noor, community), second.id);
  await removePost(actorOf(noor, community), second.id);
  expect(await threadById(community.id, thread.id)).toMatchObject({
    postCount: 1,
    lastPostAt: new Date("2030-01-01T10:00:00Z"),
  });
  const shown = await threadWithPosts(community.id, thread.id);
  expect(shown?.posts.map(({ removedAt }) => removedAt !== null)).toEqual([false, true]);

  await restorePost(actorOf(noor, community), second.id);
  expect((await threadById(community.id, thread.id))?.postCount).toBe(2);

  await removePost(actor, second.id);
  await expect(restorePost(actorOf(noor, community), second.id)).rejects.toMatchObject({
    reason: "not-allowed",
  });
  await restorePost(actor, second.id);
  const audit = await db().auditEntry.findMany({ where: { subjectId: second.id }, orderBy: { id: "asc" } });
  expect(audit.map(({ act, actorId }) => [act, actorId === noor.person.id])).toEqual([
    ["post.removed", true],
    ["post.restored", true],
    ["post.removed", false],
    ["post.restored", false],
  ]);
});

test("new words keep the old ones behind them", async () => {
  const { community, noor, say } = await aConversation();
  const author = actorOf(noor, community);
  const post = await say("The kiln is fired on Friday", { html: "<p>The kiln is fired on Friday</p>" });

  const edited = await editPost(author, post.id, " The kiln is fired on Saturday ");
  expect(edited).toMatchObject({ text: "The kiln is fired on Saturday", html: null });
  expect(edited.editedAt).toBeInstanceOf(Date);

  expect(await revertPost(author, post.id)).toMatchObject({
    text: post.text,
    html: post.html,
    editedAt: null,
  });
  await expect(editPost(author, post.id, "  ")).rejects.toMatchObject({ reason: "nothing-written" });
});

test("others' words are theirs, and another community's are not found", async () => {
  const { community, actor, say } = await aConversation();
  const tom = actorOf(await aMember(community), community);
  const post = await say("Mine");

  await expect(editPost(tom, post.id, "Yours")).rejects.toMatchObject({ reason: "not-allowed" });
  await expect(removePost(tom, post.id)).rejects.toMatchObject({ reason: "not-allowed" });
  const elsewhere = await aConversation();
  for (const act of [removePost, restorePost, revertPost]) {
    await expect(act(elsewhere.actor, post.id)).rejects.toMatchObject({ reason: "not-found" });
  }
  expect(await editPost(actor, post.id, "Mended by the owner")).toMatchObject({
    text: "Mended by the owner",
  });
});
