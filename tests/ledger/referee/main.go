// The public log as the Go project's own library sees it: reads one JSON object, answers with one line per check.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type order struct {
	Key, Note                  string
	Entry                      []byte
	Index, Size, Old           int64
	Root, OldRoot              []byte
	Inclusion, Consistency     [][]byte
}

func hash(data []byte) (h tlog.Hash) { copy(h[:], data); return }

func hashes(list [][]byte) (found []tlog.Hash) {
	for _, each := range list {
		found = append(found, hash(each))
	}
	return
}

func say(name string, err error) {
	if err != nil {
		fmt.Println(name, "refused:", err)
	} else {
		fmt.Println(name, "holds")
	}
}

func main() {
	var o order
	if err := json.NewDecoder(os.Stdin).Decode(&o); err != nil {
		panic(err)
	}
	verifier, err := note.NewVerifier(o.Key)
	if err == nil {
		_, err = note.Open([]byte(o.Note), note.VerifierList(verifier))
	}
	say("note", err)
	say("inclusion", tlog.CheckRecord(hashes(o.Inclusion), o.Size, hash(o.Root), o.Index, tlog.RecordHash(o.Entry)))
	say("consistency", tlog.CheckTree(hashes(o.Consistency), o.Size, hash(o.Root), o.Old, hash(o.OldRoot)))
}
