const colours = [
  ["#9a4a2f", "Terracotta"],
  ["#7a5a1e", "Ochre"],
  ["#4c6a3a", "Moss"],
  ["#2f6a6a", "Lagoon"],
  ["#33588a", "Indigo"],
  ["#7b3f6b", "Plum"],
] as const;

/** One coloured thread for the community; its own where none of these is right. */
export function AccentField({
  chosen,
  own,
  error,
}: {
  chosen: string;
  own: string;
  error?: string | undefined;
}) {
  const listed = colours.some(([colour]) => colour === chosen);
  return (
    <fieldset>
      <legend className="text-sm font-semibold">Its colour</legend>
      <p className="text-sm text-quiet">For links, buttons and the thread at the head of each letter.</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-5 gap-y-2">
        {colours.map(([colour, name]) => (
          <label key={colour} className="flex min-h-9 items-center gap-2">
            <input
              type="radio"
              name="accent"
              value={colour}
              defaultChecked={colour === chosen}
              className="size-5"
              style={{ accentColor: colour }}
            />
            <span aria-hidden="true" className="size-4 rounded-round" style={{ background: colour }} />
            {name}
          </label>
        ))}
        <label className="flex min-h-9 items-center gap-2">
          <input
            type="radio"
            name="accent"
            value="own"
            defaultChecked={!listed}
            className="size-5 accent-(--color-fill)"
          />
          Another
        </label>
        <input
          type="color"
          name="ownAccent"
          defaultValue={own}
          aria-label="Another colour"
          className="h-9 w-14 rounded-small border border-line-strong bg-sheet"
        />
      </div>
      {error ? <p className="mt-1 text-sm text-bad">{error}</p> : null}
    </fieldset>
  );
}
