package ocop

import "slices"

// WithdrawalGrounds are the grounds on which a recognition is withdrawn
// (Decision 26/2026, Art. 8.1), each with its article. Three of the six are
// named; "other" stands for those whose wording the tables do not have yet.
func WithdrawalGrounds() CodeList { return slices.Clone(law.withdrawalGrounds) }
