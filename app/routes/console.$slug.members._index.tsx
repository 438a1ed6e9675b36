import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Pager } from "#app/components/pager.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { count } from "#app/components/words.ts";
import { listMembers } from "#app/models/membership.ts";
import { requireActor } from "#app/web/current.ts";
import { oneOf, pageOf, searchOf } from "#app/web/search.ts";

const PAGE = 50;
const statuses = ["active", "paused", "waiting", "left", "removed"] as const;
const roles = ["owner", "moderator", "member", "follower"] as const;

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-members");
  const query = new URL(request.url).searchParams;
  const [search, status, role] = [
    searchOf(query),
    oneOf(query.get("status"), statuses),
    oneOf(query.get("role"), roles),
  ];
  const page = pageOf(query);
  const found = await listMembers(actor.community.id, {
    page,
    ...(search && { search }),
    ...(status && { status }),
    ...(role && { role }),
  });
  return {
    ...found,
    page,
    pages: Math.ceil(found.total / PAGE),
    searched: Boolean(search ?? status ?? role),
    limit: actor.community.memberLimit,
  };
}

export default function Members() {
  const { members, total, page, pages, searched, limit } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        title="Members"
        line={
          searched
            ? `${count(total, "person", "people")} found`
            : `${count(total, "person", "people")}; the circle has ${count(limit, "seat", "seats")}`
        }
        acts={
          <ButtonLink to="../invitations" look="primary">
            Invite someone
          </ButtonLink>
        }
      />
      <SearchField label="Search name, address, craft or place">
        <SearchFilter
          name="status"
          label="Status"
          options={[
            ["", "Here now"],
            ["active", "Active"],
            ["paused", "Paused"],
            ["waiting", "Waiting list"],
            ["left", "Have left"],
            ["removed", "Removed"],
          ]}
        />
        <SearchFilter
          name="role"
          label="Role"
          options={[
            ["", "Every role"],
            ["owner", "Owners"],
            ["moderator", "Moderators"],
            ["member", "Members"],
            ["follower", "Followers"],
          ]}
        />
      </SearchField>
      {members.length === 0 ? <EmptyState>Nobody fits this search.</EmptyState> : null}
      <ul className="mt-6">
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
      <Pager page={page} pages={pages} />
    </>
  );
}

type Member = ReturnType<typeof useLoaderData<typeof loader>>["members"][number];

function MemberRow({ member }: { member: Member }) {
  return (
    <li className="group relative grid grid-cols-[2.5rem_minmax(0,1fr)] items-center gap-x-4 border-t border-line py-4 md:grid-cols-[2.5rem_minmax(0,1fr)_13rem]">
      <Face id={member.id} name={member.name} photoId={member.photoId} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link
            to={member.id}
            prefetch="intent"
            className="font-semibold group-hover:text-accent after:absolute after:inset-0"
            dir="auto"
          >
            {member.name}
          </Link>
          <Standing member={member} />
        </p>
        <p className="truncate text-sm text-quiet" dir="auto">
          {[member.makes, member.place].filter(Boolean).join(", ") || member.address}
        </p>
      </div>
      <p className="col-start-2 text-sm text-quiet md:col-start-3 md:text-right">
        {member.lastPostAt ? (
          <>
            wrote <RelativeTime at={member.lastPostAt} />
          </>
        ) : (
          "has not written yet"
        )}
      </p>
    </li>
  );
}

/** Only what is out of the ordinary. */
function Standing({ member }: { member: Member }) {
  return (
    <>
      {member.role === "member" ? null : <Chip tone="accent">{member.role}</Chip>}
      {member.status === "active" ? null : <Chip>{member.status}</Chip>}
      {member.suppression ? <Chip tone="bad">no mail reaches them</Chip> : null}
    </>
  );
}
