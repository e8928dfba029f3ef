package assets_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"ocoptrace/assets"
)

// The shape that assets.Sample documents. Facts are told by member, so that a
// member the program does not know is refused.
type sample struct {
	Drawings []struct {
		Of    string `json:"of"`
		File  string `json:"file"`
		Alt   string `json:"alt"`
		AltEn string `json:"altEn"`
	} `json:"drawings"`
	Entities []struct {
		ID           string `json:"entity"`
		Name         string `json:"name"`
		NameEn       string `json:"nameEn"`
		Kind         string `json:"kind"`
		CommuneCode  string `json:"communeCode"`
		Commune      string `json:"commune"`
		ProvinceCode string `json:"provinceCode"`
		FormerPlace  string `json:"formerPlace"`
		Address      string `json:"address"`
		Registration string `json:"registration"`
		Hotline      string `json:"hotline"`
		Website      string `json:"website"`
		Story        string `json:"story"`
		StoryEn      string `json:"storyEn"`
		Sample       bool   `json:"sample"`
	} `json:"entities"`
	Products     []product     `json:"products"`
	Recognitions []recognition `json:"recognitions"`
	Changes      []change      `json:"changes"`
	Batches      []batch       `json:"batches"`
	Runs         []run         `json:"runs"`
	Recalls      []recall      `json:"recalls"`
	Points       []point       `json:"points"`
	Diary        []entry       `json:"diary"`
	Inspections  []inspection  `json:"inspections"`
}

type product struct {
	ID              string     `json:"product"`
	Entity          string     `json:"entity"`
	Name            string     `json:"name"`
	NameEn          string     `json:"nameEn"`
	LabelName       string     `json:"labelName"`
	GTIN            string     `json:"gtin"`
	Group           string     `json:"group"`
	Taxonomy        string     `json:"taxonomy"`
	Net             string     `json:"net"`
	DateKind        string     `json:"dateKind"`
	ShelfLifeDays   int        `json:"shelfLifeDays"`
	ShelfLifeMonths int        `json:"shelfLifeMonths"`
	Storage         string     `json:"storage"`
	StorageEn       string     `json:"storageEn"`
	Ingredients     string     `json:"ingredients"`
	IngredientsEn   string     `json:"ingredientsEn"`
	Allergens       string     `json:"allergens"`
	AllergensEn     string     `json:"allergensEn"`
	Warning         string     `json:"warning"`
	WarningEn       string     `json:"warningEn"`
	Origin          string     `json:"origin"`
	OriginEn        string     `json:"originEn"`
	Usage           string     `json:"usage"`
	UsageEn         string     `json:"usageEn"`
	Standard        string     `json:"standard"`
	Declaration     string     `json:"declaration"`
	Sweetened       bool       `json:"sweetened"`
	Fried           bool       `json:"fried"`
	Nutrition       *nutrition `json:"nutrition"`
	Story           string     `json:"story"`
	StoryEn         string     `json:"storyEn"`
	Carry           string     `json:"carry"`
	CarryEn         string     `json:"carryEn"`
	Channels        []channel  `json:"channels"`
	Service         bool       `json:"service"`
	Sample          bool       `json:"sample"`
}

type nutrition struct {
	Per            string `json:"per"`
	PerEn          string `json:"perEn"`
	EnergyKcal     int    `json:"energyKcal"`
	ProteinMg      int    `json:"proteinMg"`
	CarbohydrateMg int    `json:"carbohydrateMg"`
	SugarsMg       *int   `json:"sugarsMg"`
	FatMg          int    `json:"fatMg"`
	SaturatedMg    *int   `json:"saturatedMg"`
	SodiumMg       int    `json:"sodiumMg"`
}

type recognition struct {
	Product   string `json:"product"`
	Stars     int    `json:"stars"`
	Number    string `json:"number"`
	Decision  string `json:"decision"`
	Authority string `json:"authority"`
	Issued    string `json:"issued"`
	Expires   string `json:"expires"`
}

type change struct {
	Product   string `json:"product"`
	Number    string `json:"number"`
	Change    string `json:"change"`
	Date      string `json:"date"`
	Until     string `json:"until"`
	Reason    string `json:"reason"`
	Authority string `json:"authority"`
}

type batch struct {
	Product    string `json:"product"`
	Lot        string `json:"lot"`
	Produced   string `json:"produced"`
	Quantity   int    `json:"quantity"`
	Unit       string `json:"unit"`
	Expires    string `json:"expires"`
	BestBefore string `json:"bestBefore"`
	Inputs     []struct {
		Name     string `json:"name"`
		Supplier string `json:"supplier"`
		Lot      string `json:"lot"`
		Received string `json:"received"`
		Quantity string `json:"quantity"`
		Origin   string `json:"origin"`
	} `json:"inputs"`
	Documents []struct {
		Kind    string `json:"kind"`
		Number  string `json:"number"`
		Issuer  string `json:"issuer"`
		Issued  string `json:"issued"`
		Expires string `json:"expires"`
	} `json:"documents"`
}

type channel struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type point struct {
	ID           string   `json:"point"`
	Name         string   `json:"name"`
	NameEn       string   `json:"nameEn"`
	Entity       string   `json:"entity"`
	Address      string   `json:"address"`
	CommuneCode  string   `json:"communeCode"`
	Commune      string   `json:"commune"`
	ProvinceCode string   `json:"provinceCode"`
	Latitude     string   `json:"latitude"`
	Longitude    string   `json:"longitude"`
	Hours        string   `json:"hours"`
	HoursEn      string   `json:"hoursEn"`
	Hotline      string   `json:"hotline"`
	Tourism      bool     `json:"tourism"`
	Products     []string `json:"products"`
	Sample       bool     `json:"sample"`
}

type entry struct {
	Product  string `json:"product"`
	Lot      string `json:"lot"`
	Date     string `json:"date"`
	Activity string `json:"activity"`
	Text     string `json:"text"`
	TextEn   string `json:"textEn"`
}

type inspection struct {
	Product      string `json:"product"`
	Lot          string `json:"lot"`
	Date         string `json:"date"`
	Authority    string `json:"authority"`
	ProvinceCode string `json:"provinceCode"`
	Place        string `json:"place"`
	Outcome      string `json:"outcome"`
	Summary      string `json:"summary"`
	SummaryEn    string `json:"summaryEn"`
	Sampled      int    `json:"sampled"`
}

type run struct {
	Product  string   `json:"product"`
	Lot      string   `json:"lot"`
	Stock    string   `json:"stock"`
	Count    int      `json:"count"`
	Activate [][2]int `json:"activate"`
	Void     []struct {
		From   int    `json:"from"`
		To     int    `json:"to"`
		Reason string `json:"reason"`
	} `json:"void"`
}

type recall struct {
	Product       string `json:"product"`
	Lot           string `json:"lot"`
	Action        string `json:"action"`
	Reason        string `json:"reason"`
	ReasonEn      string `json:"reasonEn"`
	Instruction   string `json:"instruction"`
	InstructionEn string `json:"instructionEn"`
	Contact       string `json:"contact"`
	Date          string `json:"date"`
}

func readSample(t *testing.T) sample {
	t.Helper()
	var s sample
	d := json.NewDecoder(bytes.NewReader(assets.Sample))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Token(); err != io.EOF {
		t.Fatalf("after the object: %v, want the end", err)
	}
	return s
}

func (s sample) product(id string) *product {
	for i := range s.Products {
		if s.Products[i].ID == id {
			return &s.Products[i]
		}
	}
	return nil
}

func (s sample) batch(product, lot string) *batch {
	for i, b := range s.Batches {
		if b.Product == product && b.Lot == lot && lot != "" {
			return &s.Batches[i]
		}
	}
	return nil
}

// eachText calls f with every string of the file and the member it is in.
func eachText(t *testing.T, f func(member, text string)) {
	t.Helper()
	var root any
	if err := json.Unmarshal(assets.Sample, &root); err != nil {
		t.Fatal(err)
	}
	var walk func(member string, v any)
	walk = func(member string, v any) {
		switch v := v.(type) {
		case string:
			f(member, v)
		case []any:
			for _, e := range v {
				walk(member, e)
			}
		case map[string]any:
			for k, e := range v {
				walk(k, e)
			}
		}
	}
	walk("", root)
}
