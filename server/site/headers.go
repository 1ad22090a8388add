// The headers that every answer carries.

package site

import (
	"maps"
	"net/http"
	"slices"
	"strings"
)

// policy is the content security policy of every page: what comes from this site, and nothing that could run by injection.
// `style` attributes and <style scoped> are part of the language, so styles may stand in the page; holes in them are checked.
var policy = map[string]string{
	"default-src": "'self'", "script-src": "'self'", "style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: https:",
	"object-src": "'none'", "base-uri": "'self'", "form-action": "'self'", "frame-ancestors": "'self'",
	"require-trusted-types-for": "'script'", "trusted-types": "coder",
}

// contentSecurityPolicy writes the policy, widened by what the site adds and by the hashes of the page's own scripts.
func contentSecurityPolicy(wider map[string]string, scripts []string) string {
	all := maps.Clone(policy)
	add := func(directive, sources string) {
		directive = strings.ToLower(strings.TrimSpace(directive))
		// One header line: what could end the directive or the line is no source.
		sources = strings.Map(func(c rune) rune {
			if c == ';' || c == ',' || c < 0x20 || c > 0x7e {
				return ' '
			}
			return c
		}, sources)
		if old := all[directive]; old != "" && old != "'none'" {
			sources = old + " " + sources
		}
		all[directive] = strings.TrimSpace(sources)
	}
	for _, d := range slices.Sorted(maps.Keys(wider)) {
		if strings.IndexFunc(d, func(c rune) bool { return c != '-' && (c < 'a' || c > 'z') }) < 0 {
			add(d, wider[d])
		}
	}
	if len(scripts) > 0 {
		add("script-src", strings.Join(scripts, " "))
	}
	var b strings.Builder
	for i, d := range slices.Sorted(maps.Keys(all)) {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(d + " " + all[d])
	}
	return b.String()
}

// setSecurityHeaders sets what holds for every answer, of whatever kind; a page replaces the policy by its own.
func setSecurityHeaders(h http.Header, secure bool, csp string) {
	h.Set("Content-Security-Policy", csp)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	if secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// SetPagePolicy sets the policy of a page that was drawn before: as its site widens it (v may be nil), with its own scripts.
func SetPagePolicy(h http.Header, v *Version, scripts []string) {
	var wider map[string]string
	if v != nil {
		wider = v.Settings.CSP
	}
	h.Set("Content-Security-Policy", contentSecurityPolicy(wider, scripts))
}
