import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { BulkBar, Pick } from "#app/components/bulk.tsx";
import { Button, ButtonLink } from "#app/components/button.tsx";
import { Chip } from "#app/components/chip.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { Face } from "#app/components/face.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { RowKeys } from "#app/components/row-keys.tsx";
import { SearchField, SearchFilter } from "#app/components/search-field.tsx";
import { Turner } from "#app/components/turner.tsx";
import { count } from "#app/components/words.ts";
import { memberCares, memberSorts } from "#app/models/membership/list.ts";
import { actOnMembers, memberActs, type MemberAct } from "#app/models/membership/several.ts";
import { listMembers } from "#app/models/membership.ts";
import { actorMay } from "#app/models/roles.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, type Deed } from "#app/web/intents.ts";
import { picksField, picksIn } from "#app/web/picks.ts";
import { hereOf, oneOf, searchOf, turnOf } from "#app/web/search.ts";
import { redirectWithToast } from "#app/web/toast.ts";

const statuses = ["active", "paused", "waiting", "left", "removed"] as const;
const roles = ["owner", "moderator", "member", "follower"] as const;
const rhythms = ["daily", "weekly", "monthly", "on_publish", "off"] as const;

export const meta: MetaFunction = () => [{ title: "Members" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, params.slug, "see-members");
  const query = new URL(request.url).searchParams;
  const wanted = {
    search: searchOf(query),
    status: oneOf(query.get("status"), statuses),
    role: oneOf(query.get("role"), roles),
    rhythm: oneOf(query.get("rhythm"), rhythms),
    care: oneOf(query.get("care"), memberCares),
    sort: oneOf(query.get("sort"), memberSorts),
  };
  return {
    ...(await listMembers(actor.community.id, { ...wanted, ...turnOf(query) })),
    searched: Object.values({ ...wanted, sort: undefined }).some((value) => value !== undefined),
    limit: actor.community.memberLimit,
    mayManage: actorMay(actor, "manage-members"),
  };
}

const doneWords: Record<MemberAct, (people: string) => string> = {
  pause: (people) => `Letters to ${people} are paused.`,
  resume: (people) => `Letters to ${people} come again.`,
  "make-member": (people) => `${people}: members now.`,
  "make-moderator": (people) => `${people}: moderators now.`,
  "make-follower": (people) => `${people}: followers now.`,
};

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "manage-members");
  const here = hereOf(request);
  const deed = (act: MemberAct): Deed => {
    return async (form) => {
      const { done, left, undo } = await actOnMembers(actor, act, picksIn(form));
      const [back, ...others] = [...undo];
      const told = done > 0 ? doneWords[act](count(done, "person", "people")) : "Nothing was changed.";
      return redirectWithToast(here, {
        words: left > 0 ? `${told} For ${count(left, "person", "people")} it could not be done.` : told,
        // People of several roles go back one by one, on their own pages.
        ...(back &&
          others.length === 0 && {
            undo: { path: here, fields: { intent: back[0], ...picksField(back[1]) } },
          }),
      });
    };
  };
  return doIntent(request, Object.fromEntries(memberActs.map((act) => [act, deed(act)])));
}

export default function Members() {
  const { members, total, next, previous, searched, limit, mayManage } = useLoaderData<typeof loader>();
  const { refusal } = useMistakes("make-member");
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
        <Filters />
      </SearchField>
      <RefusalLine words={refusal} />
      {members.length === 0 ? <EmptyState>Nobody fits this search.</EmptyState> : null}
      <ul className="mt-6">
        {members.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
      <Turner previous={previous} next={next} />
      {mayManage ? <Bulk /> : null}
      <RowKeys keys={[{ key: "u", words: "Undo" }]} />
    </>
  );
}

function Filters() {
  return (
    <>
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
      <SearchFilter
        name="rhythm"
        label="Rhythm"
        options={[
          ["", "Every rhythm"],
          ["daily", "Daily"],
          ["weekly", "Weekly"],
          ["monthly", "Monthly"],
          ["on_publish", "When sent by hand"],
          ["off", "No digest"],
        ]}
      />
      <SearchFilter
        name="care"
        label="Who needs a look"
        options={[
          ["", "Well or not"],
          ["failing", "Letters come back"],
          ["quiet", "Quiet for 60 days"],
        ]}
      />
      <SearchFilter
        name="sort"
        label="Order"
        options={[
          ["", "By name"],
          ["joined", "Came last"],
          ["wrote", "Wrote last"],
          ["silent", "Longest silent"],
        ]}
      />
    </>
  );
}

function Bulk() {
  return (
    <BulkBar label="What to do with the chosen members">
      <Button small name="intent" value="pause">
        Pause letters
      </Button>
      <Button small name="intent" value="resume">
        Resume
      </Button>
      <Button small name="intent" value="make-member">
        Make members
      </Button>
      <Button small name="intent" value="make-moderator">
        Make moderators
      </Button>
      <Button small name="intent" value="make-follower">
        Make followers
      </Button>
    </BulkBar>
  );
}

type Member = ReturnType<typeof useLoaderData<typeof loader>>["members"][number];

function MemberRow({ member }: { member: Member }) {
  const { mayManage } = useLoaderData<typeof loader>();
  return (
    <li
      data-row
      className="group relative grid grid-cols-[2.5rem_minmax(0,1fr)_auto] items-center gap-x-4 border-t border-line py-4 has-[[data-row-link]:focus-visible]:bg-shade md:grid-cols-[2.5rem_minmax(0,1fr)_13rem_auto]"
    >
      <Face id={member.id} name={member.name} photoId={member.photoId} />
      <div className="min-w-0">
        <p className="flex flex-wrap items-baseline gap-x-3">
          <Link
            to={member.id}
            prefetch="intent"
            data-row-link
            className="min-w-0 font-semibold wrap-anywhere group-hover:text-accent after:absolute after:inset-0"
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
      <p className="col-start-2 row-start-2 text-sm text-quiet md:col-start-3 md:row-start-1 md:text-right">
        {member.lastPostAt ? (
          <>
            wrote <RelativeTime at={member.lastPostAt} />
          </>
        ) : (
          "has not written yet"
        )}
      </p>
      {mayManage ? (
        <div className="col-start-3 row-start-1 md:col-start-4">
          <Pick number={member.number} name={member.name} />
        </div>
      ) : null}
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
