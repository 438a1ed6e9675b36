import { flatRoutes } from "@remix-run/fs-routes";

/** The URL is the path: see the file names in app/routes. */
export default flatRoutes();
