import { randomBytes } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Express, Request, Response, Router } from "express";
import { config } from "#app/lib/config.ts";
import { houseFolder } from "#app/lib/house-folder.ts";
import { log } from "#app/lib/log.ts";
import { isSetUp } from "#app/models/setup.ts";
import { assertSameOrigin } from "#app/web/csrf.ts";
import { limitPosts } from "#app/web/rate-limit.ts";
import { beginReading } from "#app/web/while-reading.ts";
import { limitBody, setSafeHeaders, takePolicyReport } from "./request-gates.ts";

export interface WebServer {
  port: number;
  /** Finishes what is in flight, ten seconds at most. */
  close(): Promise<void>;
}

const DRAIN_FOR = 10_000;
const clientFolder = join(houseFolder, "build/client");
const serverBuild = pathToFileURL(join(houseFolder, "build/server/index.js")).href;

/**
 * `doors`: routes for machines (mail providers), before the rules that are for browsers. Serves the pages of build/ (see
 * build.mjs) on the configured port; port 0 takes a free one.
 */
export async function startServer({ doors }: { doors?: Router } = {}): Promise<WebServer> {
  const build = (await import(serverBuild)) as ServerBuild;
  const state = { draining: false };
  const app = createApp(build, state, doors);
  const server = await listen(app, config().port);

  return {
    port: (server.address() as AddressInfo).port,
    close: () => drain(server, state),
  };
}

function createApp(build: ServerBuild, state: { draining: boolean }, doors: Router | undefined): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", "loopback, linklocal, uniquelocal");

  app.get("/healthz", (_request, response) => response.type("text").send("ok\n"));
  app.get("/readyz", (_request, response) => void tellReadiness(response, state));

  app.use((_request, response, next) => {
    if (state.draining) response.set("Connection", "close");
    next();
  });
  app.use(setSafeHeaders);
  app.use(
    compression({
      filter: (request, response) => !isEventStream(response) && compression.filter(request, response),
    }),
  );
  app.use(
    "/assets",
    express.static(`${clientFolder}/assets`, {
      immutable: true,
      maxAge: "1y",
      fallthrough: false,
      index: false,
    }),
  );
  app.use(express.static(clientFolder, { maxAge: "1h", index: false }));
  if (doors) app.use(doors);
  app.use(limitBody);
  app.post(
    "/csp-reports",
    limitPosts,
    express.json({ type: ["application/csp-report", "application/json"], limit: "16kb" }),
    takePolicyReport,
  );
  app.use(assertSameOrigin);
  app.use(limitPosts);
  app.use(beginReading);

  const answer = createRequestHandler({
    build,
    mode: "production",
    getLoadContext: () => ({ nonce: randomBytes(16).toString("base64") }),
  });
  app.all("*", (request, response, next) => void answer(request, response, next));
  app.use(tellTrouble);
  return app;
}

async function tellReadiness(response: Response, state: { draining: boolean }): Promise<void> {
  const reason = state.draining
    ? "draining"
    : await isSetUp().then(
        () => null,
        () => "no database",
      );
  response
    .status(reason ? 503 : 200)
    .type("text")
    .send(`${reason ?? "ready"}\n`);
}

function isEventStream(response: Response): boolean {
  return String(response.getHeader("Content-Type")).startsWith("text/event-stream");
}

/** What breaks outside of a page. Express knows it by its four parameters. */
function tellTrouble(
  error: unknown,
  _request: Request,
  response: Response,
  next: (error: unknown) => void,
): void {
  if (response.headersSent) {
    next(error);
    return;
  }
  const status = (error as { status?: unknown }).status;
  const known = typeof status === "number" && status >= 400 && status < 500;
  if (!known) log.error({ err: error }, "a request broke");
  response
    .status(known ? status : 500)
    .type("text")
    .send(
      known
        ? "This cannot be answered.\n"
        : "Something went wrong here; nothing that was written before is lost.\n",
    );
}

function listen(app: Express, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, () => resolve(server));
    server.once("error", reject);
    server.requestTimeout = 120_000;
  });
}

async function drain(server: Server, state: { draining: boolean }): Promise<void> {
  state.draining = true;
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_FOR);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
