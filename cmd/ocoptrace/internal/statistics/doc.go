// Package statistics counts what a registry states: products and their stars,
// groups, provinces and regions, years, what expires, batches and labels.
//
// A Book reads the log of statements once, from the first, and afterwards only
// what has been added since, so that a report costs no more than the counting. It
// holds in memory a few dozen bytes for each product, recognition and label run,
// nothing of a batch but a count.
//
// # Definitions
//
// A number without its definition is no statistic; these are the ones of Report,
// and a page shows them beside it. All are as of a day and of a number of
// statements, and are of one province or of all.
//
//   - A product counts where its newest statement says: the province of its
//     entity today, its group and the version of the groups at that time.
//   - Recognised ever: there is a recognition of the product, whatever became of
//     it. In force on the day: valid or in its extension (Decision 26/2026, Art. 12.3). Expired,
//     withdrawn: none is in force, and the newest one is that. Products without
//     a recognition are counted apart.
//   - Stars are those of the newest recognition in force.
//   - A region follows from the province; what is of a province that the tables
//     do not have is counted under "".
//   - Growth by year: products whose first recognition was issued in that year.
//     A product recognised anew after three years does not count again.
//   - Expiring by month: products in force whose last day in force falls into the
//     month, from that of the day on for twelve months.
//   - Batches, labels printed, activated and voided: all that were ever stated.
//     A label that was activated and then voided is in both. Blank labels count
//     for their producer.
//
// A Book may be used by several goroutines at once.
package statistics
