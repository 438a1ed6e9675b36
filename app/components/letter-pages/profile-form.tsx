import { Form } from "@remix-run/react";
import { Button } from "../button.tsx";
import { Face } from "../face.tsx";
import { CheckField, Field, TextArea, TextField } from "../field.tsx";
import { RefusalLine, useMistakes } from "../mistakes.tsx";

interface Profile {
  name: string;
  makes: string;
  story: string;
  place: string;
  links: readonly string[];
  photoId: string | null;
  isPublic: boolean;
}

export function ProfileForm({ id, profile }: { id: string; profile: Profile }) {
  const form = useMistakes("profile");
  const error = form.error("photo");
  return (
    <Form method="post" encType="multipart/form-data" className="space-y-6">
      <RefusalLine words={form.refusal} />
      <div className="flex items-start gap-6">
        <Face id={id} name={profile.name} photoId={profile.photoId} size="large" />
        <div className="min-w-0 flex-1 space-y-3">
          <Field
            label="Your photo"
            hint="A face, or your hands at work. Where it was taken is not kept."
            {...(error && { error })}
          >
            {(box) => (
              <input
                {...box}
                type="file"
                name="photo"
                accept="image/*"
                className="box file:mr-3 file:rounded-small file:border-0 file:bg-shade file:px-3 file:py-1 file:text-ink"
              />
            )}
          </Field>
          {profile.photoId ? <CheckField label="Without a photo" name="withoutPhoto" /> : null}
        </div>
      </div>
      <TextField
        label="Your name"
        name="name"
        required
        maxLength={80}
        autoComplete="name"
        defaultValue={form.typed("name", profile.name)}
        error={form.error("name")}
      />
      <TextField
        label="What you make"
        hint="In a few words."
        name="makes"
        maxLength={120}
        defaultValue={form.typed("makes", profile.makes)}
        error={form.error("makes")}
      />
      <TextField
        label="Where you live or work"
        name="place"
        maxLength={120}
        defaultValue={form.typed("place", profile.place)}
        error={form.error("place")}
      />
      <TextArea
        label="Your story"
        name="story"
        rows={6}
        letter
        maxLength={4000}
        defaultValue={form.typed("story", profile.story)}
        error={form.error("story")}
      />
      <TextArea
        label="Links"
        hint="One a line, beginning with https://"
        name="links"
        rows={2}
        inputMode="url"
        spellCheck={false}
        defaultValue={form.typed("links", profile.links.join("\n"))}
        error={form.error("links")}
      />
      <CheckField
        label="Everybody may see it"
        hint="Photo, place, story and links, on public pages where a piece of yours is shown. Else only your name and what you make stand there."
        name="isPublic"
        defaultChecked={profile.isPublic}
      />
      <Button name="intent" value="profile" wide>
        Keep my profile
      </Button>
    </Form>
  );
}
