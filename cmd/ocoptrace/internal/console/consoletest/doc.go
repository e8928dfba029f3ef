// Package consoletest serves the pages of those who sign in to a browser that
// tests write down: it keeps cookies, fills forms in as they come, and finds
// pages that are not well made. Its site has all rooms, two producers, an
// officer and a press whose printers are not there.
package consoletest
