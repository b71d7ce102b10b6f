#!/bin/sh
# What `make run` ends with: a query that can be pasted, and its answer.
bin=$1
db=$2
query="SELECT wilayah, area_no, area, count(*) AS rows, sum(needs_review) AS to_review FROM rencana_aksi GROUP BY wilayah, area_no, area ORDER BY wilayah, area_no"
printf '\nThe database is %s. A question to start with; paste it:\n\n' "$db"
printf '  sqlite3 -box %s "%s"\n\n' "$db" "$query"
"$bin/python" scripts/query.py "$db" "$query"
printf '\nWhat next:\n'
printf '  %s/lampiran run FOLDER --db plans.db          your own decrees\n' "$bin"
printf '  %s/lampiran show FILE                         one file, nothing written\n' "$bin"
printf '  %s/lampiran evaluate --db %s --truth samples/truth    how right it is\n' "$bin" "$db"
