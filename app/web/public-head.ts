import { links, url } from "#app/lib/links.ts";
import type { PublicEvent, PublicPerson, PublicShowcase } from "#app/models/public-face.ts";
import type { Actor } from "#app/models/roles.ts";

/* What a page is about, in the words of schema.org, for those who read pages by machine. Nothing but what the page shows. */

type Community = Actor["community"];

export function organizationThing(
  { slug, name, tagline, description, logoId }: Community,
  photoId: string | null,
) {
  return {
    "@type": "Organization",
    name,
    url: links.community(slug),
    ...((description || tagline) && { description: description || tagline }),
    ...(logoId && { logo: links.photo(logoId, 320) }),
    ...(photoId && { image: links.photo(photoId, 1200) }),
  };
}

export function personThing(
  { slug, name }: Community,
  { number, name: title, makes, story, photoId, links: sameAs }: PublicPerson,
) {
  return {
    "@type": "Person",
    name: title,
    url: links.publicThing(slug, "makers", { number, title }),
    ...(makes && { jobTitle: makes }),
    ...(story && { description: story }),
    ...(photoId && { image: links.photo(photoId, 640) }),
    ...(sameAs.length > 0 && { sameAs }),
    memberOf: { "@type": "Organization", name, url: links.community(slug) },
  };
}

const availability = {
  available: "https://schema.org/InStock",
  made_to_order: "https://schema.org/MadeToOrder",
  sold: "https://schema.org/SoldOut",
} as const;

export function productThing(community: Community, showcase: PublicShowcase) {
  const { title, story, photos, tags, stock, priceMinor, currency, maker } = showcase;
  const page = links.publicThing(community.slug, "showcases", showcase);
  return {
    "@type": "Product",
    name: title,
    url: page,
    ...(story && { description: story }),
    ...(photos.length > 0 && { image: photos.map(({ blob }) => links.photo(blob.id, 1200)) }),
    ...(tags.length > 0 && { keywords: tags.join(", ") }),
    brand: { "@type": "Brand", name: maker.name },
    manufacturer: { "@type": "Person", name: maker.name },
    ...(priceMinor !== null && {
      offers: {
        "@type": "Offer",
        url: page,
        price: decimalPrice(priceMinor, currency),
        priceCurrency: currency,
        availability: availability[stock],
        seller: { "@type": "Organization", name: community.name, url: links.community(community.slug) },
      },
    }),
  };
}

export function eventThing(community: Community, event: PublicEvent, seatsLeft: number | null) {
  const { title, story, startsAt, endsAt, place, organizer, capacity } = event;
  const page = links.publicThing(community.slug, "events", event);
  return {
    "@type": "Event",
    name: title,
    url: page,
    startDate: startsAt.toISOString(),
    endDate: endsAt.toISOString(),
    eventStatus: "https://schema.org/EventScheduled",
    ...(story && { description: story }),
    ...(place
      ? {
          eventAttendanceMode: "https://schema.org/OfflineEventAttendanceMode",
          location: { "@type": "Place", name: place, address: place },
        }
      : { location: { "@type": "VirtualLocation", url: page } }),
    ...(capacity !== null && { maximumAttendeeCapacity: capacity }),
    ...(seatsLeft !== null && { remainingAttendeeCapacity: seatsLeft }),
    organizer: { "@type": "Person", name: organizer.name },
    image: url(`/${community.slug}/cards/events-${event.number}.png`),
  };
}

/** "48.50": the currency's own number of digits, a dot between. */
function decimalPrice(priceMinor: number, currency: string): string {
  const digits =
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  return (priceMinor / 10 ** digits).toFixed(digits);
}
