//go:build !race

package syntax

// thinning is how many times fewer texts and edits the random tests take.
const thinning = 1
