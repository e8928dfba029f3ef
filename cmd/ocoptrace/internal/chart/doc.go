// Package chart draws counts as SVG (SVG 1.1, inline in HTML) for pages without
// scripts: bars, bars of several parts, columns in the order of time.
//
// A picture is 358 units wide, a phone's screen of 390 CSS pixels less its
// margins, so that its letters are 13 pixels there, and scales with the page.
// Lengths are in proportion to the largest count, and begin at zero. Every
// count is also written beside its bar, in the caller's words, and the picture
// has a title and a description (role img), so that nothing is told by colour
// alone: parts differ by a pattern too. Colours are those of the style sheet:
// ink is currentColor, fills have the classes fill-1 to fill-4.
//
// A long name is broken into lines at spaces; nothing is cut off. What is drawn
// is a function of the arguments. Everything may be used by several goroutines
// at once.
package chart
