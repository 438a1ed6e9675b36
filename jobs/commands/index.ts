import { Command, CommanderError } from "commander";

import { OperatorError } from "#app/lib/operator-error.ts";
import { isRefusal } from "#app/lib/refusal.ts";
import { Ending, exitCodes } from "#jobs/commands/exit-codes.ts";
import type { CreateOptions } from "#jobs/commands/community.ts";
import type { DkimOptions } from "#jobs/commands/dkim.ts";
import type { AddOptions } from "#jobs/commands/ingress.ts";
import type { ImportMembersOptions } from "#jobs/commands/import-members.ts";
import type { ImportOptions } from "#jobs/commands/import-mail.ts";
import type { IngestOptions } from "#jobs/commands/ingest.ts";
import type { InspectOptions } from "#jobs/commands/inspect.ts";
import type { InviteOptions } from "#jobs/commands/invite.ts";
import type { ReplayOptions } from "#jobs/commands/replay.ts";
import type { ReportOptions } from "#jobs/commands/report.ts";

/* What the operator can ask for. Each command's own file is loaded when it is asked for: inspecting needs no database. */

const program = new Command("roundletter")
  .description("A micro community that lives in the inbox.")
  .exitOverride()
  .showHelpAfterError("(add --help for what can be said)")
  .addHelpText(
    "after",
    "\nThe database is the one of DATABASE_URL, or the embedded one under DATA_DIR (./data).",
  );

const json = ["--json", "say it as one line of JSON"] as const;

const community = program.command("community").description("make a community");
community
  .command("create")
  .description("make a community and its owner; prints the owner's way in")
  .argument("<slug>", "local part of its address: letters, digits and hyphens")
  .requiredOption("--name <name>", "what it is called")
  .requiredOption("--owner-name <name>", "who looks after it")
  .requiredOption("--owner-address <address>", "their email address")
  .option(
    "--time-zone <zone>",
    "its hours, like Europe/Berlin",
    Intl.DateTimeFormat().resolvedOptions().timeZone,
  )
  .option("--locale <language>", "en, de, fr or es", "en")
  .option("--tagline <words>", "what it is about, in a line")
  .option(...json)
  .action(async (slug: string, options: CreateOptions) => {
    const { createTheCommunity } = await import("#jobs/commands/community.ts");
    await createTheCommunity(slug, options);
  });

program
  .command("invite")
  .description("invite somebody by a letter, in the name of the community's first owner")
  .argument("<community>", "its slug")
  .argument("<address>", "whom to invite")
  .option("--name <name>", "their name")
  .option("--note <words>", "a few words for the letter")
  .option("--role <role>", "member, moderator or follower", "member")
  .option(...json)
  .action(async (slug: string, address: string, options: InviteOptions) => {
    const { inviteSomebody } = await import("#jobs/commands/invite.ts");
    await inviteSomebody(slug, address, options);
  });

const bring = program.command("import").description("bring in what was elsewhere before");
bring
  .command("members")
  .description("invite the people of a list (CSV or plain text); nobody is subscribed")
  .argument("<file>", "the list")
  .requiredOption("--community <slug>", "whose list it is")
  .option("--note <words>", "a few words for each invitation")
  .option("--dry-run", "only say what would come of each line")
  .option(...json)
  .action(async (file: string, options: ImportMembersOptions) => {
    const { importMembers } = await import("#jobs/commands/import-members.ts");
    await importMembers(file, options);
  });

for (const form of ["mbox", "maildir"])
  bring
    .command(form)
    .description("old mail becomes threads, with its dates and authors; nobody gets a letter about it")
    .argument("<path>", form === "mbox" ? "the file" : "the folder")
    .requiredOption("--community <slug>", "where it goes")
    .option("--into <place>", "threads", "threads")
    .option(...json)
    .action(async (path: string, options: ImportOptions) => {
      const { importMail } = await import("#jobs/commands/import-mail.ts");
      await importMail(form, path, options);
    });

program
  .command("ingest")
  .description("take one raw message from standard input; ends with 75 when it should be tried again")
  .requiredOption("--to <address>", "whom it was sent to (the envelope's recipient)")
  .option("--from <address>", "who sent it (the envelope's sender)")
  .option("--now", "read it at once instead of leaving that to a worker")
  .option(...json)
  .action(async (options: IngestOptions) => {
    const { ingest } = await import("#jobs/commands/ingest.ts");
    await ingest(options);
  });

const ingress = program
  .command("ingress")
  .description("ways mail comes in, beside the SMTP server that is always there (docs/doors.md)");
ingress
  .command("add")
  .description("add one; running processes open it within seconds")
  .argument("<kind>", "smtps, lmtp, imap, postmark, mailgun, sendgrid, ses or raw")
  .option("--name <name>", "what you call it")
  .option("--settings <file>", "a JSON file with what it needs; - reads standard input")
  .option(...json)
  .action(async (kind: string, options: AddOptions) => {
    const { addTheIngress } = await import("#jobs/commands/ingress.ts");
    await addTheIngress(kind, options);
  });
ingress
  .command("list")
  .description("show them, where to post, and how each is doing")
  .option(...json)
  .action(async (options: ReportOptions) => {
    const { tellIngresses } = await import("#jobs/commands/ingress.ts");
    await tellIngresses(options);
  });
ingress
  .command("remove")
  .description("close one; what it brought in stays")
  .argument("<number>", "its number in the list")
  .option(...json)
  .action(async (number: string, options: ReportOptions) => {
    const { removeTheIngress } = await import("#jobs/commands/ingress.ts");
    await removeTheIngress(number, options);
  });

program
  .command("replay")
  .description("read the stored inbox again: shows what would change, and what was set aside")
  .option("--community <slug>", "only this one's")
  .option("--since <date>", "only what came in since then")
  .option("--apply", "do it; what somebody edited stays as it is")
  .option(...json)
  .action(async (options: ReplayOptions) => {
    const { replay } = await import("#jobs/commands/replay.ts");
    await replay(options);
  });

program
  .command("shunted")
  .description("show what crashed its reading five times and was set aside, with its error")
  .option("--community <slug>", "only this one's")
  .option(...json)
  .action(async (options: ReportOptions & { community?: string }) => {
    const { tellShunted } = await import("#jobs/commands/replay.ts");
    await tellShunted(options);
  });

const digest = program.command("digest").description("the community's letter");
digest
  .command("send")
  .description("send the next letter now, to everyone who has not read it all")
  .argument("<community>", "its slug")
  .option(...json)
  .action(async (slug: string, options: ReportOptions) => {
    const { sendDigest } = await import("#jobs/commands/digest.ts");
    await sendDigest(slug, options);
  });

program
  .command("dkim")
  .description("the keys that letters are signed with, and the DNS records to paste")
  .option("--domain <domain>", "whose letters; MAIL_DOMAIN when it is left out")
  .option("--rotate", "make the next key; it signs nothing until it is activated")
  .option("--activate", "sign with the new key, once DNS has its record; the old one retires")
  .option("--unseen", "activate without asking DNS")
  .option("--ed25519", "with --rotate or --activate: an Ed25519 key beside the RSA one")
  .option(...json)
  .action(async (options: DkimOptions) => {
    const { tellDkim } = await import("#jobs/commands/dkim.ts");
    await tellDkim(options);
  });

program
  .command("inspect")
  .description("show how a message is read; without a file: JSON lines {id, kind, path} in, JSON lines out")
  .argument("[file]", "a raw message (.eml)")
  .option(
    "--digest <file>",
    "the digest that it answers, as JSON: { text, items: [{ number, title, text }] }",
  )
  .option(...json)
  .action(async (file: string | undefined, options: InspectOptions) => {
    const { inspect } = await import("#jobs/commands/inspect.ts");
    await inspect(file, options);
  });

program
  .command("status")
  .description("how much there is of what, and what waits")
  .option(...json)
  .action(async (options: ReportOptions) => {
    const { tellStatus } = await import("#jobs/commands/status.ts");
    await tellStatus(options);
  });

program
  .command("doctor")
  .description(
    "whether database, queues, disk, storage and the way of letters are sound; ends with 1 when not",
  )
  .option(...json)
  .action(async (options: ReportOptions) => {
    const { examine } = await import("#jobs/commands/doctor.ts");
    if (!(await examine(options))) throw new Ending("refused", "");
  });

try {
  await program.parseAsync();
  await written();
  process.exit(exitCodes.ok);
} catch (error) {
  const { code, words } = endingOf(error);
  if (words !== "") process.stderr.write(`${words}\n`);
  await written();
  process.exit(code);
}

function endingOf(error: unknown): { code: number; words: string } {
  // Help and usage have been printed by commander itself.
  if (error instanceof CommanderError)
    return { code: error.exitCode === 0 ? exitCodes.ok : exitCodes.usage, words: "" };
  if (error instanceof Ending) return { code: error.code, words: error.message };
  if (error instanceof OperatorError) return { code: exitCodes.config, words: error.words };
  if (isRefusal(error)) return { code: exitCodes.refused, words: error.message };
  return {
    code: exitCodes.software,
    words: error instanceof Error ? (error.stack ?? error.message) : String(error),
  };
}

/** A pipe may still hold what was written: process.exit would cut it. */
function written(): Promise<void> {
  return new Promise((resolve) => process.stdout.write("", () => resolve()));
}
