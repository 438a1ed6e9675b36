import { Select, TextArea, TextField } from "./field.tsx";
import type { FormMemory } from "./mistakes.tsx";
import { stockWords } from "./showcase-card.tsx";

export interface ShowcaseWords {
  title: string;
  story: string;
  price: string;
  stock: string;
  tags: string;
}

/** What a showcase says of itself; the pictures have their own form. */
export function ShowcaseFields({ form, kept }: { form: FormMemory; kept?: ShowcaseWords }) {
  return (
    <div className="@container space-y-6">
      <TextField
        label="Title"
        name="title"
        required
        maxLength={160}
        defaultValue={form.typed("title", kept?.title)}
        error={form.error("title")}
      />
      <TextArea
        label="Story"
        hint="How it came to be, what it is made of, whom it is for."
        name="story"
        rows={7}
        letter
        maxLength={10_000}
        defaultValue={form.typed("story", kept?.story)}
        error={form.error("story")}
      />
      <div className="grid gap-6 @min-[30rem]:grid-cols-2">
        <TextField
          label="Price"
          hint="As you would write it: 48 €. Empty: none told."
          name="price"
          defaultValue={form.typed("price", kept?.price)}
          error={form.error("price")}
        />
        <Select
          label="Stock"
          hint="Whether one can have it."
          name="stock"
          options={Object.entries(stockWords)}
          defaultValue={form.typed("stock", kept?.stock ?? "available")}
        />
      </div>
      <TextField
        label="Tags"
        hint="Parted by commas."
        name="tags"
        defaultValue={form.typed("tags", kept?.tags)}
        error={form.error("tags")}
      />
    </div>
  );
}

/** Several pictures at once; JPEG, PNG, WebP and more. */
export function PicturesField({
  error,
  required = false,
}: {
  error?: string | undefined;
  required?: boolean;
}) {
  return (
    <div>
      <label htmlFor="pictures" className="block text-sm font-semibold">
        Pictures
      </label>
      <p id="pictures-hint" className="text-sm text-quiet">
        One or several. They are turned upright, made smaller, and what the camera wrote into them is taken
        out.
      </p>
      <input
        id="pictures"
        type="file"
        name="pictures"
        accept="image/*"
        multiple
        required={required}
        aria-describedby={error ? "pictures-hint pictures-error" : "pictures-hint"}
        aria-invalid={error ? true : undefined}
        className="mt-2 block w-full text-sm text-soft file:mr-4 file:min-h-11 file:rounded-base file:border file:border-line-strong file:bg-sheet file:px-4 file:font-semibold file:text-ink"
      />
      {error ? (
        <p id="pictures-error" className="mt-1 text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
