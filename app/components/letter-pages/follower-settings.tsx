import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { Confirm } from "../confirm.tsx";
import { Select } from "../field.tsx";
import { LetterPage } from "../letter-page.tsx";
import { RefusalLine, useMistakes } from "../mistakes.tsx";
import { Section } from "../page-head.tsx";

const languages = [
  ["en", "English"],
  ["de", "Deutsch"],
  ["fr", "Français"],
  ["es", "Español"],
] as const;

interface FollowerSettingsProps {
  community: { slug: string; name: string; tagline: string };
  follower: { paused: boolean; locale: string };
}

/** What somebody who follows can choose: the language, a pause, and the end of it. */
export function FollowerSettings({ community, follower }: FollowerSettingsProps) {
  const form = useMistakes("language");
  return (
    <LetterPage
      community={community}
      title={`Your newsletter from ${community.name}`}
      foot="This page is yours by the link in your letters. Do not pass it on."
    >
      <Section
        title={
          follower.paused ? "No newsletter comes at the moment" : "It comes when there is something to show"
        }
        first
      >
        <Form method="post">
          {follower.paused ? (
            <Button look="primary" name="intent" value="resume">
              Send it to me again
            </Button>
          ) : (
            <>
              <input type="hidden" name="until" value="" />
              <Button name="intent" value="pause">
                Not until I say so
              </Button>
            </>
          )}
        </Form>
      </Section>
      <Section title="Language" line="Of what we write around what the makers say.">
        <Form method="post" className="flex flex-wrap items-end gap-4">
          <RefusalLine words={form.refusal} />
          <div className="min-w-48">
            <Select
              label="Language"
              labelHidden
              name="locale"
              options={languages}
              defaultValue={form.typed("locale", follower.locale)}
              error={form.error("locale")}
            />
          </div>
          <Button name="intent" value="language">
            Keep this language
          </Button>
        </Form>
      </Section>
      <Section title="The end of it">
        <Confirm opens={`Follow ${community.name} no longer …`} act="Follow no longer" intent="leave">
          No further newsletter comes. You can follow again at any time, by the form on its pages.
        </Confirm>
      </Section>
    </LetterPage>
  );
}
