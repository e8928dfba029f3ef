package proof

import "math/bits"

// MaxEvery is how many labels of a job are looked at.
const MaxEvery = 2000

// Sample says which labels of a job are looked at, counted from 0, and how many
// they are: all of up to [MaxEvery], otherwise those with the numbers
// floor(k (total-1) / (MaxEvery-1)) for k from 0 to MaxEvery-1, which include the
// first and the last. It keeps nothing.
func Sample(total int64) (every func(i int64) bool, n int64) {
	total = max(total, 0)
	if total <= MaxEvery {
		return func(i int64) bool { return i >= 0 && i < total }, total
	}
	last := uint64(total - 1)
	return func(i int64) bool {
		if i < 0 || i >= total {
			return false
		}
		k := ratio(uint64(i), MaxEvery-1, last, last-1)
		return ratio(k, last, MaxEvery-1, 0) == uint64(i)
	}, MaxEvery
}

// ratio returns (a*b + up) / c, rounded down. It is less than 1<<64.
func ratio(a, b, c, up uint64) uint64 {
	high, low := bits.Mul64(a, b)
	low, carry := bits.Add64(low, up, 0)
	quotient, _ := bits.Div64(high+carry, low, c)
	return quotient
}
