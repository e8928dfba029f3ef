// Package sample states the sample registry of package assets, whose comment
// specifies the file, in a service.
//
// Facts are stated in orders with keys, list by list, so that stating a sample
// that was cut short goes on where it ended, and stating it once more states
// nothing. For this the sample must be read with the same day each time: dates
// that are reckoned from the day of loading are part of what is stated.
package sample
