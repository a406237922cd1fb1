/**
 * A mail program that wrote %23 for # made a path of the answers in a link, and no page has that path: this makes them
 * answers again.
 */

const [path, ...answers] = location.pathname.split("%23");
if (answers.length > 0) location.replace(`${path}#${answers.join("%23")}${location.search}`);
