import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ButtonLink } from "#app/components/button.tsx";
import { EmptyState } from "#app/components/empty-state.tsx";
import { PageHead, Section } from "#app/components/page-head.tsx";
import { Plot } from "#app/components/plot.tsx";
import { RelativeTime } from "#app/components/relative-time.tsx";
import { Table } from "#app/components/table.tsx";
import { count } from "#app/components/words.ts";
import { insightOf } from "#app/models/insight.ts";
import { requireActor } from "#app/web/current.ts";

export const meta: MetaFunction = () => [{ title: "Insight" }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { community } = await requireActor(request, params.slug, "see-deliveries");
  const insight = await insightOf(community.id, community.timeZone);
  const weeksWithLife = insight.takingPart.filter(({ wrote }) => wrote > 0).length;
  return { ...insight, isYoung: weeksWithLife < 2 };
}

export default function Insight() {
  const { isYoung } = useLoaderData<typeof loader>();
  return (
    <div className="max-w-184">
      <PageHead
        title="Insight"
        line="The last half year, told by what people did openly. Nobody’s reading is watched."
      />
      {isYoung ? <Young /> : <Plots />}
    </div>
  );
}

function Young() {
  return (
    <EmptyState act={<ButtonLink to="../invitations">Invite somebody</ButtonLink>}>
      It is too early for lines: after two weeks in which somebody wrote, they begin here. Until then, the
      best that helps is another voice.
    </EmptyState>
  );
}

function Plots() {
  const { members, takingPart, firstReply, letters } = useLoaderData<typeof loader>();
  const weeks = members.map(({ week }) => week);
  const [now, before] = [members.at(-1)?.here ?? 0, members[0]?.here ?? 0];
  const lately = takingPart.slice(-4);
  const most = Math.max(0, ...lately.map(({ wrote }) => wrote));
  const hours = firstReply.flatMap(({ hours: each }) => each ?? []);
  const middle = [...hours].sort((one, other) => one - other)[Math.floor(hours.length / 2)];
  const [sent, bounced] = letters.reduce(
    ([all, back], week) => [all + week.sent + week.bounced, back + week.bounced],
    [0, 0],
  );
  return (
    <>
      <Section title="Members" first>
        <Plot
          sentence={`${count(now, "member")} now, ${before === now ? "as many as" : `${Math.abs(now - before)} ${now > before ? "more" : "fewer"} than`} half a year ago.`}
          weeks={weeks}
          lines={[
            { name: "here", values: members.map(({ here }) => here) },
            { name: "came", values: members.map(({ came }) => came) },
          ]}
        />
      </Section>
      <Section title="Who takes part">
        <Plot
          sentence={`Up to ${count(most, "person", "people")} wrote in a week of the last four.`}
          weeks={weeks}
          lines={[
            { name: "wrote", values: takingPart.map(({ wrote }) => wrote) },
            { name: "reacted", values: takingPart.map(({ reacted }) => reacted) },
            { name: "to events", values: takingPart.map(({ answered }) => answered) },
          ]}
        />
      </Section>
      <Section title="Until somebody answers">
        <Plot
          sentence={
            middle === undefined
              ? "No new thread was answered by somebody else yet."
              : `Whoever begins a thread hears back after ${middle < 1 ? "less than an hour" : count(Math.round(middle), "hour")}, in the middle.`
          }
          weeks={weeks}
          lines={[{ name: "to the first reply", values: firstReply.map(({ hours: each }) => each) }]}
          unit=" h"
        />
        <Unanswered />
      </Section>
      <Section title="Letters">
        <Plot
          sentence={
            bounced === 0
              ? `${count(sent, "letter")} left, and none came back.`
              : `${count(bounced, "letter")} of ${sent.toLocaleString("en")} came back.`
          }
          weeks={weeks}
          lines={[
            { name: "arrived", values: letters.map((week) => week.sent) },
            { name: "came back", values: letters.map((week) => week.bounced) },
          ]}
        />
      </Section>
      <Growth />
    </>
  );
}

function Unanswered() {
  const { unanswered } = useLoaderData<typeof loader>();
  if (unanswered.length === 0) return null;
  return (
    <div className="mt-6">
      <h3 className="font-plain text-base font-semibold">Nobody has answered yet</h3>
      <ul className="mt-2">
        {unanswered.map(({ id, subject, by, at }) => (
          <li key={id} className="border-t border-line py-2 first:border-0">
            <Link to={`../threads/${id}`} className="font-letter text-lg hover:text-accent" dir="auto">
              {subject}
            </Link>
            <span className="block text-sm text-quiet">
              {by ? `${by}, ` : null}
              <RelativeTime at={at} />
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Growth() {
  const { growth } = useLoaderData<typeof loader>();
  if (growth.length === 0) return null;
  const [first] = growth;
  return (
    <Section
      title="Who brings people"
      line={first ? `${first.name} brought ${count(first.invited, "person", "people")}.` : undefined}
    >
      <Table
        caption="Who brought whom"
        rows={growth}
        keyOf={({ id }) => id}
        columns={[
          {
            head: "Who",
            cell: ({ id, name }) => (
              <Link to={`../members/${id}`} className="hover:text-accent" dir="auto">
                {name}
              </Link>
            ),
          },
          { head: "Brought", numeric: true, cell: ({ invited }) => invited },
          { head: "Who brought", numeric: true, cell: ({ further }) => further },
        ]}
      />
    </Section>
  );
}
