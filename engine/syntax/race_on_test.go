//go:build race

package syntax

// thinning is how many times fewer texts and edits the random tests take: the race detector makes each ten times as slow.
const thinning = 8
