package ocop

import (
	"errors"
	"fmt"
	"strconv"
)

// Errors of StarsForScore.
var (
	ErrScore = errors.New("no stars for this score") // out of 0 to 100, or between two bands
	ErrRule  = errors.New("no rule on this day")     // the tables do not reach so far back
)

// Level is who decides on a number of stars.
type Level string

// The levels. Districts were abolished on 01/07/2025.
const (
	LevelNone     Level = "none"     // no decision and no certificate: 1 and 2 stars
	LevelDistrict Level = "district" // people's committee of the district
	LevelProvince Level = "province" // people's committee of the province
	LevelCentre   Level = "centre"   // the ministry in charge
)

// A Rating is a number of stars with the scores that earn it.
type Rating struct {
	Stars       int     // 1 to 5
	Min, Max    float64 // points of 100; Min belongs to the band
	MaxIncluded bool    // Max does too
	Level       Level   // who decides
	Certificate bool    // there is one
	Source      Source
}

func (r Rating) holds(score float64) bool {
	return r.Min <= score && (score < r.Max || r.MaxIncluded && score == r.Max)
}

// Ratings returns the ratings in force on a day, fewest stars first; none before
// 24/02/2023, where the tables begin.
func Ratings(on Date) []Rating {
	var ratings []Rating
	for _, r := range law.ratings {
		if r.Source.On(on) {
			ratings = append(ratings, r)
		}
	}
	return ratings
}

// RatingByStars returns what stands behind a number of stars on a day.
func RatingByStars(stars int, on Date) (Rating, bool) {
	for _, r := range Ratings(on) {
		if r.Stars == stars {
			return r, true
		}
	}
	return Rating{}, false
}

// StarsForScore returns the rating of a score, the average of the scorers, on a
// day. Bands are half-open since Decision 26/2026 (69.5 has 3 stars); the older
// ones were written in whole points, and a score between two of them has none.
// Errors: ErrScore, ErrRule.
func StarsForScore(score float64, on Date) (Rating, error) {
	ratings := Ratings(on)
	if len(ratings) == 0 {
		return Rating{}, fmt.Errorf("%w: stars on %s", ErrRule, on)
	}
	for _, r := range ratings {
		if r.holds(score) {
			return r, nil
		}
	}
	return Rating{}, fmt.Errorf("%w: %s points on %s", ErrScore, strconv.FormatFloat(score, 'g', -1, 64), on)
}

func (r *reader) readRatings() (all []Rating) {
	r.table("ratings.csv", func(l line) {
		all = append(all, Rating{
			Stars: l.count("stars"), Min: l.number("min"), Max: l.number("max"), MaxIncluded: l.yes("max_included"),
			Level:       Level(l.one("level", string(LevelNone), string(LevelDistrict), string(LevelProvince), string(LevelCentre))),
			Certificate: l.yes("certificate"), Source: l.source(),
		})
	})
	return all
}
