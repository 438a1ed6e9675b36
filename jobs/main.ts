import { db } from "#app/db/client.ts";
import { config } from "#app/lib/config.ts";
import { links } from "#app/lib/links.ts";
import { mintOneClickSignIn } from "#app/models/session.ts";
import { isSetUp, mintSetupToken } from "#app/models/setup.ts";
import { openDatabase } from "#jobs/database.ts";
import { placedCertificate } from "#jobs/ingress/certificate.ts";
import { keepDoors } from "#jobs/ingress/doors.ts";
import { startMailDoor } from "#jobs/ingress/smtp.ts";
import { startWebhooks, webhooks } from "#jobs/ingress/webhooks.ts";
import { openMailroom } from "#jobs/mailroom.ts";
import { terminalProgress, type Progress } from "#jobs/progress.ts";
import { Running, stopOnSignal } from "#jobs/stop.ts";
import { tellTrouble } from "#jobs/trouble.ts";
import { seedDemoApart } from "#jobs/seed-demo.ts";
import { startWorker } from "#jobs/worker.ts";

const running = new Running();
const progress = terminalProgress();
const demo = process.argv.includes("--demo");

try {
  stopOnSignal(running, (words) => progress.line(`\n${words} …`));
  await start();
} catch (error) {
  tellTrouble(error);
  await running.stop();
  process.exit(1);
}

/** Stops in the opposite order: web, ingress, worker, mailroom, and PostgreSQL last. */
async function start(): Promise<void> {
  const { roles } = config();
  progress.line(`Roundletter${demo ? ", with its demo community" : ""}`);
  await startDatabase();
  if (demo) await seed();

  if (roles.has("worker") && config().smtpUrl === null) {
    const mailroom = await progress.step("Mailroom", openMailroom);
    running.add("mailroom", mailroom.close);
  }
  if (roles.has("worker")) {
    const worker = await progress.step("Worker", startWorker);
    running.add("worker", () => worker.close());
  }
  if (roles.has("ingress")) {
    const certificate = placedCertificate();
    const ingress = await progress.step(`Incoming mail (SMTP, port ${config().inboundSmtpPort})`, () =>
      startMailDoor(certificate ? { tls: certificate } : {}),
    );
    running.add("ingress", ingress.close);
    const doors = keepDoors();
    running.add("more ways in", doors.close);
  }
  if (roles.has("web")) {
    // Loaded only where pages are served: a worker alone is a good deal smaller.
    const { startServer } = await import("#app/server.ts");
    const web = await progress.step(`Pages (port ${config().port})`, () =>
      startServer(roles.has("ingress") ? { doors: webhooks() } : {}),
    );
    running.add("web", () => web.close());
  } else if (roles.has("ingress")) {
    const posts = await progress.step(`Webhooks (port ${config().port})`, startWebhooks);
    running.add("webhooks", posts.close);
  }
  await tellAddresses(progress);
}

async function startDatabase(): Promise<void> {
  const embedded = config().databaseUrl === null;
  const database = await progress.step(
    embedded ? "Database (embedded PostgreSQL)" : "Database",
    openDatabase,
  );
  running.add("database", database.close);
}

async function seed(): Promise<void> {
  const deployment = await db().deployment.findUnique({ where: { id: 1 } });
  if (!deployment?.demoSeededAt) await progress.step("Demo community", seedDemoApart);
}

async function tellAddresses({ line }: Progress): Promise<void> {
  const { roles, appUrl, smtpUrl, production } = config();
  line();
  if (roles.has("web")) {
    line(`  Roundletter    ${appUrl}`);
    if (demo) line(`  Owner's way in ${await ownersWayIn()}`);
    if (smtpUrl === null && !production) line(`  Mailroom       ${links.mailroom()}`);
    if (!(await isSetUp())) {
      const token = await mintSetupToken();
      if (token !== null) line(`  Begin here, once: ${links.setup(token)}`);
    }
  }
  line();
  line("  Ready. Ctrl-C stops everything.");
}

/** Good once, for a day: the demo has no mail account to sign in with. */
async function ownersWayIn(): Promise<string> {
  const owner = await db().membership.findFirst({
    where: { role: "owner", status: "active" },
    orderBy: { createdAt: "asc" },
    select: { personId: true },
  });
  return owner === null ? links.mailroom() : links.signIn(await mintOneClickSignIn(owner.personId));
}
