import { now } from "#app/lib/clock.ts";
import type { Outcome } from "#app/models/inbound-message.ts";
import { readCommand, type Command } from "#emails/reading/commands.ts";
import type { Author } from "#jobs/handlers/process-inbound/author.ts";
import { moveAnswer } from "#jobs/handlers/process-inbound/move-answer.ts";
import * as obey from "#jobs/handlers/process-inbound/obey.ts";
import type { Letter } from "#jobs/handlers/process-inbound/open-letter.ts";
import type { Placed } from "#jobs/handlers/process-inbound/placed.ts";
import { sendReceipt } from "#jobs/handlers/process-inbound/receipts.ts";
import { sendMore } from "#jobs/handlers/process-inbound/send-more.ts";
import type { Target } from "#jobs/handlers/process-inbound/targets.ts";
import { undo } from "#jobs/handlers/process-inbound/undo.ts";

type Obey<Name extends Command["name"]> = (
  author: Author,
  target: Target,
  command: Extract<Command, { name: Name }>,
  letter: Letter,
) => Promise<obey.Obeyed | null>;

/** What each word does, and where. null: it is no command in this place, but something said. */
const commands: { [Name in Command["name"]]: Obey<Name> } = {
  stop: obey.stop,
  pause: obey.pause,
  resume: obey.resume,
  rhythm: obey.changeTo,
  mute: obey.mute,
  unmute: obey.unmute,
  follow: obey.follow,
  unfollow: obey.unfollow,
  help: obey.help,
  who: obey.who,
  rsvp: obey.rsvp,
  sold: obey.sold,
  more: sendMore,
  undo: (author, _target, _command, letter) => undo(author, letter),
  move: (author, _target, command, letter) => moveAnswer(author, command, letter),
  share: obey.notYet,
  approve: obey.notYet,
  reject: obey.notYet,
  ok: () => Promise.resolve(null),
};

/** Only when the whole new text is the command; it is answered with what was done and how to take it back. */
export async function doCommand(letter: Letter, author: Author, target: Target): Promise<Placed | null> {
  // The questions of the house are answered in words of their own.
  if (["held", "question", "proof", "judge"].includes(target.kind)) return null;
  const command = commandIn(letter, target);
  if (!command) return null;
  const done = await (commands[command.name] as Obey<Command["name"]>)(author, target, command, letter);
  if (!done) return null;

  const { noted = {}, also, silent = false, done: words, sentence, undo: word } = done;
  const outcome: Outcome = [{ kind: "command", name: command.name, ...noted }];
  const asked = letter.reply.text.trim() || null;
  return {
    membershipId: author.id,
    async act(tx) {
      await also?.(tx);
      if (!silent) await sendReceipt(tx, letter, author, { done: words, sentence, undo: word, asked });
      return outcome;
    },
  };
}

/** A mail with nothing in it may say its word in the subject, as unsubscribe buttons do. */
function commandIn({ reply, message }: Letter, target: Target): Command | null {
  if (target.kind === "unsubscribe") return { name: "stop" };
  if (target.kind === "help") return { name: "help" };
  const isBare = reply.spans.every(({ text }) => text.trim() === "");
  return readCommand(isBare ? message.subject : reply.text, now());
}
