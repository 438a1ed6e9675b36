import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { Button } from "#app/components/button.tsx";
import { Face } from "#app/components/face.tsx";
import { Select, TextField } from "#app/components/field.tsx";
import { RefusalLine, useMistakes } from "#app/components/mistakes.tsx";
import { Section } from "#app/components/page-head.tsx";
import { inviteByAddress, listInvitations } from "#app/models/invitation.ts";
import { changeRole } from "#app/models/membership.ts";
import { membersToAsk, teamOf } from "#app/models/membership/team.ts";
import { requireActor } from "#app/web/current.ts";
import { doIntent, insistForm } from "#app/web/intents.ts";
import { redirectWithToast } from "#app/web/toast.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community, membership } = await requireActor(request, params.slug, "change-roles");
  const [team, members, invitations] = await Promise.all([
    teamOf(community.id),
    membersToAsk(community.id),
    listInvitations(community.id),
  ]);
  return {
    team,
    members,
    me: membership.id,
    asked: invitations
      .filter(({ role, state, kind }) => role === "moderator" && state === "open" && kind === "personal")
      .map(({ id, address, name }) => ({ id, who: name || (address ?? "") })),
  };
}

const roleForm = z.object({
  member: z.uuid("Choose somebody."),
  role: z.enum(["owner", "moderator", "member"]),
});
const askForm = z.object({ address: z.string(), name: z.string().trim().max(80, "Shorter, please.") });

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, params.slug, "change-roles");
  const here = new URL(request.url).pathname;
  return doIntent(request, {
    role: async (form) => {
      const { member, role } = insistForm(form, roleForm);
      await changeRole(actor, member, role);
      const isMe = member === actor.membership.id;
      return redirectWithToast(isMe && role !== "owner" ? `/console/${actor.community.slug}` : here, {
        words: role === "member" ? "They are a member like all others now." : `They are ${role} now.`,
      });
    },
    ask: async (form) => {
      const { address } = await inviteByAddress(actor, { ...insistForm(form, askForm), role: "moderator" });
      return redirectWithToast(here, { words: `The invitation to ${address ?? ""} is on its way.` });
    },
  });
}

export default function Team() {
  const { team, members, me, asked } = useLoaderData<typeof loader>();
  const form = useMistakes("role");
  return (
    <>
      <Section
        title="Team"
        line="Owners may do everything. Moderators look after mail, threads, showcases, events and the digest’s draft."
        first
      >
        <RefusalLine words={form.refusal} />
        <ul>
          {team.map((member) => (
            <li
              key={member.id}
              className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3 first:border-0"
            >
              <Face id={member.id} name={member.name} photoId={member.photoId} />
              <Link
                to={`../../members/${member.id}`}
                className="min-w-0 flex-1 font-semibold hover:text-accent"
              >
                {member.name}
                {member.id === me ? <span className="font-normal text-quiet"> (you)</span> : null}
              </Link>
              <RoleForm member={member} />
            </li>
          ))}
        </ul>
        {asked.length > 0 ? (
          <p className="mt-3 text-sm text-quiet">
            Asked, not here yet: {asked.map(({ who }) => who).join(", ")}.{" "}
            <Link to="../../invitations" className="link">
              All invitations
            </Link>
          </p>
        ) : null}
      </Section>
      {members.length > 0 ? (
        <Section title="Ask a member to help">
          <Form method="post" className="flex flex-wrap items-end gap-4">
            <input type="hidden" name="role" value="moderator" />
            <div className="min-w-48 flex-1">
              <Select
                label="Who"
                name="member"
                required
                options={[["", "Choose somebody"], ...members.map(({ id, name }) => [id, name] as const)]}
                error={form.error("member")}
              />
            </div>
            <Button name="intent" value="role">
              Make them moderator
            </Button>
          </Form>
        </Section>
      ) : null}
      <Section title="Or somebody who is not here yet">
        <AskForm key={asked[0]?.id} />
      </Section>
    </>
  );
}

function RoleForm({ member }: { member: { id: string; name: string; role: string } }) {
  return (
    <Form method="post" className="flex items-center gap-2">
      <input type="hidden" name="member" value={member.id} />
      <Select
        label={`Role of ${member.name}`}
        labelHidden
        name="role"
        options={[
          ["owner", "Owner"],
          ["moderator", "Moderator"],
          ["member", "Member"],
        ]}
        defaultValue={member.role}
      />
      <Button small name="intent" value="role">
        Change
      </Button>
    </Form>
  );
}

function AskForm() {
  const form = useMistakes("ask");
  return (
    <Form method="post" className="space-y-4">
      <RefusalLine words={form.refusal} />
      <TextField
        label="Email address"
        type="email"
        name="address"
        required
        defaultValue={form.typed("address")}
        error={form.error("address")}
      />
      <TextField
        label="Name"
        name="name"
        maxLength={80}
        defaultValue={form.typed("name")}
        error={form.error("name")}
      />
      <Button name="intent" value="ask">
        Invite as moderator
      </Button>
    </Form>
  );
}
