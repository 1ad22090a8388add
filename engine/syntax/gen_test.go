package syntax

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// program makes a valid program of about that many lines: declarations like those people write, all different.
func program(lines int) string {
	var b strings.Builder
	for i := 0; i*14 < lines; i++ {
		fmt.Fprintf(&b, `/// Card number %[1]d.
export fn Card%[1]d(title: string, count: number = %[1]d, children: html? = none) {
	let items = [1, 2, count * 2 + %[1]d, title.length].map(fn(n) => n * %[1]d)
	if count > %[1]d && title != "" { print("card {title} has {items.length} items", size: count) }
	return <section class="card {title}" id="c%[1]d" data-n={count}>
		<h2>{title} &amp; {count + 1}</h2>
		@for item, index in items {
			<li class={index %% 2 == 0 ? "even" : "odd"}>item {item} of <b>{items.length}</b></li>
		} @empty { <p>Nothing here, yet.</p> }
		<p>Some text that runs on for a while so that lines of text are here too,
		and goes on in a second line with <a href="/cards/{title}">a link</a>.</p>
		{children}
	</section>
}
`, i)
	}
	return b.String()
}

// benchText is the file that CODER_BENCH_FILE names, or a program of 10,000 lines.
func benchText(b testing.TB) string {
	b.Helper()
	name := os.Getenv("CODER_BENCH_FILE")
	if name == "" {
		return program(10_000)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	return string(text)
}
