#!/bin/sh
# What a careful administrator writes by hand, which the bench measures beside Nightjar: a copy, its proof, a text
# form, and both elsewhere.
#   careful-script.sh DATABASE FOLDER      FOLDER is empty
set -e
mkdir "$2/local" "$2/nas"
cd "$2/local"
sqlite3 "$1" '.timeout 10000' '.backup copy.db'
test "$(sqlite3 copy.db 'PRAGMA integrity_check')" = ok
test -z "$(sqlite3 copy.db 'PRAGMA foreign_key_check')"
sqlite3 copy.db .dump > copy.sql
sync copy.db copy.sql
sha256sum copy.db copy.sql > sums
cp copy.db copy.sql sums ../nas
cd ../nas
sync copy.db copy.sql sums
sha256sum -c --quiet sums
