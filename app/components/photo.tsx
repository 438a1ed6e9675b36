/** What a page must know of a picture to keep its place before it comes. */
export interface Picture {
  /** The blob's id. */
  id: string;
  width: number | null;
  height: number | null;
  /** A tiny `data:` picture for the first paint. */
  preview: string | null;
}

const widths = [320, 640, 1200, 2000] as const;

/** A picture in its own proportion: its place is kept, a blurred first paint stands until it is there. */
export function Photo({
  picture,
  alt,
  sizes = "100vw",
  eager = false,
}: {
  picture: Picture;
  alt: string;
  sizes?: string;
  eager?: boolean;
}) {
  const preview = picture.preview?.startsWith("data:image/") ? picture.preview : null;
  return (
    <span
      className="block overflow-hidden rounded-small bg-shade bg-cover bg-center"
      style={preview ? { backgroundImage: `url("${preview.replace(/["\\]/g, "")}")` } : undefined}
    >
      <picture>
        <source type="image/webp" srcSet={sources(picture, ".webp")} sizes={sizes} />
        <img
          src={`/photos/${picture.id}/640`}
          srcSet={sources(picture, "")}
          sizes={sizes}
          alt={alt}
          width={picture.width ?? 4}
          height={picture.height ?? 3}
          loading={eager ? "eager" : "lazy"}
          decoding="async"
          className="h-auto w-full"
        />
      </picture>
    </span>
  );
}

/** No wider one than the picture is: it would only be drawn once more. */
function sources({ id, width }: Picture, form: "" | ".webp"): string {
  const narrower = widths.filter((each, index) => each <= (width ?? each) || index === 0);
  return narrower.map((each) => `/photos/${id}/${each}${form} ${each}w`).join(", ");
}
