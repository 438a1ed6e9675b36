import { useRef, useState } from "react";
import { currencies } from "#app/lib/price.ts";
import { Select, TextArea, TextField } from "./field.tsx";
import type { FormMemory } from "./mistakes.tsx";
import { stockWords } from "./showcase-card.tsx";

export interface ShowcaseWords {
  title: string;
  story: string;
  price: string;
  currency: string;
  stock: string;
  left: string;
  tags: string;
  maker: string;
}

interface ShowcaseFieldsProps {
  form: FormMemory;
  kept: ShowcaseWords;
  makers: readonly { id: string; name: string }[];
}

/** What a showcase says of itself; the pictures have their own form. */
export function ShowcaseFields({ form, kept, makers }: ShowcaseFieldsProps) {
  const field = (name: keyof ShowcaseWords) => ({
    name,
    defaultValue: form.typed(name, kept[name]),
    error: form.error(name),
  });
  return (
    <div className="@container space-y-6">
      <TextField label="Title" required maxLength={160} {...field("title")} />
      <TextArea
        label="Story"
        hint="How it came to be, what it is made of, whom it is for."
        rows={7}
        letter
        maxLength={10_000}
        {...field("story")}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-x-4">
        <TextField
          label="Price"
          hint="Empty: none told."
          inputMode="decimal"
          autoComplete="off"
          {...field("price")}
        />
        <Select
          label="Currency"
          hint="&nbsp;"
          options={currencyOptions(kept.currency)}
          {...field("currency")}
        />
      </div>
      <Stock form={form} kept={kept} />
      <TextField label="Tags" hint="Parted by commas." {...field("tags")} />
      {makers.length > 1 ? (
        <Select
          label="Maker"
          options={makers.map(({ id, name }) => [id, name] as const)}
          {...field("maker")}
        />
      ) : null}
    </div>
  );
}

/** How many are left is asked only of what one can have at once. */
function Stock({ form, kept }: Pick<ShowcaseFieldsProps, "form" | "kept">) {
  const [stock, setStock] = useState(form.typed("stock", kept.stock));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_7rem] gap-x-4">
      <Select
        label="Stock"
        name="stock"
        options={Object.entries(stockWords)}
        defaultValue={stock}
        onChange={(event) => setStock(event.currentTarget.value)}
      />
      {stock === "available" ? (
        <TextField
          label="How many"
          type="number"
          min={1}
          max={9999}
          inputMode="numeric"
          name="left"
          defaultValue={form.typed("left", kept.left)}
          error={form.error("left")}
        />
      ) : (
        <input type="hidden" name="left" value="" />
      )}
    </div>
  );
}

function currencyOptions(kept: string): (readonly [string, string])[] {
  const known: readonly string[] = currencies;
  return (known.includes(kept) ? known : [kept, ...known]).map((code) => [code, code] as const);
}

/** Several pictures at once, of a phone or a camera; those that were chosen are shown before they are sent. */
export function PicturesField({
  error,
  required = false,
}: {
  error?: string | undefined;
  required?: boolean;
}) {
  const [chosen, setChosen] = useState<readonly { name: string; url: string }[]>([]);
  const shown = useRef<readonly { url: string }[]>([]);
  const show = (files: FileList | null) => {
    for (const { url } of shown.current) URL.revokeObjectURL(url);
    const next = [...(files ?? [])].map((file) => ({ name: file.name, url: URL.createObjectURL(file) }));
    shown.current = next;
    setChosen(next);
  };
  return (
    <div>
      <label htmlFor="pictures" className="block text-sm font-semibold">
        Pictures
      </label>
      <p id="pictures-hint" className="text-sm text-quiet">
        One or several, in their order. What the camera wrote into them is taken out.
      </p>
      <input
        id="pictures"
        type="file"
        name="pictures"
        accept="image/*,.heic,.heif"
        multiple
        required={required}
        onChange={(event) => show(event.currentTarget.files)}
        aria-describedby={error ? "pictures-hint pictures-error" : "pictures-hint"}
        aria-invalid={error ? true : undefined}
        className="mt-2 block w-full text-sm text-soft file:mr-4 file:min-h-11 file:rounded-base file:border file:border-line-strong file:bg-sheet file:px-4 file:font-semibold file:text-ink"
      />
      {chosen.length > 0 ? (
        <ul className="mt-3 flex flex-wrap gap-2" aria-label="Chosen pictures">
          {chosen.map(({ name, url }) => (
            <li key={url}>
              <img
                src={url}
                alt={name}
                className="h-20 w-auto max-w-32 rounded-small bg-shade object-cover"
              />
            </li>
          ))}
        </ul>
      ) : null}
      {error ? (
        <p id="pictures-error" className="mt-1 text-sm text-bad">
          {error}
        </p>
      ) : null}
    </div>
  );
}
