package main

import (
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var sentPage = regexp.MustCompile(`"file:[^"]*/(\d+)\.html"`)

// markup has the W3C's Nu HTML checker read all pages of the survey as they were
// sent; what it finds is told by the path of the page.
func (s *survey) markup(t *testing.T) {
	jar := fetched(t, "NU_CHECKER", "vnu.jar of the npm package vnu-jar")
	java, err := exec.LookPath("java")
	if err != nil {
		t.Fatal("no Java: install default-jre-headless")
	}
	out, err := exec.Command(java, "-Xss4m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", jar, "--errors-only", "--exit-zero-always", s.dir).CombinedOutput()
	if err != nil {
		t.Fatalf("the checker says %v: %s", err, out)
	}
	for line := range strings.Lines(string(out)) {
		t.Error(strings.TrimSpace(sentPage.ReplaceAllStringFunc(line, func(name string) string {
			n, err := strconv.Atoi(sentPage.FindStringSubmatch(name)[1])
			must(t, err)
			return s.sent[n]
		})))
	}
	t.Logf("%d pages are read", len(s.sent))
}
