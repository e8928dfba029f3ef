package export

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"ocoptrace/trace"
)

// The version of the passport that is written.
const (
	untpContext = "https://test.uncefact.org/vocabulary/untp/dpp/0.6.1/"
	vcContext   = "https://www.w3.org/ns/credentials/v2"
)

// passport and what it consists of are those of the JSON schema of UNTP DPP
// 0.6.1; members that are left out there are optional.
type passport struct {
	Context   []string `json:"@context"`
	Type      []string `json:"type"`
	ID        string   `json:"id"`
	Issuer    issuer   `json:"issuer"`
	ValidFrom string   `json:"validFrom"`
	Subject   subject  `json:"credentialSubject"`
}

type issuer struct {
	Type []string `json:"type"`
	ID   string   `json:"id"`
	Name string   `json:"name"`
}

type subject struct {
	Type        []string `json:"type"`
	ID          string   `json:"id"`
	Product     product  `json:"product"`
	Granularity string   `json:"granularityLevel"`
}

type product struct {
	Type        []string `json:"type"`
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Registered  string   `json:"registeredId"`
	Scheme      scheme   `json:"idScheme"`
	Batch       string   `json:"batchNumber"`
	Description string   `json:"description,omitempty"`
	Further     []link   `json:"furtherInformation"`
	Party       party    `json:"producedByParty"`
	Produced    string   `json:"productionDate"`
	Country     string   `json:"countryOfProduction,omitempty"`
}

type scheme struct {
	Type []string `json:"type"`
	ID   string   `json:"id"`
	Name string   `json:"name"`
}

type link struct {
	URL  string `json:"linkURL"`
	Name string `json:"linkName"`
}

type party struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Registered string `json:"registeredId,omitempty"`
}

// UNTP is the passport of a scan of a batch, signed.
func UNTP(ctx context.Context, r *trace.Registry, s *trace.Scan) (token string, err error) {
	doc, err := json.Marshal(untp(r.BaseURL(), s))
	if err != nil {
		return "", err
	}
	return r.Attest(ctx, doc)
}

func untp(base string, s *trace.Scan) passport {
	f := from{s, base}
	p, e, b := s.Product.Fact, s.Entity.Fact, s.Batch.Fact
	goods := product{
		Type: []string{"Product"}, ID: f.uri(), Name: p.Name, Batch: b.Lot, Description: p.Ingredients, Produced: b.Produced.String(),
		Registered: p.ID + "/" + b.Lot, Scheme: scheme{[]string{"IdentifierScheme"}, base, s.Service.Fact.Origin},
		Further: []link{
			{f.page(), "Traceability page of the batch"}, {f.record(s.Batch.ID), "Signed record of the batch"},
			{f.record(s.Product.ID), "Signed record of the product"}, {f.page() + "/passport", "Items of Decree 37/2026/NĐ-CP, Article 32"},
		},
		Party: party{base + "/entities/" + e.ID, e.Name, e.Registration},
	}
	if b.GTIN != "" {
		goods.Registered = b.GTIN + "." + b.Lot
		goods.Scheme = scheme{[]string{"IdentifierScheme"}, "https://id.gs1.org/01/", "Global Trade Item Number (GTIN)"}
	}
	if strings.Contains(p.Origin, "Việt Nam") {
		goods.Country = "VN"
	}
	return passport{
		Context: []string{vcContext, untpContext}, Type: []string{"DigitalProductPassport", "VerifiableCredential"}, ID: derived(s.Batch.ID),
		Issuer: issuer{[]string{"CredentialIssuer"}, s.Batch.Issuer, s.Service.Fact.Origin}, ValidFrom: s.Batch.Issued.UTC().Format("2006-01-02T15:04:05Z"),
		Subject: subject{[]string{"ProductPassport"}, f.page(), goods, "batch"},
	}
}

// derived is a UUID, version 8 (RFC 9562), made of the id of a record.
func derived(id string) string {
	h := sha256.Sum256([]byte("untp-dpp-0.6.1 " + id))
	h[6], h[8] = h[6]&0x0f|0x80, h[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", h[:4], h[4:6], h[6:8], h[8:10], h[10:16])
}
