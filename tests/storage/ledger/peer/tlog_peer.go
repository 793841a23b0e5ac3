// Tlog_peer checks proofs of ours with the public Go implementation of the
// tree, which knows nothing of techflow. It reads lines from its input:
//
//	leaf ENTRY HASH                    the next entry, and the hash of its leaf
//	node HASH                          the next stored node, in its order
//	root SIZE HASH                     the root of the first SIZE leaves
//	record SIZE POSITION HASH...       the proof that a leaf is in them
//	tree SIZE OLD HASH...              the proof that they begin with OLD
//
// Entries and hashes are base64, and a line may use only leaves that came before. It ends
// with a count for each kind of line, or at the first line that it does not
// agree with, which it names.
package main

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// A peer holds the tree as tlog itself stores and hashes it.
type peer struct {
	nodes  []tlog.Hash
	leaves []tlog.Hash
	roots  map[int64]tlog.Hash
	given  int
	counts map[string]int
}

func (p *peer) read(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, i := range indexes {
		if i < 0 || i >= int64(len(p.nodes)) {
			return nil, fmt.Errorf("no node %d", i)
		}
		hashes = append(hashes, p.nodes[i])
	}
	return hashes, nil
}

func (p *peer) addLeaf(entry string, leaf tlog.Hash) error {
	bytes, err := base64.StdEncoding.DecodeString(entry)
	if err != nil {
		return err
	}
	if tlog.RecordHash(bytes) != leaf {
		return fmt.Errorf("the leaf is %v", tlog.RecordHash(bytes))
	}
	n := int64(len(p.leaves))
	nodes, err := tlog.StoredHashesForRecordHash(n, leaf, tlog.HashReaderFunc(p.read))
	if err != nil {
		return err
	}
	p.leaves = append(p.leaves, leaf)
	p.nodes = append(p.nodes, nodes...)
	root, err := tlog.TreeHash(n+1, tlog.HashReaderFunc(p.read))
	if err != nil {
		return err
	}
	p.roots[n+1] = root
	return nil
}

func (p *peer) checkNode(node tlog.Hash) error {
	if p.given >= len(p.nodes) || p.nodes[p.given] != node {
		return fmt.Errorf("stored node %d is another", p.given)
	}
	p.given++
	return nil
}

// refusesAll turns one bit of each hash of a proof in turn, and expects check
// to fail for each.
func (p *peer) refusesAll(kind string, proof []tlog.Hash, bit int, check func() error) error {
	for i := range proof {
		at := (bit + i*101) % (8 * tlog.HashSize)
		proof[i][at/8] ^= 1 << (at % 8)
		if check() == nil {
			return fmt.Errorf("bit %d of hash %d is turned and the proof holds", at, i)
		}
		proof[i][at/8] ^= 1 << (at % 8)
		p.counts[kind]++
	}
	return nil
}

func (p *peer) checkRecord(size, position int64, proof []tlog.Hash) error {
	if position < 0 || position >= int64(len(p.leaves)) {
		return fmt.Errorf("no leaf %d", position)
	}
	check := func() error {
		return tlog.CheckRecord(proof, size, p.roots[size], position, p.leaves[position])
	}
	if err := check(); err != nil {
		return err
	}
	return p.refusesAll("record_refused", proof, int(size*31+position*7), check)
}

func (p *peer) checkTree(size, old int64, proof []tlog.Hash) error {
	check := func() error {
		return tlog.CheckTree(proof, size, p.roots[size], old, p.roots[old])
	}
	if err := check(); err != nil {
		return err
	}
	return p.refusesAll("tree_refused", proof, int(size*31+old*7), check)
}

func (p *peer) check(kind string, numbers []int64, hashes []tlog.Hash) error {
	switch {
	case kind == "node" && len(hashes) == 1:
		return p.checkNode(hashes[0])
	case kind == "root" && len(hashes) == 1:
		if p.roots[numbers[0]] != hashes[0] {
			return fmt.Errorf("the root is %v", p.roots[numbers[0]])
		}
		return nil
	case kind == "record":
		return p.checkRecord(numbers[0], numbers[1], hashes)
	case kind == "tree":
		return p.checkTree(numbers[0], numbers[1], hashes)
	}
	return fmt.Errorf("no line of ours")
}

func (p *peer) checkLine(line string) error {
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return fmt.Errorf("an empty line")
	}
	if fields[0] == "leaf" && len(fields) == 3 {
		leaf, err := tlog.ParseHash(fields[2])
		if err != nil {
			return err
		}
		p.counts["leaf"]++
		return p.addLeaf(fields[1], leaf)
	}
	count := map[string]int{"root": 1, "record": 2, "tree": 2}[fields[0]]
	if len(fields) < 1+count {
		return fmt.Errorf("too short")
	}
	var numbers []int64
	for _, text := range fields[1 : 1+count] {
		number, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return err
		}
		numbers = append(numbers, number)
	}
	var hashes []tlog.Hash
	for _, text := range fields[1+count:] {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return err
		}
		hashes = append(hashes, hash)
	}
	if err := p.check(fields[0], numbers, hashes); err != nil {
		return err
	}
	p.counts[fields[0]]++
	return nil
}

func main() {
	log.SetFlags(0)
	p := &peer{roots: map[int64]tlog.Hash{}, counts: map[string]int{}}
	lines := bufio.NewScanner(os.Stdin)
	for lines.Scan() {
		if err := p.checkLine(lines.Text()); err != nil {
			log.Fatalf("%s: %v", lines.Text(), err)
		}
	}
	if err := lines.Err(); err != nil {
		log.Fatal(err)
	}
	for _, kind := range []string{"leaf", "node", "root", "record", "record_refused", "tree", "tree_refused"} {
		fmt.Println(kind, p.counts[kind])
	}
}
