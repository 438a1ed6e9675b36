import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { NavLink, Outlet, useLoaderData } from "@remix-run/react";
import { classNames } from "#app/components/class-names.ts";
import { PageHead } from "#app/components/page-head.tsx";
import { communityAddress } from "#app/models/community.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Settings" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "edit-community");
  return { base: `/console/${community.slug}`, address: communityAddress(community) };
}

const pages = [
  ["", "Who we are"],
  ["/rules", "Members and rules"],
  ["/letters", "Letters"],
  ["/public", "The public"],
  ["/team", "Team"],
  ["/mail", "Mail and keys"],
  ["/closing", "Closing"],
] as const;

const besides = [
  ["/exports", "Take it with you"],
  ["/imports", "Bring in people"],
  ["/audit", "What was done"],
] as const;

/** The settings, each part on a page of its own. */
export default function Settings() {
  const { base, address } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title="Settings"
        line={
          <>
            Members write to <strong className="font-semibold">{address}</strong>
          </>
        }
      />
      <div className="grid gap-x-16 lg:grid-cols-[11rem_minmax(0,38rem)]">
        <nav aria-label="Settings" className="mb-8 flex flex-wrap gap-x-5 lg:flex-col lg:gap-x-0">
          {pages.map(([path, words]) => (
            <SettingsWord key={path} to={`${base}/settings${path}`} end={path === ""}>
              {words}
            </SettingsWord>
          ))}
          <span aria-hidden="true" className="hidden border-t border-line lg:my-2 lg:block" />
          {besides.map(([path, words]) => (
            <SettingsWord key={path} to={base + path}>
              {words}
            </SettingsWord>
          ))}
        </nav>
        <div className="min-w-0">
          <Outlet />
        </div>
      </div>
    </>
  );
}

function SettingsWord({ to, end = false, children }: { to: string; end?: boolean; children: string }) {
  return (
    <NavLink
      to={to}
      end={end}
      prefetch="intent"
      className={({ isActive }) =>
        classNames(
          "border-b-2 py-2 text-sm lg:border-b-0 lg:border-l-2 lg:py-1.5 lg:pl-3",
          isActive ? "border-accent text-ink" : "border-transparent text-soft hover:text-ink",
        )
      }
    >
      {children}
    </NavLink>
  );
}
