package main

import (
	"regexp"
	"strings"
	"testing"
	"time"
)

var exampleWord = regexp.MustCompile(`"[^"]*"|\S+`)

// Every command and verb has help, and its examples name flags that there are.
func TestExamples(t *testing.T) {
	all := commands()
	all = append(all, labelVerbs()...)
	for _, c := range all {
		lines := strings.Split(c.example, "\n")
		if c.example == "" || c.about == "" {
			t.Errorf("%s: no example, or nothing about it", c.name)
		}
		for _, line := range lines {
			line, _, _ = strings.Cut(line, " > ")
			line, _, _ = strings.Cut(line, " #")
			words := exampleWord.FindAllString(line, -1)
			if len(words) < 2 || words[0] != "ocoptrace" {
				t.Errorf("%s: %q is not a command line", c.name, line)
				continue
			}
			status, out, stderr := runProgram(t, time.Now(), append(words[1:], "--help")...)
			if status != exitDone || !strings.Contains(out, "\nusage: ocoptrace "+words[1]) {
				t.Errorf("%s: %q: status %d: %s", c.name, line, status, stderr)
			}
		}
	}
}

// The help of label names every verb, and each verb's help its flags.
func TestLabelHelp(t *testing.T) {
	_, list, _ := runProgram(t, time.Now(), "label", "--help")
	for _, v := range labelVerbs() {
		if !strings.Contains(list, "\n  "+v.verb()+" ") || !strings.Contains(list, v.about) {
			t.Errorf("the list lacks %s: %s", v.verb(), list)
		}
		for _, args := range [][]string{{"help", "label", v.verb()}, {"label", "help", v.verb()}, {"label", "--help", v.verb()}, {"label", v.verb(), "-h"}} {
			status, out, stderr := runProgram(t, time.Now(), args...)
			if status != exitDone || !strings.HasPrefix(out, v.about+"\n\nusage: ocoptrace "+v.name+" ") {
				t.Errorf("%q: status %d: %s%s", args, status, out, stderr)
			}
		}
	}
}
