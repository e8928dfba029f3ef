package ocop

import (
	"errors"
	"math"
	"strings"
	"testing"
)

func TestStarsForScore(t *testing.T) {
	for _, c := range []struct {
		score float64
		on    string
		stars int
		level Level
	}{
		{0, "2026-11-23", 1, LevelNone}, {29.99, "2026-11-23", 1, LevelNone}, {30, "2026-11-23", 2, LevelNone},
		{49.9, "2026-11-23", 2, LevelNone}, {50, "2026-11-23", 3, LevelProvince}, {69.5, "2026-11-23", 3, LevelProvince},
		{math.Nextafter(70, 0), "2026-11-23", 3, LevelProvince}, {70, "2026-11-23", 4, LevelProvince},
		{89.99, "2026-11-23", 4, LevelProvince}, {90, "2026-11-23", 5, LevelCentre}, {100, "2026-11-23", 5, LevelCentre},
		{490.0 / 7, "2026-11-23", 4, LevelProvince}, {489.0 / 7, "2026-11-23", 3, LevelProvince},
		{69.5, "2026-05-22", 3, LevelProvince},
		{69, "2025-07-06", 3, LevelProvince}, {69, "2025-07-05", 3, LevelDistrict}, {50, "2023-02-24", 3, LevelDistrict},
		{70, "2024-01-01", 4, LevelProvince}, {95, "2024-01-01", 5, LevelCentre},
	} {
		r, err := StarsForScore(c.score, day(t, c.on))
		if err != nil || r.Stars != c.stars || r.Level != c.level || r.Certificate != (c.stars >= 3) {
			t.Errorf("%v points on %s: %+v, %v; want %d stars, %s", c.score, c.on, r, err, c.stars, c.level)
		}
	}
}

func TestStarsForScoreRefuses(t *testing.T) {
	for _, c := range []struct {
		score float64
		on    string
		want  error
		says  string
	}{
		{-0.01, "2026-11-23", ErrScore, "-0.01 points on 2026-11-23"},
		{100.01, "2026-11-23", ErrScore, "100.01"},
		{math.NaN(), "2026-11-23", ErrScore, "NaN"},
		{math.Inf(1), "2026-11-23", ErrScore, "+Inf"},
		{69.5, "2026-05-21", ErrScore, "69.5"}, // between the bands as they were written
		{49.5, "2024-01-01", ErrScore, "49.5"},
		{80, "2023-02-23", ErrRule, "2023-02-23"},
	} {
		r, err := StarsForScore(c.score, day(t, c.on))
		if !errors.Is(err, c.want) || r.Stars != 0 || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v points on %s: %+v, %v; want %v that says %s", c.score, c.on, r, err, c.want, c.says)
		}
	}
}

// The bands of Decision 26/2026 cover 0 to 100 once.
func TestBandsTile(t *testing.T) {
	on := day(t, "2026-05-22")
	last := 0
	for points := 0; points <= 10_000; points++ {
		n, stars := 0, 0
		for _, r := range Ratings(on) {
			if r.holds(float64(points) / 100) {
				n, stars = n+1, r.Stars
			}
		}
		if n != 1 || stars < last {
			t.Fatalf("%d hundredths are in %d bands, the last of %d stars", points, n, stars)
		}
		last = stars
	}
}

// Since 24/02/2023 every day has the five ratings, each once.
func TestRatingsAreGapless(t *testing.T) {
	if r := Ratings(day(t, "2023-02-23")); len(r) != 0 {
		t.Errorf("ratings before the tables begin: %+v", r)
	}
	for d := day(t, "2023-02-24"); d.Year() < 2028; d = d.AddDays(1) {
		ratings := Ratings(d)
		for i, r := range ratings {
			if r.Stars != i+1 {
				t.Fatalf("on %s: %+v", d, ratings)
			}
		}
		if len(ratings) != 5 {
			t.Fatalf("%d ratings on %s", len(ratings), d)
		}
	}
}

func TestRatingByStars(t *testing.T) {
	for _, c := range []struct {
		stars int
		on    string
		want  Level
	}{
		{3, "2025-07-05", LevelDistrict}, {3, "2025-07-06", LevelProvince}, {4, "2024-01-01", LevelProvince},
		{5, "2026-11-23", LevelCentre}, {2, "2026-11-23", LevelNone},
	} {
		if r, ok := RatingByStars(c.stars, day(t, c.on)); !ok || r.Level != c.want {
			t.Errorf("%d stars on %s: %+v, want %s", c.stars, c.on, r, c.want)
		}
	}
	for _, stars := range []int{-1, 0, 6} {
		if r, ok := RatingByStars(stars, day(t, "2026-11-23")); ok {
			t.Errorf("%d stars: %+v", stars, r)
		}
	}
	if r, _ := RatingByStars(3, day(t, "2026-11-23")); r.Source.String() != "26/2026/QĐ-TTg, Điều 3.3" {
		t.Errorf("source %s", r.Source)
	}
}
