#!/bin/sh
# What `make run` ends with: a query that can be pasted, and its answer. Indonesian where the program is.
bin=$1
db=$2
query="SELECT file, wilayah, count(*) AS rows, sum(needs_review) AS to_review FROM rencana_aksi GROUP BY file, wilayah ORDER BY file"
case "${LAMPIRAN_LANG:-${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}}" in
id* | in_* | indonesian* | Indonesian*)
    here="Basis datanya $db. Contoh pertanyaan pertama, tinggal ditempel:"
    next="Selanjutnya:"
    own="keputusan Anda sendiri"
    browser="yang ini di peramban"
    excel="dalam Excel"
    accurate="seberapa tepat bacaannya"
    ;;
*)
    here="The database is $db. Here is a first question to paste:"
    next="What next:"
    own="your own decrees"
    browser="this one in the browser"
    excel="in Excel"
    accurate="how accurate it is"
    ;;
esac
line() { printf '  %-26s %s\n' "$1" "$2"; }
printf '\n%s\n\n' "$here"
printf '  sqlite3 -box %s "%s"\n\n' "$db" "$query"
"$bin/python" scripts/query.py "$db" "$query"
printf '\n%s\n' "$next"
line "$own" "$bin/lampiran run FOLDER --db plans.db"
line "$browser" "$bin/lampiran browse --db $db"
line "$excel" "$bin/lampiran export --db $db --to plans.xlsx"
line "$accurate" "$bin/lampiran evaluate --db $db --truth samples/truth"
