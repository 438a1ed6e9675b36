import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { data } from "@remix-run/node";
import {
  isRouteErrorResponse,
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from "@remix-run/react";
import type { ReactNode } from "react";
import sans from "@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff2?url";
import serif from "@fontsource/newsreader/files/newsreader-latin-500-normal.woff2?url";
import { accentVariables } from "#app/components/accent.ts";
import { useNonce } from "#app/components/nonce.ts";
import { Toast } from "#app/components/toast.tsx";
import { TroublePage } from "#app/components/trouble-page.tsx";
import { takeToast } from "#app/web/toast.ts";
import style from "./styles/page.css?url";

export const links: LinksFunction = () => [
  { rel: "preload", href: sans, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "preload", href: serif, as: "font", type: "font/woff2", crossOrigin: "anonymous" },
  { rel: "stylesheet", href: style },
  { rel: "icon", href: "/favicon.svg", type: "image/svg+xml" },
];

export const meta: MetaFunction = () => [{ title: "Roundletter" }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { toast, headers } = await takeToast(request);
  return data({ toast }, { headers });
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const isStill = useIsStill();
  return (
    <html lang="en" style={accentVariables(useAccent())}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="referrer" content="same-origin" />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        {isStill ? null : (
          <>
            <ScrollRestoration {...nonce} />
            <Scripts {...nonce} />
          </>
        )}
      </body>
    </html>
  );
}

export default function Root() {
  const loaded = useRouteLoaderData<typeof loader>("root");
  return (
    <>
      <Outlet />
      {loaded?.toast ? <Toast key={loaded.toast.id} message={loaded.toast} /> : null}
    </>
  );
}

export function ErrorBoundary() {
  const error = useRouteError();
  return <TroublePage status={isRouteErrorResponse(error) ? error.status : 500} />;
}

/** The public face is paper: nothing on it moves, so no script is sent with it, and it is there at once. */
function useIsStill(): boolean {
  return useMatches().some(({ id }) => id.startsWith("routes/$slug") || id === "routes/_index");
}

/** A page whose loader returns its `community` is coloured by it. */
function useAccent(): string {
  const accents = useMatches().map(({ data: loaded }) => {
    const { community } = (loaded ?? {}) as { community?: { accent?: unknown } | null };
    return typeof community?.accent === "string" ? community.accent : null;
  });
  return accents.findLast(Boolean) ?? "";
}
