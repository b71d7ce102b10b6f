#!/bin/sh
# What `make run` ends with: a query that can be pasted, and its answer.
bin=$1
db=$2
query="SELECT file, wilayah, count(*) AS rows, sum(needs_review) AS to_review FROM rencana_aksi GROUP BY file, wilayah ORDER BY file"
printf '\nThe database is %s. Here is a first question to paste:\n\n' "$db"
printf '  sqlite3 -box %s "%s"\n\n' "$db" "$query"
"$bin/python" scripts/query.py "$db" "$query"
printf '\nWhat next:\n'
printf '  your own decrees           %s/lampiran run FOLDER --db plans.db\n' "$bin"
printf '  this one in the browser    %s/lampiran browse --db %s\n' "$bin" "$db"
printf '  in Excel                   %s/lampiran export --db %s --to plans.xlsx\n' "$bin" "$db"
printf '  how accurate it is         %s/lampiran evaluate --db %s --truth samples/truth\n' "$bin" "$db"
