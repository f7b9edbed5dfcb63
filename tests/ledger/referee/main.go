// The public log as the Go project's own library sees it: reads one JSON object, answers with one line per check.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type order struct {
	Key, Note              string
	Entry                  []byte
	Index, Size, Old       int64
	Root, OldRoot          []byte
	Inclusion, Consistency [][]byte
	Folder                 string
}

// folder is a log's static files, as any web server carries them.
type folder struct{ path string }

func (f folder) Height() int { return 8 }

func (f folder) SaveTiles(tiles []tlog.Tile, data [][]byte) {}

func (f folder) ReadTiles(tiles []tlog.Tile) (found [][]byte, err error) {
	for _, each := range tiles {
		// C2SP's names are those of Go without the height.
		data, err := f.read(strings.Replace(each.Path(), "tile/8/", "tile/", 1))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return
}

func (f folder) read(name string) ([]byte, error) { return os.ReadFile(filepath.Join(f.path, name)) }

// entries are all of the log's, from the files that hold 256 of them.
func (f folder) entries(size int64) (found [][]byte, err error) {
	for first := int64(0); first < size; first += 256 {
		width := size - first
		if width > 256 {
			width = 256
		}
		name := tlog.Tile{H: 8, L: 0, N: first / 256, W: int(width)}.Path()
		data, err := f.read(strings.Replace(name, "tile/8/0/", "tile/entries/", 1))
		if err != nil {
			return nil, err
		}
		for len(data) > 1 {
			length := int(data[0])<<8 | int(data[1])
			if len(data) < 2+length {
				return nil, fmt.Errorf("%s breaks off", name)
			}
			found, data = append(found, data[2:2+length]), data[2+length:]
		}
	}
	return
}

// check reads the whole log from its files: the signed root, every tile beneath it, every entry.
func (f folder) check(verifier note.Verifier) error {
	signed, err := f.read("checkpoint")
	if err != nil {
		return err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return err
	}
	var origin, root string
	var size int64
	if _, err := fmt.Sscanf(opened.Text, "%s\n%d\n%s\n", &origin, &size, &root); err != nil {
		return err
	}
	data, err := base64.StdEncoding.DecodeString(root)
	if err != nil {
		return err
	}
	entries, err := f.entries(size)
	if err != nil {
		return err
	}
	tree := tlog.TileHashReader(tlog.Tree{N: size, Hash: hash(data)}, f)
	var places []int64
	for number := range entries {
		places = append(places, tlog.StoredHashIndex(0, int64(number)))
	}
	held, err := tree.ReadHashes(places)
	if err != nil {
		return err
	}
	for number, entry := range entries {
		if held[number] != tlog.RecordHash(entry) {
			return fmt.Errorf("entry %d", number)
		}
	}
	if int64(len(entries)) != size {
		return fmt.Errorf("%d entries for %d", len(entries), size)
	}
	return nil
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
	if o.Folder != "" {
		if err == nil {
			err = folder{o.Folder}.check(verifier)
		}
		say("folder", err)
		return
	}
	if err == nil {
		_, err = note.Open([]byte(o.Note), note.VerifierList(verifier))
	}
	say("note", err)
	say("inclusion", tlog.CheckRecord(hashes(o.Inclusion), o.Size, hash(o.Root), o.Index, tlog.RecordHash(o.Entry)))
	say("consistency", tlog.CheckTree(hashes(o.Consistency), o.Size, hash(o.Root), o.Old, hash(o.OldRoot)))
}
