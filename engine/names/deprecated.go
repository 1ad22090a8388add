package names

import "strings"

// Deprecated returns what a doc comment says about why its declaration should not be used any more, on one line: the rest of the
// paragraph that begins with `Deprecated:`. It reports false where there is no such paragraph.
func Deprecated(doc string) (reason string, ok bool) {
	begins := true
	for line := range strings.Lines(doc) {
		line = strings.TrimSpace(line)
		if ok && line == "" {
			break
		}
		switch rest, marked := strings.CutPrefix(line, "Deprecated:"); {
		case ok:
			reason += " " + line
		case marked && begins:
			reason, ok = rest, true
		}
		begins = line == ""
	}
	return strings.TrimSpace(reason), ok
}
